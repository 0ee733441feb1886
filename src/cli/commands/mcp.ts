import { readText } from '../../adapters/files';
import { contextFileIn } from '../../core/folder/paths';
import type { CommandAnswer, Called } from '../answer';
import { flagValue } from '../command';
import { nextStep } from '../afterRefusal';
import { versionOf } from '../io';
import { openPlace } from '../place';

/** `mcp`: serves until its client is gone. Nothing but the protocol is on stdout. */
export async function serveClient({ given, io, flags }: Called): Promise<CommandAnswer> {
  const { serveMcp } = await import('../../mcp/serve');
  const { cwd, env, program, now, stdin, stdout, signal } = io;
  const folder = flagValue(given, 'folder');
  await serveMcp({
    version: versionOf(io),
    stdin,
    stdout: stdout as NodeJS.WriteStream,
    signal,
    isFolderGiven: folder !== undefined,
    async open({ folders, dryRun, log }) {
      const common = { cwd, env, program, now, flags, dryRun, log };
      const places =
        folders.length > 0 ? folders.map((each) => ({ ...common, folder: each })) : [{ ...common, folder }];
      const [first, ...rest] = await Promise.all(places.map(openPlace));
      if (!first) throw new Error('There is no folder.');
      for (const place of [first, ...rest]) {
        const { contextFolder } = place.settings;
        if ((await readText(place.root, contextFileIn(contextFolder)).catch(() => '')) !== null) {
          return { engine: place.engine, contextFolder };
        }
      }
      return { engine: first.engine, contextFolder: first.settings.contextFolder };
    },
    next: (error, tool) => asTools(nextStep(error, COMMAND_OF[tool] ?? '')),
  });
  return { json: undefined, words: [] };
}

/** What a tool is called on the command line, whose hints are told. */
const COMMAND_OF: Readonly<Record<string, string>> = {
  para_init: 'init',
  para_status: 'status',
  para_create_plan: 'plan',
  para_create_pull_request: 'pr',
  para_undo: 'undo',
  para_approve_plan: 'approve',
  para_import_plan: 'import',
  para_execute_phase: 'execute',
  para_set_todo: 'done',
  para_summarize_phase: 'summarize',
  para_archive: 'archive',
};

/**
 * A hint in the words of tools: options for flags, and tools for the commands that there is one of. Null for one about
 * the command line itself: the message has all there is to say then.
 */
function asTools(hint: string): string | null {
  if (/^phased-plans help/.test(hint)) return null;
  const camel = (flag: string) => flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const tool = (line: string, command: string) =>
    Object.keys(COMMAND_OF).find((name) => COMMAND_OF[name] === command) ?? line;
  return hint
    .replace('; with --verbose it tells what git was asked', '')
    .replace(/--([a-z-]+)=(\w+)/g, (_, flag: string, value: string) => `${camel(flag)}: "${value}"`)
    .replace(/^phased-plans ([\w-]+)[^;]*$/, tool);
}
