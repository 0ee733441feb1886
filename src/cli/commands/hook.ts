import { readText } from '../../adapters/files';
import { contextFileIn } from '../../core/folder/paths';
import type { CommandAnswer, Called } from '../answer';
import { flagValue } from '../command';
import { HOOK_READERS, type HookAgent } from '../hooks/agents';
import { isUnreminded } from '../hooks/input';
import { reminderOf, sessionLines } from '../hooks/words';
import { nextLines } from '../next';
import { printed } from '../terminal';
import { wayOf } from '../usage';

/** `hook`: what an agent is told by its hooks. Changes nothing, and keeps nobody by an error. */
export async function answerHook(called: Called): Promise<CommandAnswer> {
  const event = wayOf('hook', called.given.args[0], ['session-start', 'stop']);
  const { context, goOn } = HOOK_READERS[(flagValue(called.given, 'agent') ?? 'claude') as HookAgent];
  const text = await textFor(event, called);
  if (text === null) return { json: { text }, words: [] };
  const told = event === 'stop' ? goOn(text) : context(text);
  return { json: { text }, words: typeof told === 'string' ? told.split('\n') : [JSON.stringify(told)] };
}

/** Null where there is nothing to be said. */
async function textFor(event: 'session-start' | 'stop', called: Called): Promise<string | null> {
  const { root, settings, engine, stdin, io } = called;
  // What the agent says is read in any case, so that it isn't left with a pipe that nobody reads.
  const isToBeReminded = await isUnreminded(stdin, io.signal);
  if (event === 'stop' && !isToBeReminded) return null;
  // Git is asked where there is a plan alone: agents run hooks in every folder.
  if ((await readText(root, contextFileIn(settings.contextFolder)).catch(() => null)) === null) return null;
  const reading = await engine.read();
  if (event === 'stop') return withoutControls(reminderOf(reading));
  const next = await nextLines(engine, reading.status, settings.contextFolder);
  const lines = sessionLines(reading, printed(next, false).split('\n').filter(Boolean));
  return lines.length === 0 ? null : printed(lines, false).trimEnd();
}

const withoutControls = (text: string | null): string | null =>
  text === null ? null : printed([text], false).trimEnd();
