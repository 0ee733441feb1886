import assert from 'node:assert/strict';
import { PhaseMap } from '../../src/core/phaseMap';
import type { PlanStatus } from '../../src/core/types';
import { planNodes } from '../../src/features/planTree/model';
import type { PlanNode } from '../../src/features/planTree/node';
import { nothing, noWork, obstacle, phase, running, status, todo, unmerged } from './surfaces.statuses';

const contextFile = 'context/context.md';
const nodes = (of = running()) => planNodes(of, contextFile, nothing);

/** The rows as a person reads them. */
function rows(of: PlanNode[], level = 0): string[] {
  return of.flatMap((node) => {
    const box = node.box ? (node.box.done ? '[x] ' : '[ ] ') : '';
    const text = `${'  '.repeat(level)}${box}${node.label}${node.description ? ` | ${node.description}` : ''}`;
    return [text, ...rows(node.children, level + 1)];
  });
}

const all = (of: PlanNode[]): PlanNode[] => of.flatMap((node) => [node, ...all(node.children)]);
const find = (label: string, of = nodes()): PlanNode => {
  const found = all(of).find((node) => node.label === label);
  assert.ok(found, `no row ${label}`);
  return found;
};

describe('plan tree', () => {
  it('shows the plan, its phases, and what the running phase consists of', () => {
    assert.deepEqual(rows(nodes()), [
      'User Authentication | 1/3 · Approved',
      '  1 · Database Schema | merged',
      '    Plan | 2025-12-18-auth-phase-1.md',
      '    Summary | s1.md',
      '  2 · API Layer | 2/5',
      '    [x] Login',
      '    [x] Logout',
      '    [ ] Tokens',
      '      [ ] Refresh them',
      '    [ ] Docs',
      '    Success Criteria | 1/1',
      '      [x] Fast',
      '    Plan | 2025-12-18-auth-phase-2.md',
      '  3 · Frontend | waiting for phase 2',
      '    Plan | 2025-12-18-auth-phase-3.md',
    ]);
  });

  it('tells a to-do that is dropped or started from an open one, while its phase runs too', () => {
    const drop = todo('Drop it', { marker: '-', settled: true });
    const begun = todo('Begin it', { marker: '~' });
    const shown = nodes(running({ todos: [drop, begun, todo('Open')] }));
    const looks = ['Drop it', 'Begin it', 'Open'].map((label) => {
      const { icon, box, description, spoken } = find(label, shown);
      return [icon?.icon, box !== undefined, description, spoken];
    });
    assert.deepEqual(looks, [
      ['circle-slash', false, 'dropped', 'Drop it, dropped'],
      ['circle-filled', true, 'started', 'Begin it, started'],
      [undefined, true, undefined, undefined],
    ]);
  });

  it('shows the steps of a phase to come, and the to-dos of one that is completed, to read', () => {
    const item = (text: string, line: number, marker = ' ', depth = 0) => ({ text, line, marker, depth });
    const lists = new PhaseMap([
      [
        1,
        {
          path: 'context/summaries/s1.md',
          items: [item('Drop it', 20, '-'), item('Users', 21, 'x'), item('Ids', 22, 'x', 1)],
        },
      ],
      [3, { path: 'context/plans/2025-12-18-auth-phase-3.md', items: [item('Form', 7), item('Link', 8)] }],
    ]);
    const shown = planNodes(running(), contextFile, { ...nothing, lists });
    assert.deepEqual(rows(shown).slice(1, 7), [
      '  1 · Database Schema | merged',
      '    Drop it | dropped',
      '    Users',
      '      Ids',
      '    Plan | 2025-12-18-auth-phase-1.md',
      '    Summary | s1.md',
    ]);
    assert.deepEqual(rows(shown).slice(-4), [
      '  3 · Frontend | waiting for phase 2',
      '    Form',
      '    Link',
      '    Plan | 2025-12-18-auth-phase-3.md',
    ]);
    const link = find('Link', shown);
    assert.deepEqual([link.box, link.open], [undefined, { path: 'context/plans/2025-12-18-auth-phase-3.md', line: 8 }]);
    assert.equal(find('Users', shown).spoken, 'Users, done');
    assert.equal(find('3 · Frontend', shown).expanded, false);
  });

  it('opens the running phase by itself, also when it was collapsed before it ran', () => {
    const before = find('1 · Database Schema', nodes(status()));
    const started = status({ state: 'executing', currentPhase: 1, phases: [phase(1, { status: 'in_progress' })] });
    const after = find('1 · Database Schema', nodes(started));
    assert.equal(before.expanded, false);
    assert.equal(after.expanded, true);
    assert.notEqual(before.id, after.id);
  });

  it('keeps ids when boxes are ticked, and gives no two rows the same', () => {
    const ticked = running();
    ticked.todos = ticked.todos.map((each) => ({ ...each, done: true }));
    const ids = all(nodes()).map((node) => node.id);
    assert.deepEqual(
      all(nodes(ticked)).map((node) => node.id),
      ids,
    );
    assert.equal(new Set(ids).size, ids.length);
  });

  it('says where an inline button or menu entry may stand', () => {
    const contexts = (of: PlanNode[]) =>
      all(of)
        .filter((node) => node.phase !== undefined)
        .map((node) => node.context);
    assert.deepEqual(contexts(nodes(status())), ['phase;start;plan;', 'phase;plan;', 'phase;plan;']);
    assert.deepEqual(contexts(nodes()), ['phase;plan;summary;branch;', 'phase;summarize;plan;branch;', 'phase;plan;']);
    assert.deepEqual(contexts(nodes(unmerged())), [
      'phase;pullRequest;plan;summary;branch;',
      'phase;startUnmerged;plan;',
      'phase;plan;',
    ]);
    const elsewhere = running({ branch: { expected: 'para/auth-phase-2', actual: 'main' } });
    assert.equal(find('2 · API Layer', nodes(elsewhere)).context, 'phase;resume;summarize;plan;branch;');
  });

  it('says that a phase runs on a branch that is not checked out', () => {
    const elsewhere = running({ todos: [], branch: { expected: null, actual: 'main' } });
    assert.equal(find('2 · API Layer', nodes(elsewhere)).description, 'on para/auth-phase-2');
  });

  it('tells a screen reader whole words', () => {
    const spoken = (of: PlanStatus) => (nodes(of)[0]?.children ?? []).map((node) => node.spoken);
    assert.deepEqual(spoken(running()), [
      'Phase 1: Database Schema, completed and merged',
      'Phase 2: API Layer, running, 2 of 5 to-dos done',
      'Phase 3: Frontend, waiting for phase 2',
    ]);
    assert.equal(spoken(status())[0], 'Phase 1: Database Schema, can start, 5 steps');
    assert.equal(spoken(unmerged())[0], 'Phase 1: Database Schema, completed, not merged');
  });

  it('calls a phase without a name by its number', () => {
    const phases = [phase(1, { name: '' }), phase('2b', { name: 'Phase 2b' })];
    assert.deepEqual(
      nodes(status({ phases }))[0]?.children.map((node) => node.label),
      ['Phase 1', 'Phase 2b'],
    );
  });

  it('points every box and file at its place', () => {
    assert.deepEqual(find('Tokens').open, { path: contextFile, line: 12 });
    assert.equal(find('Refresh them').todo, 3);
    assert.deepEqual(find('Fast').open, { path: 'context/plans/2025-12-18-auth-phase-2.md', line: 40 });
    assert.deepEqual(find('Summary').open, { path: 'context/summaries/s1.md' });
  });

  it('shows problems above the plan', () => {
    const problems = [{ code: 'X', severity: 'error' as const, message: 'Unexpected end', file: contextFile, line: 3 }];
    assert.deepEqual(rows(nodes(status({ problems }))).slice(0, 2), [
      'Unexpected end | context.md:4',
      'User Authentication | 0/3 · Approved',
    ]);
  });

  it('goes on showing a plan whose state block can’t be read, with its problem first and nothing that would write', () => {
    const known = { ...nothing, obstacle };
    const { problem: found } = obstacle;
    const mild = { ...found, severity: 'info' as const };
    for (const problems of [[], [found], [mild]]) {
      const broken = planNodes(running({ readable: false, problems }), contextFile, known);
      const [first, ...plan] = rows(broken);
      assert.equal(first, `${found.message} | context.md:42 · Remove the Comma`);
      assert.deepEqual(
        plan.map((row) => row.replace(/\[[x ]\] /, '')),
        rows(nodes()).map((row) => row.replace(/\[[x ]\] /, '')),
      );
      assert.deepEqual(
        all(broken)
          .slice(1)
          .map(({ id }) => id),
        all(nodes()).map(({ id }) => id),
        'every row is the one it was',
      );
      assert.equal(broken[0]?.context, 'problem;repair;rebuild;');
      assert.ok(all(broken).every(({ box }) => box === undefined));
      const { tooltip } = find('Tokens', broken);
      assert.match(typeof tooltip === 'string' ? tooltip : '', /^Tokens\nSwitched off until/);
      assert.deepEqual(
        all(broken).flatMap(
          ({ context }) => /start|resume|summarize|pullRequest|approve|archive|^todo/.exec(context)?.[0] ?? [],
        ),
        [],
      );
    }
  });

  it('says that the phases are lost where nothing else is to be seen', () => {
    const lost = { code: 'missing-phases', severity: 'error' as const, message: 'Lost.', file: contextFile, line: 0 };
    const [row, ...others] = nodes(status({ state: 'idle', plan: null, phases: [], problems: [lost] }));
    assert.deepEqual([row?.label, row?.context, others], ['Lost.', 'problem;rebuild;', []]);
  });

  it('shows what is wrong alone where there is no plan to be seen', () => {
    const none = status({ state: 'invalid', plan: null, phases: [] });
    assert.equal(rows(planNodes(none, contextFile, { ...nothing, obstacle })).length, 1);
  });

  it('leaves hints to the Problems panel, and many problems in one collapsed row', () => {
    const problem = (severity: 'warning' | 'info', line: number) => ({
      code: 'x',
      severity,
      message: `Unexpected ${line}`,
      file: contextFile,
      line,
    });
    const few = [problem('warning', 1), problem('info', 2)];
    assert.deepEqual(rows(nodes(status({ problems: few }))).slice(0, 2), [
      'Unexpected 1 | context.md:2',
      'User Authentication | 0/3 · Approved',
    ]);
    const many = [...few, ...[3, 4, 5, 6, 7].map((line) => problem('warning', line))];
    const [row, plan] = nodes(status({ problems: many }));
    assert.deepEqual([row?.label, row?.expanded, row?.children.length], ['6 problems', false, 6]);
    assert.equal(plan?.label, 'User Authentication');
  });

  it('is empty without a plan', () => {
    assert.deepEqual(nodes(status({ state: 'idle', plan: null, phases: [] })), []);
  });

  it('hides the phases that are over when asked, but none that still has to be merged', () => {
    const phases = (of: PlanStatus) =>
      planNodes(of, contextFile, { ...nothing, hideCompleted: true })[0]?.children.map((node) => node.phase);
    assert.deepEqual(phases(running()), [2, 3]);
    assert.deepEqual(phases(unmerged()), [1, 2, 3]);
  });

  it('lists the to-dos and the success criteria of a simple plan below it', () => {
    const plan = {
      kind: 'simple' as const,
      path: 'context/plans/p.md',
      title: 'Fix',
      task: 'fix',
      status: 'Approved',
      ...noWork,
    };
    const branch = { expected: 'para/fix', actual: 'para/fix' };
    const simple = status({ state: 'executing', plan, phases: [], todos: [todo('Do it', { phase: null })], branch });
    assert.deepEqual(rows(nodes(simple)), ['Fix | 0/1 · Approved', '  [ ] Do it', '  Plan | p.md']);
    assert.equal(nodes(simple)[0]?.context, 'master;summarize;archive;');
    const criteria = [{ text: 'It holds', done: true, line: 20 }];
    const withCriteria = planNodes(simple, contextFile, { ...nothing, criteria });
    assert.deepEqual(rows(withCriteria).slice(2), ['  Success Criteria | 1/1', '    [x] It holds', '  Plan | p.md']);
    const [criterion] = all(withCriteria).filter((node) => node.label === 'It holds');
    assert.deepEqual(criterion?.open, { path: 'context/plans/p.md', line: 20 });
  });

  it('says how many steps a simple plan has that hasn’t started', () => {
    const plan = { kind: 'simple' as const, path: 'p.md', title: 'Fix', task: 'fix', status: 'In Review', ...noWork };
    const simple = status({ state: 'planned', plan, phases: [] });
    const shown = (items: { text: string; line: number; depth: number; marker: string }[]) =>
      rows(planNodes(simple, contextFile, { ...nothing, lists: new PhaseMap([[null, { path: 'p.md', items }]]) }));
    assert.deepEqual(shown([]), ['Fix | In Review · no steps yet', '  Plan | p.md']);
    const step = { text: 'Do it', line: 3, depth: 0, marker: ' ' };
    assert.deepEqual(shown([step]), ['Fix | In Review · 1 step', '  Do it', '  Plan | p.md']);
  });

  it('shows the summary that has the name of a completed simple plan, and no other', () => {
    const plan = {
      kind: 'simple' as const,
      path: 'context/plans/fix.md',
      title: 'Fix',
      task: 'fix',
      status: 'Completed',
      ...noWork,
    };
    const summaries = ['context/summaries/2025-12-18-fix-summary.md', 'context/summaries/2025-12-19-hotfix-summary.md'];
    const shown = (more: Partial<PlanStatus>) =>
      all(nodes(status({ state: 'complete', plan, phases: [], ...more })))
        .filter(({ label }) => label === 'Summary')
        .map(({ open }) => open?.path);
    assert.deepEqual(shown({ summaries }), [summaries[0]]);
    assert.deepEqual(shown({ summaries: summaries.slice(1) }), []);
    assert.deepEqual(shown({ summaries, state: 'executing' }), []);
  });
});
