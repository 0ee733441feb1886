import { COMMON, flagsOf, usageOf, type Command, type Flag } from './command';
import { COMMANDS } from './table';
import { styled, wrapped, type Line } from './terminal';

/** What leads into the program: every command in a line. */
export function overview(width: number): Line[] {
  const column = Math.max(...COMMANDS.map(({ name }) => name.length)) + 4;
  return [
    'Large changes as phased plans: a master plan, a plan, a branch and a summary per phase.',
    '',
    [styled('bold', 'Usage'), ': phased-plans COMMAND [FLAGS]'],
    '',
    [styled('bold', 'Commands')],
    ...COMMANDS.flatMap(({ name, about }) => inColumn(name, about, { column, width })),
    '',
    [styled('bold', 'The usual way')],
    '  phased-plans init, plan, approve; then for each phase: execute, done, summarize, pr; at the end: archive',
    '',
    '“phased-plans help COMMAND” says more. Every command has --json, --folder and, where it changes something, --dry-run.',
    'It ends with 0 when it is done, 1 when it is refused (why, and what to do, is on stderr), 2 when it isn’t understood.',
  ];
}

/** All there is to know of a command. */
export function helpOf(command: Command, width: number): Line[] {
  const flags = Object.entries(flagsOf(command)).filter(([name]) => !(name in COMMON));
  const rows = (entries: [string, Flag][]) => entries.map(([name, flag]) => [flagText(name, flag), aboutFlag(flag)]);
  const args = command.arguments.map(({ name, about }) => [name, about]);
  const column = Math.min(
    30,
    Math.max(...[...args, ...rows(flags), ...rows(Object.entries(COMMON))].map(([name = '']) => name.length)) + 4,
  );
  const group = (title: string, list: string[][]): Line[] =>
    list.length === 0
      ? []
      : [
          '',
          [styled('bold', title)],
          ...list.flatMap(([name = '', about = '']) => inColumn(name, about, { column, width })),
        ];
  return [
    ...wrapped(`${command.about}.`, width, ''),
    '',
    [styled('bold', 'Usage'), `: phased-plans ${callOf(command)}`],
    ...group('Arguments', args),
    ...group('Flags', rows(flags)),
    ...group('Flags of every command', rows(Object.entries(COMMON))),
    ...(command.more ? ['', ...wrapped(command.more, width, '')] : []),
    '',
    [styled('bold', 'Examples')],
    ...command.examples.map((each) => `  ${each}`),
  ];
}

function callOf(command: Command): string {
  const flags = Object.keys(flagsOf(command)).length > 0 ? ' [FLAGS]' : '';
  return usageOf({ ...command, flags: {} }).slice('phased-plans '.length) + flags;
}

/** `--phase N` */
export function flagText(name: string, { value }: Flag): string {
  return `--${name}${value ? ` ${value}` : ''}`;
}

/** What a flag does, with what it takes. */
export function aboutFlag({ about, choices }: Flag): string {
  return choices ? `${about}: ${choices.join(', ')}` : about;
}

function inColumn(name: string, about: string, { column, width }: { column: number; width: number }): Line[] {
  const begin = ' '.repeat(column);
  const [first = '', ...rest] = wrapped(about, width, begin);
  const label = `  ${name}`;
  if (label.length >= column) return [[styled('cyan', label)], first, ...rest];
  return [[styled('cyan', label), first.slice(label.length)], ...rest];
}
