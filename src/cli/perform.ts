import { withSignal } from '../adapters/system/cancel';
import { errorMessage, isPlanError, PlanError } from '../core/errors';
import { WouldRun } from '../core/foreseenRun';
import type { Logger } from '../core/ports';
import { withoutSecrets } from '../core/secrets';
import { describeSteps } from '../core/steps';
import { isOn, flagValue, type Given } from './command';
import { RUNS } from './commands';
import type { CommandAnswer } from './answer';
import { wouldDo } from './dryRun';
import { nextStep } from './afterRefusal';
import { hasColours, type Io, type Sink } from './io';
import { nextLines } from './next';
import { openPlace, type Place } from './place';
import { SETTING_FLAGS } from './settings';
import { linesIn, printed, printedJson, styled, type Line } from './terminal';
import { UsageError } from './usage';

/** Runs a command that was understood. Resolves to its exit code. Throws `UsageError`. */
export async function performLine(given: Given, io: Io): Promise<number> {
  const isJson = isOn(given, 'json');
  try {
    const { json, words, code = 0 } = await withSignal(io.signal, () => answerTo(given, io, isJson));
    if (isJson && json !== undefined) io.stdout.write(printedJson(json));
    else if (words.length > 0) write(io.stdout, words);
    return code;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    refuse(error, given, io, isJson);
    return given.command.isHook ? 0 : 1;
  }
}

type Answered = CommandAnswer & { words: Line[] };

async function answerTo(given: Given, io: Io, isJson: boolean): Promise<Answered> {
  const run = RUNS[given.command.name];
  if (!run) throw new Error(`Nothing runs “${given.command.name}”.`);
  const dryRun = isOn(given, 'dry-run');
  const flags = Object.fromEntries(
    Object.entries(SETTING_FLAGS).flatMap(([flag, set]) => {
      const value = given.values[flag];
      return typeof value === 'string' || value === true ? Object.entries(set(value)) : [];
    }),
  );
  const { cwd, env, program, now } = io;
  const log = isOn(given, 'verbose') ? logOn(io.stderr) : quiet;
  const folder = flagValue(given, 'folder');
  try {
    const place = await openPlace({ cwd, env, program, now, folder, log, dryRun, flags });
    const answer = await run({ ...place, given, dryRun, cwd, env, stdin: io.stdin, io, flags });
    return { ...answer, words: isJson ? [] : await wordsOf(answer, place) };
  } catch (error) {
    if (error instanceof WouldRun) return wouldDo(error.plan.title, describeSteps(error.plan));
    throw error;
  }
}

async function wordsOf({ words, next }: CommandAnswer, { engine, settings }: Place): Promise<Line[]> {
  const said = typeof words === 'function' ? await words() : words;
  if (!next) return said;
  // It is done by then: that nobody can tell what comes next is no failure of it.
  const then = await engine
    .read()
    .then(({ status }) => nextLines(engine, status, settings.contextFolder))
    .catch((): Line[] => []);
  return [...said, ...then];
}

function refuse(error: unknown, { command }: Given, { stderr }: Io, isJson: boolean): void {
  const known = isPlanError(error)
    ? error
    : new PlanError('GIT_FAILED', `Something unexpected went wrong: ${errorMessage(error)}`);
  const { code, message } = known;
  const next = isPlanError(error) ? nextStep(error, command.name) : `phased-plans ${command.name} --verbose`;
  if (isJson) stderr.write(printedJson({ error: { code, message, next } }));
  else {
    const [first = '', ...rest] = linesIn(message);
    write(stderr, [
      [styled('red', code), `: ${first}`],
      ...rest.map((line) => `  ${line}`),
      [styled('bold', 'Next'), `: ${next}`],
    ]);
  }
}

const write = (sink: Sink, lines: readonly Line[]): unknown => sink.write(printed(lines, hasColours(sink)));

const silent = (): void => undefined;
const quiet: Logger = { debug: silent, info: silent, warn: silent, error: silent };

function logOn(stderr: Sink): Logger {
  const tell = (message: string): void => void write(stderr, linesIn(withoutSecrets(message)));
  return {
    debug: tell,
    info: tell,
    warn: tell,
    error: (message, error) => tell(error === undefined ? message : `${message} ${errorMessage(error)}`),
  };
}
