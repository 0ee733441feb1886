import type { Command, Flag } from './command';
import { LIFE } from './table.life';
import { REPOSITORY } from './table.repository';

const severity: Flag = {
  kind: 'text',
  value: 'SEVERITY',
  choices: ['error', 'warning', 'info'],
  about: 'From which severity on a problem makes it end with 1 (error)',
};

/** The commands that only look. */
const LOOKING: readonly Command[] = [
  {
    name: 'status',
    about: 'Show where the plan stands: phases, to-dos with their numbers, problems, and the next step',
    arguments: [],
    flags: {},
    changes: false,
    examples: ['phased-plans status', 'phased-plans status --json'],
  },
  {
    name: 'check',
    about: 'List every problem of the plan files, for continuous integration',
    arguments: [],
    flags: {
      severity,
      'max-warnings': { kind: 'text', value: 'N', about: 'More warnings than this make it end with 1' },
      format: {
        kind: 'text',
        value: 'FORMAT',
        choices: ['text', 'json', 'annotations', 'github', 'azure', 'gitlab'],
        about: 'How they are written; “annotations” is the form of the CI it runs in, else text (text)',
      },
    },
    changes: false,
    more: 'The rules are in docs/problems.md; `phasedPlans.problems.severity` in .vscode/settings.json sets their severities. “gitlab” is a report of GitLab’s Code Quality.',
    examples: ['phased-plans check --format annotations', 'phased-plans check --severity warning'],
  },
  {
    name: 'survey',
    about: 'Map the repository for whoever drafts a plan: folders, what they need, what changes together, commands',
    arguments: [],
    flags: {},
    changes: false,
    more: 'At most 16,000 characters, and the same for the same files and commits.',
    examples: ['phased-plans survey', 'phased-plans survey --json'],
  },
];

/** Every command, in the order of help. */
export const COMMANDS: readonly Command[] = [...LOOKING, ...LIFE, ...REPOSITORY];
