/** What a flag takes: a text, texts (it may be given several times), or nothing. */
export interface Flag {
  kind: 'text' | 'texts' | 'switch';
  /** What its text is called in help: `N`. */
  value?: string;
  /** The only texts it takes. */
  choices?: readonly string[];
  /** Whether an empty text means something. */
  mayBeEmpty?: true;
  about: string;
}

interface Argument {
  name: string;
  about: string;
  optional?: true;
  /** Takes all that follow. */
  many?: true;
}

/** A command as data: what parses it, prints its help and writes its page. */
export interface Command {
  name: string;
  /** One sentence, without a full stop. */
  about: string;
  arguments: readonly Argument[];
  flags: Readonly<Record<string, Flag>>;
  /** Whether it may change something, so that it has `--dry-run`. */
  changes: boolean;
  /** Agents run it by themselves, and take the exit code 2 for a veto: it ends with 0 refused, and 1 not understood. */
  isHook?: true;
  /** What else there is to know. */
  more?: string;
  examples: readonly string[];
}

/** What was asked for on a command line. */
export interface Given {
  command: Command;
  values: Readonly<Record<string, string | boolean | string[] | undefined>>;
  args: readonly string[];
}

/** What every command takes. */
export const COMMON: Readonly<Record<string, Flag>> = {
  folder: {
    kind: 'text',
    value: 'PATH',
    about: 'The folder with the plan. Left out: this folder, or the next one above it in the repository with a plan',
  },
  json: { kind: 'switch', about: 'Answer in JSON, in the shapes of the API; refusals, too' },
  'context-folder': { kind: 'text', value: 'PATH', about: 'In place of the setting phasedPlans.contextFolder' },
  'base-branch': { kind: 'text', value: 'NAME', about: 'In place of the setting phasedPlans.baseBranch' },
  'branch-prefix': { kind: 'text', value: 'TEXT', about: 'In place of the setting phasedPlans.branchPrefix' },
  verbose: { kind: 'switch', about: 'Tell what is done, git’s commands included, on stderr' },
  help: { kind: 'switch', about: 'Show this help' },
};

const DRY_RUN: Flag = { kind: 'switch', about: 'Judge, say what would be done, and change nothing' };

/** All flags of a command, in the order in which they are shown. */
export function flagsOf({ flags, changes }: Command): Record<string, Flag> {
  return { ...flags, ...(changes ? { 'dry-run': DRY_RUN } : {}), ...COMMON };
}

/** The text of a flag; undefined where it isn't given. */
export function flagValue({ values }: Given, flag: string): string | undefined {
  const value = values[flag];
  return typeof value === 'string' ? value : undefined;
}

/** The phase of a command line: as an argument, or by `--phase`; undefined where none is named. */
export function phaseOf(given: Given): string | undefined {
  return given.args[0] ?? flagValue(given, 'phase');
}

export function textsOfFlag({ values }: Given, flag: string): string[] | undefined {
  const value = values[flag];
  return Array.isArray(value) ? value : undefined;
}

/** Whether a flag without a value is given. */
export function isOn({ values }: Given, flag: string): boolean {
  return values[flag] === true;
}

/** `done TO-DO [--phase N] …`: how a command is called. */
export function usageOf({ name, arguments: args, flags }: Command): string {
  const written = args.map((each) => {
    const one = each.many ? `${each.name}…` : each.name;
    return each.optional ? `[${one}]` : one;
  });
  const own = Object.entries(flags).map(([flag, { value }]) => `[--${flag}${value ? ` ${value}` : ''}]`);
  return ['phased-plans', name, ...written, ...own].join(' ');
}
