import { CONTEXT, MASTER, PHASE } from '../../support/authentication';
import { replacing, stating } from '../../support/changes';
import type { RuleExamples } from './example';

const phases = [1, 2].map((phase) => ({ phase, plan: PHASE(phase), status: 'completed' }));
const state = { active_context: [MASTER], phased_execution: { master_plan: MASTER, phases, current_phase: null } };
const git = { branch: 'main', committed: { [CONTEXT]: stating(state) } };
const nothing = stating({ active_context: [] });
const files = { [CONTEXT]: nothing };
const gone = { is: 'gone' as const };

const found = (at: string) => [
  {
    at,
    message: `The last commit’s context file has the 2 phases of “${MASTER}”, and this one has lost them.`,
    fixes: [
      {
        title: 'Rebuild State Block From Plans and Branches…',
        command: ['phasedPlans.rebuildState', {}] as [string, object],
      },
    ],
  },
];

export const missingPhases: RuleExamples = {
  fixes: { 'Rebuild the state from everything else that is there': /^Rebuild/ },
  examples: [
    { name: 'the file was rewritten, with a state block of nothing', files, git, found: found('{') },
    {
      name: 'the phases were left out',
      files: { [CONTEXT]: stating({ active_context: [MASTER], phased_execution: null }) },
      git,
      found: found('null'),
    },
    { name: 'there is no commit', files, found: [] },
    { name: 'the last commit has none either', files, git: { branch: 'main', committed: files }, found: [] },
    { name: 'they are there', git, found: [] },
    {
      name: 'without a state block that is what is said',
      files: { [CONTEXT]: '# Current Work Summary\n' },
      git,
      found: [],
    },
    {
      name: 'the plan was archived since',
      files: { ...files, 'context/archives/2025-12-20-context.md': git.committed[CONTEXT] },
      git,
      found: [],
    },
    {
      name: 'its files are gone too',
      files: { ...files, [MASTER]: gone, [PHASE(1)]: gone, [PHASE(2)]: gone },
      git,
      found: [],
    },
    {
      name: 'another plan has its own',
      files: { [CONTEXT]: (text) => replacing('"phases"', '"of": "another", "phases"')(text) },
      git,
      found: [],
    },
  ],
};
