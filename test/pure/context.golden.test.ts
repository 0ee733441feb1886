import assert from 'node:assert/strict';
import { editContext } from '../../src/core/context/edit';
import type { ContextEdit } from '../../src/core/context/model';
import { parseContext } from '../../src/core/context/parse';
import { freshContext } from '../../src/core/context/template';
import { runningContext } from '../support/golden';

const T0 = '2025-12-18T10:00:00Z';
const PLANS = 'context/plans/2025-12-18-implement-user-authentication';
const MASTER = `${PLANS}.md`;
const phasePlan = (n: number) => `${PLANS}-phase-${n}.md`;

/** What creating a plan with two phases changes. */
const created: ContextEdit = {
  summaryLine: 'Planned: Implement User Authentication',
  state: [
    { path: ['active_context'], value: [MASTER, phasePlan(1), phasePlan(2)] },
    {
      path: ['phased_execution'],
      value: {
        master_plan: MASTER,
        phases: [
          { phase: 1, plan: phasePlan(1), status: 'pending' },
          { phase: 2, plan: phasePlan(2), status: 'pending' },
        ],
        current_phase: null,
      },
    },
    { path: ['last_updated'], value: T0 },
  ],
};

/** What starting its first phase changes. */
const executed: ContextEdit = {
  summaryLine: 'Executing: Implement User Authentication - Phase 1: Database Schema & Migrations',
  metadata: [
    { label: 'Branch', value: '`para/implement-user-authentication-phase-1`' },
    { label: 'Master Plan', value: MASTER },
    { label: 'Phase Plan', value: phasePlan(1) },
  ],
  todos: ['Create users table migration', 'Create refresh_tokens table migration'],
  freshNotes: true,
  state: [
    { path: ['active_context'], value: [MASTER, phasePlan(1)] },
    { path: ['execution_branch'], value: 'para/implement-user-authentication-phase-1' },
    { path: ['execution_started'], value: T0 },
    { path: ['phased_execution', 'phases', 0, 'status'], value: 'in_progress' },
    { path: ['phased_execution', 'current_phase'], value: 1 },
    { path: ['last_updated'], value: T0 },
  ],
};

const FRESH = `# Current Work Summary

Ready to start first task.

---

\`\`\`json
{
  "active_context": [],
  "completed_summaries": [],
  "last_updated": "2025-12-18T10:00:00Z"
}
\`\`\`
`;

const RUNNING = runningContext(2);

describe('context file, as the method writes it', () => {
  it('is fresh', () => {
    assert.equal(freshContext('Ready to start first task.', [], T0), FRESH);
    const kept = freshContext('Ready for next task.', ['context/summaries/a.md'], T0);
    assert.ok(kept.includes('"completed_summaries": [\n    "context/summaries/a.md"\n  ],'), kept);
  });

  it('has the bytes of the method while a phase runs', () => {
    const planned = editContext(freshContext('Ready to start first task.', [], T0), created);
    assert.equal(editContext(planned, executed), RUNNING);
  });

  it('has them with CRLF and a BOM too', () => {
    const windows = '\ufeff' + FRESH.replaceAll('\n', '\r\n');
    const running = editContext(editContext(windows, created), executed);
    assert.equal(running, '\ufeff' + RUNNING.replaceAll('\n', '\r\n'));
  });

  it('is read back', () => {
    const file = parseContext(RUNNING);
    assert.deepEqual(file.issues, []);
    assert.equal(file.branch, 'para/implement-user-authentication-phase-1');
    assert.equal(file.masterPlan, MASTER);
    assert.equal(file.phasePlan, phasePlan(1));
    assert.equal(file.progressNotes, null);
    assert.deepEqual(file.todos[0], {
      text: 'Create users table migration',
      raw: 'Create users table migration',
      done: false,
      marker: ' ',
      line: 10,
      depth: 0,
      group: null,
    });
    assert.equal(file.state?.phased?.currentPhase, 1);
    assert.equal(file.state.phased.phases[0]?.status, 'in_progress');
  });

  it('changes nothing when nothing changes', () => {
    assert.equal(editContext(RUNNING, executed).replaceAll('- [ ]', ''), RUNNING.replaceAll('- [ ]', ''));
    assert.equal(editContext(RUNNING, {}), RUNNING);
  });
});
