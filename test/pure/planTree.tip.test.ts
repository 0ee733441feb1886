import assert from 'node:assert/strict';
import { PhaseMap } from '../../src/core/phaseMap';
import { phaseKey } from '../../src/core/types';
import { failureNode } from '../../src/features/planTree/failure';
import { planNodes } from '../../src/features/planTree/model';
import { shortObjective, type Tip } from '../../src/view/tip';
import { nothing, running, unmerged } from './surfaces.statuses';

const tipOf = (label: string, of = running(), known = nothing): Tip => {
  const [master] = planNodes(of, 'context/context.md', known);
  const node = [master, ...(master?.children ?? [])].find((each) => each?.label === label);
  assert.ok(typeof node?.tooltip === 'object', `no tip at ${label}`);
  return node.tooltip;
};
const lines = (tip: Tip): string[] => tip.facts.map(({ label, value }) => `${label}: ${value}`);

describe('plan tree tips', () => {
  it('sum up the plan', () => {
    const tip = tipOf('User Authentication');
    assert.deepEqual(lines(tip), [
      'Status: Approved',
      'Phases: 1 of 3 completed',
      'Next: Start Phase 1',
      'File: context/plans/2025-12-18-auth.md',
    ]);
    assert.equal(tip.objectiveIn, 'context/plans/2025-12-18-auth.md');
  });

  it('say what other tools of the method have written of it', () => {
    const told = { staffReview: 'APPROVED (2 rounds)', workflow: 'auto-local, execute' };
    assert.deepEqual(lines(tipOf('User Authentication', running(), { ...nothing, told })).slice(0, 3), [
      'Status: Approved',
      'Staff review: APPROVED (2 rounds)',
      'Workflow: auto-local, execute',
    ]);
  });

  it('say what a phase depends on, and how far those are', () => {
    const of = running();
    of.phases.forEach((phase, index) => (phase.dependsOn = index === 2 ? [1, 2] : []));
    assert.deepEqual(lines(tipOf('3 · Frontend', of)), [
      'State: Waiting for phase 2',
      'Depends on: Phase 1 (merged) and phase 2 (running)',
      'Plan: context/plans/2025-12-18-auth-phase-3.md',
    ]);
  });

  it('say that a running phase is set to dropped, while its commits say more', () => {
    const of = running();
    of.phases.forEach((phase) => phase.status === 'in_progress' && (phase.dropped = true));
    of.phases.forEach((phase, index) => (phase.dependsOn = index === 2 ? [2] : []));
    assert.match(
      lines(tipOf('2 · API Layer', of))[0] ?? '',
      /^State: Running.*counts once the context file is committed/,
    );
    assert.ok(lines(tipOf('3 · Frontend', of)).includes('Depends on: Phase 2 (running)'));
  });

  it('say whether a phase was merged', () => {
    assert.equal(lines(tipOf('1 · Database Schema'))[0], 'State: Completed, and merged into the base branch');
    assert.equal(
      lines(tipOf('1 · Database Schema', unmerged()))[0],
      'State: Completed, not merged into the base branch yet',
    );
  });

  it('say how it was merged, or what was compared', () => {
    const proof = { phase: phaseKey(1), commit: '1a2b3c4d5e', why: 'origin/main contains para/auth-phase-1' };
    const known = { ...nothing, proofs: new PhaseMap([[1, proof]]) };
    const merged = lines(tipOf('1 · Database Schema', running(), known));
    assert.ok(merged.includes('Merged: origin/main contains para/auth-phase-1 (1a2b3c4d)'), merged.join());
    const open = lines(tipOf('1 · Database Schema', unmerged(), known));
    assert.ok(open.includes('Compared: origin/main contains para/auth-phase-1 (1a2b3c4d)'), open.join());
  });

  it('show the first paragraph of an objective, and no template text', () => {
    assert.equal(shortObjective('Users\nsign in.\n\nMore.'), 'Users sign in.');
    assert.equal(shortObjective('[What will be true]'), null);
    assert.equal(shortObjective(null), null);
    assert.equal(shortObjective('word '.repeat(200))?.length, 300);
  });

  it('a folder that cannot be read offers to try again', () => {
    const node = failureNode('Git is missing.');
    assert.equal(node.retry, true);
    assert.equal(node.description, 'Click to try again');
  });
});
