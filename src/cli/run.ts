import type { Given } from './command';
import { helpOf, overview } from './help';
import { hasColours, versionOf, widthOf, type Io, type Sink } from './io';
import { commandOf, parseCommandLine, type Asked } from './parse';
import { printed, printedJson, type Line } from './terminal';
import { UsageError } from './usage';

/**
 * Runs a command line to its end. Resolves to the exit code: 0 done, 1 refused, 2 not understood (see `isHook` for
 * another). What only helps is answered without the engine, which is loaded for the commands alone.
 */
export async function runLine(argv: readonly string[], io: Io): Promise<number> {
  let asked: Asked;
  try {
    asked = parseCommandLine(argv);
    if (asked.kind === 'run') return await runCommand(asked.given, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return misunderstood(error, argv, io);
  }
  if (asked.kind === 'version') io.stdout.write(`${versionOf(io)}\n`);
  else write(io.stdout, asked.command ? helpOf(asked.command, widthOf(io.stdout)) : overview(widthOf(io.stdout)));
  return 0;
}

async function runCommand(given: Given, io: Io): Promise<number> {
  const { performLine } = await import('./perform');
  return performLine(given, io);
}

function misunderstood({ message, command }: UsageError, argv: readonly string[], { stderr }: Io): number {
  const next = command ? `phased-plans help ${command}` : 'phased-plans --help';
  if (argv.includes('--json')) stderr.write(printedJson({ error: { code: 'INVALID_ARGUMENT', message, next } }));
  else write(stderr, [message, `See: ${next}`]);
  return commandOf(argv)?.isHook ? 1 : 2;
}

const write = (sink: Sink, lines: readonly Line[]): unknown => sink.write(printed(lines, hasColours(sink)));
