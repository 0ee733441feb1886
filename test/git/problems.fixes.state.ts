import assert from 'node:assert/strict';
import { also, both, entries, key, move, remove, replacing, statuses } from '../support/breaking';
import { CONTEXT, MASTER, PHASE } from '../support/problems';
import type { TestWorld } from '../support/world';
import { SUMMARY, listed, type Example } from './problems.fixes.example';

async function rebuild(world: TestWorld): Promise<void> {
  const proposal = await world.engine.proposeState();
  assert.ok('after' in proposal);
  await world.engine.writeProposals('Rebuild', [proposal]);
}
const gone = PHASE(1).replace('user', 'usr');
const EARLIER = PHASE(1).replace('12-18', '12-08');
const removed = (name: string) => `Remove “${name}” from the State Block`;
const unlisted = (path: string) => [`-"completed_summaries": ["${path}"],`, '+"completed_summaries": [],'];

/** Of the rules about the state block and its paths: by rule, and by what its description says of its fixes. */
export const STATE_EXAMPLES: Record<string, Record<string, Example[]>> = {
  'merge-conflict': {
    'Merge both sides by what they mean: lists united, no status goes back, the later time wins': [
      {
        breaking: replacing(
          '  "last_updated"',
          '<<<<<<< HEAD\n  "mine": 1,\n=======\n  "theirs": 2,\n>>>>>>> other\n  "last_updated"',
        ),
        title: 'Merge Both Sides',
        lines: [
          '-<<<<<<< HEAD',
          '-"mine": 1,',
          '-=======',
          '-"theirs": 2,',
          '->>>>>>> other',
          '+"mine": 1,',
          '+"theirs": 2,',
        ],
      },
    ],
  },
  'missing-state': {
    'Add one: what the branch and plan lines say, with the phases whose plan files are there': [
      {
        breaking: () => `# Current Work Summary\n\nPlanned\n\n**Plan:** ${MASTER}\n`,
        title: 'Add a State Block',
        lines: null,
      },
    ],
    'Rebuild the state from everything else that is there': [
      { breaking: (text) => text.split('---\n')[0] ?? '', title: 'Rebuild the State…', lines: null, run: rebuild },
    ],
  },
  'json-syntax': {
    'Remove commas that are too many (safe), and add missing ones': [
      {
        breaking: replacing('"current_phase": null', '"current_phase": null,'),
        title: 'Repair the Commas',
        safe: true,
        lines: ['-"current_phase": null,', '+"current_phase": null'],
      },
      {
        breaking: replacing('"completed_summaries": [],', '"completed_summaries": []'),
        title: 'Repair the Commas',
        lines: ['-"completed_summaries": []', '+"completed_summaries": [],'],
      },
    ],
    'Rebuild the state from everything else that is there': [
      {
        breaking: replacing('"current_phase": null', '"current_phase": '),
        title: 'Rebuild the State…',
        lines: null,
        run: rebuild,
      },
    ],
  },
  schema: {
    'Write the status, or the list, as it is read (safe)': [
      {
        breaking: statuses('Complete'),
        title: 'Write “completed”',
        safe: true,
        lines: ['-"status": "Complete"', '+"status": "completed"'],
      },
      {
        breaking: replacing('"completed_summaries": []', '"completed_summaries": "README.md"'),
        title: 'Write It as a List',
        safe: true,
        lines: ['-"completed_summaries": "README.md",', '+"completed_summaries": [', '+"README.md"', '+],'],
      },
    ],
    'Set one of the statuses': ['pending', 'in_progress', 'completed'].map((status) => ({
      breaking: statuses('waiting'),
      title: `Set the Status to “${status}”`,
      lines: ['-"status": "waiting"', `+"status": "${status}"`],
    })),
    'Remove the value': [
      {
        breaking: replacing('"completed_summaries": []', '"completed_summaries": [7, "README.md"]'),
        title: 'Remove It',
        lines: ['-"completed_summaries": [7, "README.md"],', '+"completed_summaries": ["README.md"],'],
      },
      {
        breaking: replacing(
          /"active_context": \[([^\]]*)\]/,
          '"active_context": {"plans": [$1], "2": ["README.md", {}]}',
        ),
        title: 'Remove It',
        lines: ['-], "2": ["README.md", {}]},', '+], "2": ["README.md"]},'],
      },
      {
        breaking: entries({ 2: '"depends_on": [1, true]' }),
        title: 'Remove It',
        lines: ['-"phase": 2, "depends_on": [1, true],', '+"phase": 2, "depends_on": [1],'],
      },
      ...[
        '"name": 5',
        '"description": []',
        '"depends_on": {}',
        '"branch": false',
        '"worktree_path": 1',
        '"merged": "yes"',
        '"pr": true',
        '"completed_at": 20260101',
      ].map((member) => ({
        breaking: entries({ 2: member }),
        title: 'Remove It',
        lines: [`-"phase": 2, ${member},`, '+"phase": 2,'],
      })),
      { breaking: replacing(`"plan": "${PHASE(3)}"`, '"plan": 3'), title: 'Remove It', lines: ['-"plan": 3,'] },
    ],
  },
  'duplicate-state': {
    'Remove the one that doesn’t count (safe when both say the same)': [
      {
        breaking: replacing('---\n', '```json\n{"active_context": []}\n```\n\n---\n'),
        title: 'Remove This State Block',
        lines: ['-```json', '-{"active_context": []}', '-```', '-'],
      },
      {
        breaking: (text) => text.replace('---\n', `${/```json[^]*```\n/.exec(text)?.[0] ?? ''}\n---\n`),
        title: 'Remove This State Block',
        safe: true,
        lines: null,
      },
      {
        breaking: key('"mine": 1, "mine": 2,'),
        title: 'Remove This “mine”',
        lines: ['-"mine": 1, "mine": 2,', '+"mine": 2,'],
      },
      {
        breaking: key('"mine": [1], "mine": [1],'),
        title: 'Remove This “mine”',
        safe: true,
        lines: ['-"mine": [1], "mine": [1],', '+"mine": [1],'],
      },
    ],
    'Remove the later key': [
      {
        breaking: key('"mine": 1, "mine": 2,'),
        title: 'Keep This “mine”, Remove the Later One',
        lines: ['-"mine": 1, "mine": 2,', '+"mine": 1,'],
      },
    ],
  },
  'missing-plan': {
    'Use one of up to three similar files': [
      {
        breaking: replacing(`"master_plan": "${MASTER}"`, `"master_plan": "${MASTER.replace('12-18', '12-08')}"`),
        title: `Use “${MASTER}”`,
        lines: [`-"master_plan": "${MASTER.replace('12-18', '12-08')}",`, `+"master_plan": "${MASTER}",`],
      },
      { breaking: also((world) => move(world, PHASE(1), EARLIER)), title: `Use “${EARLIER}”`, lines: null },
    ],
    'Create the phase’s plan from the template': [
      {
        breaking: also((world) => remove(world, PHASE(1))),
        title: 'Create the Plan of Phase 1',
        lines: { [CONTEXT]: [] },
      },
    ],
    'Remove the path of a plan without phases': [
      {
        breaking: () =>
          `# Work\n\nText\n\n\`\`\`json\n{\n  "active_context": ["context/plans/2020-01-01-gone.md"]\n}\n\`\`\`\n`,
        title: removed('2020-01-01-gone.md'),
        lines: ['-"active_context": ["context/plans/2020-01-01-gone.md"]', '+"active_context": []'],
      },
    ],
  },
  'missing-file': {
    'Use one of up to three similar files': [
      {
        breaking: replacing(`"${PHASE(1)}",\n    "${PHASE(2)}"`, `"${gone}",\n    "${PHASE(2)}"`),
        title: `Use “${PHASE(1)}”`,
        lines: [`-"${gone}",`, `+"${PHASE(1)}",`],
      },
    ],
    'Remove the path': [
      { breaking: listed('context/no.md'), title: removed('no.md'), lines: unlisted('context/no.md') },
    ],
  },
  'outside-workspace': {
    'Use a similar file of the workspace': [
      {
        breaking: listed(`../../${PHASE(1)}`),
        title: `Use “${PHASE(1)}”`,
        lines: [`-"completed_summaries": ["../../${PHASE(1)}"],`, `+"completed_summaries": ["${PHASE(1)}"],`],
      },
    ],
    'Remove the path': [{ breaking: listed('/etc/passwd'), title: removed('passwd'), lines: unlisted('/etc/passwd') }],
  },
  'brace-path': {
    'Write out the paths of the files that are there (safe when all are)': [
      {
        breaking: listed(PHASE('{1,2}')),
        title: 'Write Out the 2 Paths',
        safe: true,
        lines: [
          `-"completed_summaries": ["${PHASE('{1,2}')}"],`,
          `+"completed_summaries": ["${PHASE(1)}", "${PHASE(2)}"],`,
        ],
      },
      {
        breaking: listed(PHASE('{3..4}')),
        title: 'Write Out the Path',
        lines: [`-"completed_summaries": ["${PHASE('{3..4}')}"],`, `+"completed_summaries": ["${PHASE(3)}"],`],
      },
    ],
    'Remove the path': [
      { breaking: listed('context/{a,b}.md'), title: removed('{a,b}.md'), lines: unlisted('context/{a,b}.md') },
    ],
  },
  'archived-plan': {
    'Remove the path': [
      {
        breaking: also(
          (world) => world.write('context/archives/old.md', '# Plan: Old\n'),
          replacing('"active_context": [', '"active_context": [\n    "context/archives/old.md",'),
        ),
        title: removed('old.md'),
        lines: ['-"context/archives/old.md",'],
      },
    ],
  },
  'plan-in-summaries': {
    'Use the summary of that plan': [
      {
        breaking: also((world) => world.write(SUMMARY, '# Summary\n'), listed(PHASE(1))),
        title: `Use Its Summary “${SUMMARY.split('/')[2] ?? ''}”`,
        lines: [`-"completed_summaries": ["${PHASE(1)}"],`, `+"completed_summaries": ["${SUMMARY}"],`],
      },
    ],
    'Move it to `active_context`': [
      {
        breaking: both(listed(PHASE(3)), replacing(`,\n    "${PHASE(3)}"\n  ],`, '\n  ],')),
        title: 'Move to “active_context”',
        lines: [
          `-"${PHASE(2)}"`,
          '-],',
          `-"completed_summaries": ["${PHASE(3)}"],`,
          `+"${PHASE(2)}",`,
          `+"${PHASE(3)}"`,
          '+],',
          '+"completed_summaries": [],',
        ],
      },
      {
        breaking: both(
          listed(PHASE(3)),
          replacing(/"active_context": \[[^\]]*\]/, `"active_context": {"plans": ["${MASTER}"], "docs": [1]}`),
        ),
        title: 'Move to “active_context”',
        lines: [
          `-"active_context": {"plans": ["${MASTER}"], "docs": [1]},`,
          `-"completed_summaries": ["${PHASE(3)}"],`,
          `+"active_context": {"plans": ["${MASTER}", "${PHASE(3)}"], "docs": [1]},`,
          '+"completed_summaries": [],',
        ],
      },
    ],
    'Remove it': [{ breaking: listed(PHASE(2)), title: 'Remove from the Summaries', lines: unlisted(PHASE(2)) }],
  },
};
