import { PhaseMap } from '../../src/core/phaseMap';
import type { Obstacle } from '../../src/core/reading/obstacle';
import type { TreeKnowledge } from '../../src/features/planTree/model';
import type { PhaseInfo, PlanStatus, Todo } from '../../src/core/types';

/** Nothing is known beside the status. */
export const nothing: TreeKnowledge = {
  proofs: new PhaseMap(),
  branches: new PhaseMap(),
  criteria: [],
  lists: new PhaseMap(),
  obstacle: null,
  told: null,
};

/** A comma too many in the state block. */
export const obstacle: Obstacle = {
  problem: {
    code: 'json-syntax',
    severity: 'error',
    message: 'There is a comma too many before “}”.',
    file: 'context/context.md',
    line: 41,
  },
  repair: { title: 'Remove the Comma', by: 'edit' },
  next: { title: 'Remove the Comma', command: 'phasedPlans.repairState' },
};

/** What a phased plan has in place of a simple one's branch. */
export const noWork = { branch: null, worktree: null, merged: null, pr: null };

/** A phase of the demo plan; what isn't given is that of one that can start. */
export function phase(id: PhaseInfo['phase'], more: Partial<PhaseInfo> = {}): PhaseInfo {
  return {
    phase: id,
    name: ['', 'Database Schema', 'API Layer', 'Frontend'][Number(id)] ?? '',
    status: 'pending',
    plan: `context/plans/2025-12-18-auth-phase-${id}.md`,
    branch: null,
    worktree: null,
    dependsOn: [],
    blockedBy: [],
    merged: null,
    steps: 5,
    criteria: [],
    summary: null,
    pr: null,
    ...more,
  };
}

export function todo(text: string, more: Partial<Todo> = {}): Todo {
  const done = more.done ?? false;
  return { text, done, settled: done, marker: done ? 'x' : ' ', line: 10, depth: 0, phase: 2, ...more };
}

export function status(more: Partial<PlanStatus> = {}): PlanStatus {
  return {
    state: 'planned',
    readable: more.state !== 'invalid',
    next: { title: 'Start Phase 1', command: 'phasedPlans.executePhase', arguments: [{ phase: 1 }] },
    plan: {
      kind: 'phased',
      path: 'context/plans/2025-12-18-auth.md',
      title: 'User Authentication',
      task: 'auth',
      status: 'Approved',
      ...noWork,
    },
    currentPhase: null,
    phases: [phase(1), phase(2, { blockedBy: [1] }), phase(3, { blockedBy: [1, 2] })],
    todos: [],
    branch: { expected: null, actual: 'main' },
    summaries: [],
    problems: [],
    ...more,
  };
}

/** Phase 1 merged, phase 2 running with two of five to-dos done, phase 3 waiting: the demo. */
export function running(more: Partial<PlanStatus> = {}): PlanStatus {
  const branch = 'para/auth-phase-2';
  return status({
    state: 'executing',
    currentPhase: 2,
    phases: [
      phase(1, { status: 'completed', merged: true, branch: 'para/auth-phase-1', summary: 'context/summaries/s1.md' }),
      phase(2, { status: 'in_progress', branch, criteria: [{ text: 'Fast', done: true, line: 40 }] }),
      phase(3, { blockedBy: [2] }),
    ],
    todos: [
      todo('Login', { done: true, line: 10 }),
      todo('Logout', { done: true, line: 11 }),
      todo('Tokens', { line: 12 }),
      todo('Refresh them', { line: 13, depth: 1 }),
      todo('Docs', { line: 14 }),
    ],
    branch: { expected: branch, actual: branch },
    ...more,
  });
}

/** Phase 1 is done but not merged. */
export function unmerged(): PlanStatus {
  return status({
    state: 'ready',
    phases: [
      phase(1, { status: 'completed', merged: false, branch: 'para/auth-phase-1', summary: 'context/summaries/s1.md' }),
      phase(2, { blockedBy: [1] }),
      phase(3, { blockedBy: [2] }),
    ],
  });
}
