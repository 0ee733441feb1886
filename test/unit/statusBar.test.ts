import assert from 'node:assert/strict';
import { contextKeysOf } from '../../src/editor/contextKeys';
import { statusText } from '../../src/features/statusBar/model';
import { contextKeys } from '../../src/ids';
import { phase, running, status, todo, unmerged } from './surfaces.statuses';

describe('status bar', () => {
  const text = (of: Parameters<typeof statusText>[0]) => statusText(of)?.text.replace(/^\$\([^)]*\) /, '');

  it('shows the running phase and its progress', () => {
    assert.equal(text(running()), 'Phase 2/3 · API Layer · 2/5');
  });

  it('counts the phases between them', () => {
    assert.equal(text(status()), 'User Authentication · 0/3 phases');
    assert.equal(text(unmerged()), 'User Authentication · 1/3 phases');
  });

  it('counts by place, not by id', () => {
    const phases = [phase('1a', { status: 'completed' }), phase('7B', { status: 'in_progress', name: 'Last' })];
    assert.equal(text(running({ currentPhase: '7B', phases, todos: [] })), 'Phase 2/2 · Last');
  });

  it('is hidden without a plan', () => {
    assert.equal(statusText(status({ plan: null })), null);
    assert.equal(statusText(status({ state: 'invalid' })), null);
  });

  it('warns when another branch is checked out', () => {
    assert.equal(statusText(running())?.warn, false);
    assert.equal(statusText(running({ branch: { expected: 'para/auth-phase-2', actual: 'main' } }))?.warn, true);
  });

  it('shows a simple plan', () => {
    const plan = { kind: 'simple' as const, path: 'context/plans/p.md', title: 'Fix', task: 'fix', status: null };
    assert.equal(text(status({ plan, phases: [] })), 'Fix · planned');
    assert.equal(text(status({ state: 'executing', plan, phases: [], todos: [todo('A')] })), 'Fix · 0/1');
  });
});

describe('context keys', () => {
  const on = (of: Parameters<typeof contextKeysOf>[0]) =>
    Object.entries(contextKeysOf(of, true)).flatMap(([key, value]) => (value === true ? [key] : []));

  it('offer what the state allows', () => {
    const { hasRepository, hasPlan, canStart, canSummarize, canTick, canCreatePullRequest, canApprove } = contextKeys;
    const plan = { ...status().plan!, status: 'In Review' };
    assert.deepEqual(on(status()), [hasRepository, hasPlan, canStart]);
    assert.deepEqual(on(status({ plan })), [hasRepository, hasPlan, canApprove, canStart]);
    assert.deepEqual(on(running()), [hasRepository, hasPlan, canSummarize, canTick]);
    assert.deepEqual(on(unmerged()), [hasRepository, hasPlan, canStart, canCreatePullRequest]);
    assert.deepEqual(on(status({ state: 'invalid' })), [hasRepository]);
    assert.deepEqual(on(null), [hasRepository]);
  });
});
