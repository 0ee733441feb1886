import assert from 'node:assert/strict';
import type { PlanStatus } from '../../src/core/types';
import { anyFolderKeysOf, contextKeysOf } from '../../src/view/contextKeys';
import { fileKeysOf } from '../../src/view/fileKeys';
import { needs } from '../../src/view/offers';
import { statusText } from '../../src/features/statusBar/model';
import { anyFolderContextKeys, contextKeys } from '../../src/ids';
import { noWork, phase, running, status, todo, unmerged, obstacle } from './surfaces.statuses';

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

  it('says the number of a phase alone where others are dropped', () => {
    const phases = [
      phase(1, { dropped: true }),
      phase(2, { status: 'in_progress', name: 'API Layer' }),
      phase(3, { dropped: true }),
    ];
    assert.equal(text(running({ phases, todos: [] })), 'Phase 2 · API Layer');
  });

  it('is hidden without a plan', () => {
    assert.equal(statusText(status({ plan: null })), null);
    assert.equal(statusText(status({ state: 'invalid', plan: null })), null);
  });

  it('goes on showing a plan whose state block can’t be read, and says so', () => {
    const shown = statusText(running({ readable: false }), undefined, obstacle);
    assert.equal(shown?.text, '$(warning) Phase 2/3 · API Layer · 2/5');
    assert.equal(shown.warn, true);
    assert.match(shown.hover.warning ?? '', /^State block, line 42: There is a comma/);
    assert.match(shown.spoken, /State block, line 42/);
  });

  it('warns when another branch is checked out', () => {
    assert.equal(statusText(running())?.warn, false);
    assert.equal(statusText(running({ branch: { expected: 'para/auth-phase-2', actual: 'main' } }))?.warn, true);
  });

  it('shows a simple plan', () => {
    const plan = {
      kind: 'simple' as const,
      path: 'context/plans/p.md',
      title: 'Fix',
      task: 'fix',
      status: null,
      ...noWork,
    };
    assert.equal(text(status({ plan, phases: [] })), 'Fix · planned');
    assert.equal(text(status({ state: 'executing', plan, phases: [], todos: [todo('A')] })), 'Fix · 0/1');
  });
});

describe('status bar under width pressure', () => {
  const words = (of: Parameters<typeof statusText>[0]) => statusText(of)?.text.replace(/^\$\([^)]*\) /, '') ?? '';
  const named = (name: string) => {
    const { phases } = running();
    return running({ phases: phases.map((each) => (each.phase === 2 ? { ...each, name } : each)) });
  };

  it('shortens the name and keeps the numbers', () => {
    const long = 'API Layer with Rate Limits, Tokens and Everything Else';
    assert.equal(words(named(long)), 'Phase 2/3 · API Layer with Rate… · 2/5');
    assert.ok(words(named('x'.repeat(500))).length <= 40);
    const plan = { ...status().plan!, title: 'A very long title that nobody can read in a status bar' };
    assert.match(words(status({ plan })), /^A very long title.*… · 0\/3 phases$/);
    assert.match(statusText(named(long))?.spoken ?? '', /Everything Else/, 'a screen reader hears all of it');
  });

  it('draws no icon that a plan names', () => {
    assert.doesNotMatch(words(named('$(sync~spin) API')), /\$\(/);
  });

  it('tells the whole story in the hover', () => {
    const hover = statusText(running({ branch: { expected: 'para/auth-phase-2', actual: 'main' } }))?.hover;
    assert.deepEqual(hover?.progress, ['1 of 3 phases completed', '2 of 5 to-dos done']);
    assert.deepEqual(
      hover.phases.map(({ label, note }) => `${label}: ${note}`),
      [
        'Phase 1: Database Schema: merged',
        'Phase 2: API Layer: running, 2/5',
        'Phase 3: Frontend: waiting for phase 2',
      ],
    );
    assert.match(hover.warning ?? '', /main is checked out, not para\/auth-phase-2/);
  });
});

