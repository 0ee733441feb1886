import { parseArgs, type ParseArgsConfig } from 'node:util';
import { flagsOf, type Command, type Given } from './command';
import { COMMANDS } from './table';
import { UsageError } from './usage';

/** What a command line asks for. */
export type Asked = { kind: 'run'; given: Given } | { kind: 'help'; command: Command | null } | { kind: 'version' };

/** Reads a command line by the table of commands. Throws `UsageError`. */
export function parseCommandLine(argv: readonly string[]): Asked {
  const [first, ...rest] = argv;
  if (first === undefined || first === '--help' || first === '-h') return { kind: 'help', command: null };
  if (first === '--version' || first === '-V') return { kind: 'version' };
  if (first === 'help') return { kind: 'help', command: rest[0] === undefined ? null : commandNamed(rest[0]) };
  if (first.startsWith('-')) throw new UsageError(`The command comes first, before “${first}”.`);
  const command = commandNamed(first);
  const { values, positionals } = parsed(command, rest);
  if (values.help === true) return { kind: 'help', command };
  const given: Given = { command, values, args: positionals };
  checkFilled(given);
  checkChoices(given);
  checkArguments(given);
  return { kind: 'run', given };
}

/** The command of a command line, whatever else is wrong with it. */
export function commandOf([first]: readonly string[]): Command | undefined {
  return COMMANDS.find((each) => each.name === first);
}

function commandNamed(name: string): Command {
  const found = commandOf([name]);
  if (found) return found;
  const near = COMMANDS.filter((each) => each.name.startsWith(name.slice(0, 3))).map((each) => `“${each.name}”`);
  throw new UsageError(`There is no command “${name}”.${near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''}`);
}

function parsed(command: Command, args: string[]): Pick<Given, 'values'> & { positionals: string[] } {
  const options: ParseArgsConfig['options'] = Object.fromEntries(
    Object.entries(flagsOf(command)).map(([name, { kind }]) => [
      name,
      {
        type: kind === 'switch' ? ('boolean' as const) : ('string' as const),
        multiple: kind === 'texts',
        ...(name === 'help' ? { short: 'h' } : {}),
      },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    return { values: values as Given['values'], positionals };
  } catch (error) {
    // Node's own words name the flag and say what is wrong.
    throw new UsageError((error as Error).message.replace(/'/g, '"').replace(/\n/g, ' '), command.name);
  }
}

/** What a script left empty is no choice: a variable that wasn't set, most likely. */
function checkFilled({ command, values }: Given): void {
  for (const [name, { mayBeEmpty }] of Object.entries(command.flags)) {
    if (mayBeEmpty || ![values[name]].flat().some((value) => typeof value === 'string' && value.trim() === ''))
      continue;
    throw new UsageError(`--${name} must not be empty.`, command.name);
  }
}

function checkChoices({ command, values }: Given): void {
  for (const [name, { choices }] of Object.entries(command.flags)) {
    const value = values[name];
    if (!choices || typeof value !== 'string' || choices.includes(value)) continue;
    throw new UsageError(`--${name} must be one of: ${choices.join(', ')}.`, command.name);
  }
}

function checkArguments({ command, args, values }: Given): void {
  const wanted = command.arguments;
  const missing = wanted.find((each, index) => !each.optional && args[index] === undefined);
  if (missing) throw new UsageError(`${missing.name} is missing: ${missing.about}.`, command.name);
  if (wanted[0]?.name === 'PHASE' && args[0] !== undefined && values.phase !== undefined && values.phase !== args[0])
    throw new UsageError(`“${args[0]}” and --phase contradict each other.`, command.name);
  if (wanted.at(-1)?.many || args.length <= wanted.length) return;
  throw new UsageError(`“${args[wanted.length]}” is one argument too many.`, command.name);
}
