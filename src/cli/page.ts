import { COMMON, flagsOf, usageOf, type Command, type Flag } from './command';
import { aboutFlag, flagText } from './help';
import { COMMANDS } from './table';

/** docs/cli.md, from the table that parses command lines. */
export function cliPage(): string {
  return [
    '<!-- Written from src/cli/table.ts by npm run generate. -->',
    '',
    '# The command line',
    '',
    '`phased-plans` does in a terminal, for people, agents and scripts, what the extension does in the ' +
      'editor, from the first plan to the archive: by the',
    'same judgements, with the same files and commits. Only the editor has *Set Status* and *Use This ' +
      'Plan*. In the terminals of VS Code it is there in every trusted folder that has a plan; elsewhere, ' +
      'run `dist/cli.js` with Node.js.',
    '',
    '- **stdout** has the answer and nothing else: words, or with `--json` the shapes of the API. Nothing is asked.',
    '- **Exit codes**: 0 done; 1 refused, with the code, the reason and what to do on stderr (with `--json`: `{ "error": { "code", "message", "next" } }`);',
    '  2 not understood.',
    '- **Settings** are the `phasedPlans.*` of the folder’s `.vscode/settings.json`, in VS Code’s terminals over your own; flags win over both.',
    '- **The folder** is the one you are in, or the next one above it in the repository that has a plan; in a phase’s worktree, it is the main one.',
    '',
    '## Flags of every command',
    '',
    ...table(COMMON),
    ...COMMANDS.flatMap(section),
    '',
  ].join('\n');
}

function section(command: Command): string[] {
  const { name, about, arguments: args, more, examples } = command;
  const flags = Object.fromEntries(Object.entries(flagsOf(command)).filter(([flag]) => !(flag in COMMON)));
  return [
    '',
    `## \`${name}\``,
    '',
    `${about}.`,
    '',
    '```',
    `${usageOf({ ...command, flags: {} })} [FLAGS]`,
    '```',
    ...(args.length > 0 ? ['', ...args.map((each) => `- \`${each.name}\`: ${each.about}.`)] : []),
    ...(Object.keys(flags).length > 0 ? ['', ...table(flags)] : []),
    ...(more ? ['', more] : []),
    '',
    '```sh',
    ...examples,
    '```',
  ];
}

function table(flags: Readonly<Record<string, Flag>>): string[] {
  const rows = Object.entries(flags).map(([name, flag]) => `| \`${flagText(name, flag)}\` | ${aboutFlag(flag)} |`);
  return ['| flag | what it does |', '| --- | --- |', ...rows];
}
