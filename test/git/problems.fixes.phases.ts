import type { ExecuteOptions, SummarizeOptions } from '../../src/core/types';
import {
  WORKTREE,
  also,
  both,
  completedByHand,
  elsewhere,
  entries,
  lostWorktree,
  orphanedWorktree,
  replacing,
  runningUnmerged,
  statuses,
  twoCriteria,
} from '../support/breaking';
import { TASK } from '../support/hostile';
import { BRANCH, MASTER, PHASE, rewrite } from '../support/problems';
import { SUMMARY, listed, type Example } from './problems.fixes.example';

/** Of the rules about phases, their plans and to-dos: by rule, and by what its description says of its fixes. */
export const PHASE_EXAMPLES: Record<string, Record<string, Example[]>> = {
  'duplicate-phase': {
    'Remove the second one (safe when both are the same)': [
      {
        breaking: replacing('"phase": 2,', '"phase": 1,'),
        title: 'Remove the Second Phase 1',
        lines: ['-"phase": 1,', `-"plan": "${PHASE(2)}",`, '-"status": "pending"', '-},', '-{'],
      },
      {
        breaking: (text) => text.replace(/( {6}\{\s+"phase": 2[^}]*\},\n)/, '$1$1'),
        title: 'Remove the Second Phase 2',
        safe: true,
        lines: null,
      },
    ],
    'Give it another number': [
      {
        breaking: replacing('"phase": 2,', '"phase": 1,'),
        title: 'Number It 4',
        lines: ['-"phase": 1,', '+"phase": 4,'],
      },
    ],
  },
  'unknown-dependency': {
    'Remove the dependency': [
      {
        breaking: entries({ 2: '"depends_on": [1, "9b"]' }),
        title: 'Remove the Dependency on Phase 9b',
        lines: ['-"phase": 2, "depends_on": [1, "9b"],', '+"phase": 2, "depends_on": [1],'],
      },
      {
        breaking: entries({ 2: '"depends_on": 9' }),
        title: 'Remove the Dependency on Phase 9',
        lines: ['-"phase": 2, "depends_on": 9,', '+"phase": 2,'],
      },
    ],
  },
  'circular-dependency': {
    'Remove the dependency that closes the circle': [
      {
        breaking: entries({ 1: '"depends_on": [2]', 2: '"depends_on": [1]' }),
        title: 'Remove the Dependency on Phase 2',
        lines: ['-"phase": 1, "depends_on": [2],', '+"phase": 1, "depends_on": [],'],
      },
    ],
  },
  'several-running': {
    'Set the status of the phase to `pending` or to `completed`': ['pending', 'completed'].map((status) => ({
      breaking: both(statuses('in_progress', 'in_progress'), replacing('"current_phase": null', '"current_phase": 1')),
      title: `Set the Status of Phase 2 to “${status}”`,
      lines: ['-"status": "in_progress"', `+"status": "${status}"`],
    })),
  },
  'current-phase': {
    'Set `current_phase` (safe when it is null and one phase runs)': [
      {
        breaking: statuses('in_progress'),
        title: 'Set “current_phase” to 1',
        safe: true,
        lines: ['-"current_phase": null', '+"current_phase": 1'],
      },
      {
        breaking: replacing('"current_phase": null', '"current_phase": "x"'),
        title: 'Set “current_phase” to null',
        lines: ['-"current_phase": "x"', '+"current_phase": null'],
      },
    ],
    'Set the status of the phase it names, or of the one that runs': [
      {
        breaking: both(statuses('completed'), replacing('"current_phase": null', '"current_phase": 1')),
        title: 'Set the Status of Phase 1 to “in_progress”',
        lines: ['-"status": "completed"', '+"status": "in_progress"'],
      },
      {
        breaking: both(statuses('in_progress'), replacing('"current_phase": null', '"current_phase": 2')),
        title: 'Set the Status of Phase 1 to “completed”',
        lines: ['-"status": "in_progress"', '+"status": "completed"'],
      },
    ],
  },
  'wrong-branch': {
    'Switch to its branch': [
      {
        breaking: { world: elsewhere('--create', 'other') },
        title: `Switch to ${BRANCH(1)}`,
        lines: null,
        run: (world, o: ExecuteOptions) => world.engine.executePhase(o),
      },
    ],
    'Say that it runs on the branch that is checked out, when its name is the phase’s': [
      {
        breaking: { world: elsewhere('--create', `ada/${TASK}-phase-1`) },
        title: `Say That It Runs on ada/${TASK}-phase-1`,
        lines: null,
      },
    ],
  },
  worktree: {
    'Repair the worktrees, as after the repository was moved': [
      { breaking: { world: lostWorktree }, title: 'Repair Worktrees', lines: null },
    ],
    'Remove the worktree': [
      {
        breaking: { world: orphanedWorktree },
        title: 'Remove Worktree…',
        lines: null,
        run: (world) => world.engine.removeWorktree({ path: WORKTREE }),
      },
    ],
  },
  'not-merged': {
    'Create a pull request': [
      { breaking: { world: runningUnmerged }, title: 'Create a Pull Request for Phase 1', lines: null },
    ],
  },
  'missing-summary': {
    'Add the summary that is there to `completed_summaries` (safe)': [
      {
        breaking: also((world) => world.write(SUMMARY, '# Summary\n'), statuses('completed')),
        title: `Add “${SUMMARY}” to the Summaries`,
        safe: true,
        lines: ['-"completed_summaries": [],', '+"completed_summaries": [', `+"${SUMMARY}"`, '+],'],
      },
    ],
    'Summarize the phase': [
      {
        breaking: { world: completedByHand },
        title: 'Summarize Phase 1',
        lines: null,
        run: (world, o: SummarizeOptions) => world.engine.summarizePhase({ ...o, open: 'carry' }),
      },
    ],
  },
  'plan-status': {
    'Set the line (safe when the phase has its summary)': [
      {
        breaking: both(statuses('completed'), listed(SUMMARY)),
        title: 'Set the Status Line to “Completed”',
        safe: true,
        lines: { [PHASE(1)]: ['-**Status:** Pending', '+**Status:** Completed'] },
      },
      {
        breaking: statuses('completed'),
        title: 'Set the Status Line to “Completed”',
        lines: { [PHASE(1)]: ['-**Status:** Pending', '+**Status:** Completed'] },
      },
      {
        breaking: also((world) => rewrite(world, PHASE(2), replacing('Status:** Pending', 'Status:** Done'))),
        title: 'Set the Status Line to “Pending”',
        lines: { [PHASE(2)]: ['-**Status:** Done', '+**Status:** Pending'] },
      },
      {
        breaking: also((world) => rewrite(world, MASTER, replacing('Status:** In Review', 'Status:** Done'))),
        title: 'Set the Status Line to “Approved”',
        lines: { [MASTER]: ['-**Status:** Done', '+**Status:** Approved'] },
      },
    ],
    'Set the phase’s status': [
      {
        breaking: also((world) => rewrite(world, PHASE(2), replacing('Status:** Pending', 'Status:** Done'))),
        title: 'Set the Status of Phase 2 to “completed”',
        lines: ['-"status": "pending"', '+"status": "completed"'],
      },
    ],
  },
  'no-steps': {},
  'unticked-criteria': {
    'Tick it': [
      {
        breaking: also(twoCriteria, statuses('completed')),
        title: 'Tick It',
        lines: { [PHASE(1)]: ['-- [ ] One', '+- [x] One'] },
      },
    ],
    'Tick all of them': [
      {
        breaking: also(twoCriteria, statuses('completed')),
        title: 'Tick All 2 Success Criteria',
        lines: { [PHASE(1)]: ['-- [ ] One', '-- [ ] Two', '+- [x] One', '+- [x] Two'] },
      },
    ],
  },
  'todo-not-running': {
    'Untick it': [
      {
        breaking: replacing('---\n', '### Phase 2\n\n- [x] One\n- [X] Two\n- [~] Three\n\n---\n'),
        title: 'Untick the To-Dos of Phase 2',
        lines: ['-- [x] One', '-- [X] Two', '+- [ ] One', '+- [ ] Two'],
      },
    ],
    'Set the status of the phase to `in_progress`': [
      {
        breaking: replacing('---\n', '### Phase 2\n\n- [x] One\n\n---\n'),
        title: 'Set the Status of Phase 2 to “in_progress”',
        lines: ['-"status": "pending"', '+"status": "in_progress"'],
      },
    ],
  },
  'template-text': {
    'Remove the lines that hold nothing else': [
      { breaking: also((world) => world.engine.approvePlan()), title: 'Remove the Unfilled Lines', lines: null },
    ],
  },
};
