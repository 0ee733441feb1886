import { CONTEXT, MASTER, PHASE } from '../../support/authentication';
import { entries, replacing, stating, statuses } from '../../support/changes';
import type { Example, RuleExamples } from './example';

/** A key of a phase’s entry that holds something else than it is to hold. */
const wrongKey = ([name, value, type]: [string, string, string]): Example => ({
  name: `the key “${name}” of a phase`,
  files: { [CONTEXT]: entries({ 2: `"${name}": ${value}` }) },
  found: [
    {
      at: value,
      message: `“phased_execution.phases[1].${name}” has to be ${type}.`,
      fixes: [{ title: 'Remove It', lines: [`-"phase": 2, "${name}": ${value},`, '+"phase": 2,'] }],
    },
  ],
});

const WRONG_KEYS: [name: string, value: string, type: string][] = [
  ['name', '5', 'a string'],
  ['description', '[]', 'a string'],
  ['depends_on', '{}', 'a list, a number or a string'],
  ['branch', 'false', 'a string'],
  ['worktree_path', '1', 'a string'],
  ['merged', '"yes"', 'true or false'],
  ['pr', 'true', 'a number or a string'],
  ['completed_at', '20260101', 'a string'],
];

const summaries = (by: string) => replacing('"completed_summaries": []', `"completed_summaries": ${by}`);

export const schema: RuleExamples = {
  fixes: {
    'Write the status, or the list, as it is read (safe)': /^Write /,
    'Set one of the statuses': /^Set the Status to/,
    'Remove the value': /^Remove It$/,
  },
  examples: [
    {
      name: 'a status in other words',
      files: { [CONTEXT]: statuses('Complete') },
      found: [
        {
          at: '"Complete"',
          message:
            '“phased_execution.phases[0].status” has to be pending, planned, in_progress, completed, complete, merged or dropped.',
          fixes: [
            { title: 'Write “completed”', safe: true, lines: ['-"status": "Complete"', '+"status": "completed"'] },
          ],
        },
      ],
    },
    {
      name: 'a status in other letters',
      files: { [CONTEXT]: statuses('In Progress') },
      found: [
        {
          at: '"In Progress"',
          message:
            '“phased_execution.phases[0].status” has to be pending, planned, in_progress, completed, complete, merged or dropped.',
          fixes: [
            {
              title: 'Write “in_progress”',
              safe: true,
              lines: ['-"status": "In Progress"', '+"status": "in_progress"'],
            },
          ],
        },
      ],
    },
    {
      name: 'a status that says more than itself',
      files: { [CONTEXT]: statuses('✅ Completed by Ada') },
      found: [
        {
          at: '"✅ Completed by Ada"',
          message:
            '“phased_execution.phases[0].status” has to be pending, planned, in_progress, completed, complete, merged or dropped.',
          fixes: [
            { title: 'Write “completed”', lines: ['-"status": "✅ Completed by Ada"', '+"status": "completed"'] },
          ],
        },
      ],
    },
    {
      name: 'an unknown status',
      files: { [CONTEXT]: statuses('waiting') },
      found: [
        {
          at: '"waiting"',
          message:
            '“phased_execution.phases[0].status” has to be pending, planned, in_progress, completed, complete, merged or dropped.',
          fixes: [
            { title: 'Set the Status to “pending”', lines: ['-"status": "waiting"', '+"status": "pending"'] },
            { title: 'Set the Status to “in_progress”', lines: ['-"status": "waiting"', '+"status": "in_progress"'] },
            { title: 'Set the Status to “completed”', lines: ['-"status": "waiting"', '+"status": "completed"'] },
            { title: 'Set the Status to “dropped”', lines: ['-"status": "waiting"', '+"status": "dropped"'] },
          ],
        },
      ],
    },
    {
      name: 'a dropped phase in another word',
      files: { [CONTEXT]: statuses('cancelled') },
      found: [
        {
          at: '"cancelled"',
          message:
            '“phased_execution.phases[0].status” has to be pending, planned, in_progress, completed, complete, merged or dropped.',
          fixes: [{ title: 'Write “dropped”', safe: true, lines: ['-"status": "cancelled"', '+"status": "dropped"'] }],
        },
      ],
    },
    {
      name: 'a text for a list',
      files: { [CONTEXT]: summaries('"README.md"'), 'README.md': '# Project\n' },
      found: [
        {
          at: '"README.md"',
          message: '“completed_summaries” has to be a list.',
          fixes: [
            {
              title: 'Write It as a List',
              safe: true,
              lines: ['-"completed_summaries": "README.md",', '+"completed_summaries": [', '+"README.md"', '+],'],
            },
          ],
        },
      ],
    },
    {
      name: 'a number in a list of paths',
      files: { [CONTEXT]: summaries('[7, "README.md"]'), 'README.md': '# Project\n' },
      found: [
        {
          at: '7',
          message: '“completed_summaries[0]” has to be a string.',
          fixes: [
            {
              title: 'Remove It',
              lines: ['-"completed_summaries": [7, "README.md"],', '+"completed_summaries": ["README.md"],'],
            },
          ],
        },
      ],
    },
    {
      name: 'an object in a named group',
      files: {
        [CONTEXT]: replacing(
          /"active_context": \[([^\]]*)\]/,
          '"active_context": {"plans": [$1], "2": ["README.md", {}]}',
        ),
        'README.md': '# Project\n',
      },
      found: [
        {
          at: '{}',
          message: '“active_context[2][1]” has to be a string.',
          fixes: [{ title: 'Remove It', lines: ['-], "2": ["README.md", {}]},', '+], "2": ["README.md"]},'] }],
        },
      ],
    },
    {
      name: 'a dependency that is no id',
      files: { [CONTEXT]: entries({ 2: '"depends_on": [1, true]' }) },
      found: [
        {
          at: 'true',
          message: '“phased_execution.phases[1].depends_on[1]” has to be a number or a string.',
          fixes: [
            { title: 'Remove It', lines: ['-"phase": 2, "depends_on": [1, true],', '+"phase": 2, "depends_on": [1],'] },
          ],
        },
      ],
    },
    {
      name: 'a plan that is no path',
      files: { [CONTEXT]: replacing(`"plan": "${PHASE(3)}"`, '"plan": 3') },
      found: [
        {
          at: '3',
          message: '“phased_execution.phases[2].plan” has to be a string.',
          fixes: [{ title: 'Remove It', lines: ['-"plan": 3,'] }],
        },
      ],
    },
    ...WRONG_KEYS.map(wrongKey),
    {
      name: 'files of other repositories, in a group that names these',
      files: {
        [CONTEXT]: stating({
          active_context: { 'CONTEXT-001': { repos: ['my-repo'], files: ['my-repo/a.md'], plans: [MASTER], data: [] } },
          execution_branch: 'para/smart',
        }),
      },
      found: [],
    },
    {
      name: 'a named group of paths, and keys of one’s own',
      files: {
        [CONTEXT]: replacing(/"active_context": \[[^\]]*\]/, `"mine": [1], "active_context": {"plans": ["${MASTER}"]}`),
      },
      found: [],
    },
  ],
};