describe('files that menus offer steps for', () => {
  const plan = status().plan!.path;
  const phasePlan = (id: number) => `context/plans/2025-12-18-auth-phase-${id}.md`;
  const contextFile = 'context/context.md';

  it('are those that the step is about', () => {
    const keys = fileKeysOf(running(), contextFile);
    assert.deepEqual(keys[contextKeys.planFiles], [contextFile, plan, phasePlan(1), phasePlan(2), phasePlan(3)]);
    assert.deepEqual(keys[contextKeys.summarizeFiles], [contextFile, plan, phasePlan(2)]);
    assert.deepEqual(keys[contextKeys.startFiles], []);
    assert.deepEqual(fileKeysOf(status(), contextFile)[contextKeys.startFiles], [plan, phasePlan(1)]);
  });

  it('are the plans of phases with a worktree, to open that', () => {
    const phases = running().phases.map((each) => ({ ...each, worktree: each.phase === 2 ? 'trees/2' : null }));
    assert.deepEqual(fileKeysOf(running({ phases }), contextFile)[contextKeys.worktreeFiles], [phasePlan(2)]);
  });

  it('are none without a plan', () => {
    for (const of of [null, status({ plan: null }), status({ state: 'invalid', plan: null })]) {
      assert.deepEqual(Object.values(fileKeysOf(of, contextFile)).flat(), []);
    }
  });
});

describe('commands in several folders', () => {
  it('say what to do where they can do nothing in any', () => {
    for (const { none } of Object.values(needs)) assert.match(none.message, /(first|Show the status|Create a plan)/);
  });
});

describe('context keys', () => {
  const on = (of: Parameters<typeof contextKeysOf>[0]) =>
    Object.entries(contextKeysOf(of, { hasRepository: true, openPlans: [] })).flatMap(([key, value]) =>
      value === true ? [key] : [],
    );

  it('offer what the state allows', () => {
    const { hasRepository, hasPlan, canStart, canSummarize, canCreatePullRequest, canApprove } = contextKeys;
    const plan = { ...status().plan!, status: 'In Review' };
    assert.deepEqual(on(status()), [hasRepository, hasPlan, canStart]);
    assert.deepEqual(on(status({ plan })), [hasRepository, hasPlan, canApprove, canStart]);
    assert.deepEqual(on(running()), [hasRepository, hasPlan, canSummarize]);
    assert.deepEqual(on(unmerged()), [hasRepository, hasPlan, canStart, canCreatePullRequest]);
    assert.deepEqual(on(status({ state: 'invalid' })), [hasRepository, hasPlan]);
    assert.deepEqual(on(null), [hasRepository]);
  });

  it('tell the palette what can be done in any folder', () => {
    const known = (of: PlanStatus) => ({ status: of, hasRepository: true, usesWorktrees: false, openPlans: ['one'] });
    const names = (...of: PlanStatus[]) =>
      Object.entries(anyFolderKeysOf(of.map(known))).flatMap(([key, value]) =>
        value ? [key.replace('phasedPlans.can.', '')] : [],
      );
    const looking = ['showStatus', 'openContext', 'undoLastStep', 'fixAll', 'rebuildState'];
    const bare = status({ state: 'uninitialized', plan: null, phases: [], todos: [] });
    assert.deepEqual(names(), []);
    assert.deepEqual(names(bare), ['init', 'importPlan', 'adoptPlan', 'undoLastStep', 'rebuildState']);
    const busy = ['toggleTodo', 'summarizePhase', 'archive', 'setStatus', 'openDashboard', 'startWithAgent'];
    assert.deepEqual(names(running()).sort(), [...busy, ...looking].sort());
    assert.deepEqual(names(bare, running()).sort(), ['init', 'importPlan', 'adoptPlan', ...busy, ...looking].sort());
    assert.ok(names(running(), status()).includes('executePhase'));
    assert.deepEqual(
      Object.keys(anyFolderKeysOf([{ ...known(bare), usesWorktrees: true }])).length,
      Object.keys(anyFolderContextKeys).length,
    );
  });
});
