import assert from 'node:assert/strict';
import { PhaseMap } from '../../src/core/phaseMap';
import type { BranchReport } from '../../src/core/reading/branchReports';
import type { PlanInfo, PlanStatus, PullRequestInfo } from '../../src/core/types';
import { offersOf } from '../../src/view/offers';
import { progressNow, unapprovedPlan } from '../../src/view/phaseView';
import { lensFile, lensesOf } from '../../src/features/codeLens/model';
import { readPlaces } from '../../src/features/codeLens/readPlaces';
import { planNodes } from '../../src/features/planTree/model';
import { statusText } from '../../src/features/statusBar/model';
import { noWork, nothing, running, status, todo, unmerged } from './surfaces.statuses';

const contextFile = 'context/context.md';
const pr: PullRequestInfo = { url: 'https://github.com/o/r/pull/7', number: 7, state: 'open' };

function simple(plan: Partial<PlanInfo>, more: Partial<PlanStatus> = {}): PlanStatus {
  const own = { kind: 'simple' as const, path: 'context/plans/p.md', title: 'Fix', task: 'fix', status: 'Approved' };
  return status({
    state: 'executing',
    plan: { ...own, ...noWork, branch: 'para/fix', ...plan },
    phases: [],
    todos: [todo('Do it', { phase: null })],
    branch: { expected: 'para/fix', actual: 'para/fix' },
    ...more,
  });
}

const report = (name: string, remote: string | null): BranchReport => ({ name, remote, author: null, todos: null });
const known = (branches = new PhaseMap<BranchReport>()) => ({ ...nothing, branches });
const row = (of: PlanStatus) => planNodes(of, contextFile, known())[0]?.description;

function lenses(of: PlanStatus, path: string, branches?: PhaseMap<BranchReport>) {
  const file = lensFile(of, contextFile, path);
  assert.ok(file);
  return lensesOf(of, file, readPlaces('# Title\n', path === contextFile), branches);
}

/** Whether the status bar, the tree and the context file's lens warn. */
function warns(of: PlanStatus, branches = new PhaseMap<BranchReport>()): boolean[] {
  const rows = planNodes(of, contextFile, known(branches)).flatMap((node) => [node, ...node.children]);
  return [
    statusText(of, branches)?.warn === true,
    rows.some((node) => node.icon?.icon === 'warning'),
    lenses(of, contextFile, branches).some(({ title }) => /^\$\(warning\) main is checked out, not para\//.test(title)),
  ];
}

describe('a branch that HEAD has left', () => {
  const onMain = { expected: null, actual: 'main' };

  it('is warned of on every surface, for a phase and for a simple plan', () => {
    for (const branch of [{ expected: 'para/auth-phase-2', actual: 'main' }, onMain]) {
      assert.deepEqual(warns(running({ branch })), [true, true, true]);
    }
    for (const branch of [{ expected: 'para/fix', actual: 'main' }, onMain]) {
      assert.deepEqual(warns(simple({}, { branch })), [true, true, true]);
    }
  });

  it('is not warned of where all is well, in a worktree, and of what somebody else runs', () => {
    assert.deepEqual(warns(running()), [false, false, false]);
    assert.deepEqual(warns(simple({})), [false, false, false]);
    assert.deepEqual(warns(simple({ worktree: '.para-worktrees/fix' }, { branch: onMain })), [false, false, false]);
    const theirs = new PhaseMap([[2, report('para/auth-phase-2', 'origin')]]);
    assert.deepEqual(warns(running({ branch: onMain }), theirs), [false, false, false]);
    const plan = new PhaseMap([[null, report('para/fix', 'origin')]]);
    assert.deepEqual(warns(simple({}, { branch: onMain }), plan), [false, false, false]);
  });

  it('counts no to-dos where the context file hasn’t heard of what runs', () => {
    const todos = [todo('Of phase 1', { phase: null, done: true })];
    assert.equal(progressNow(running({ todos, branch: onMain })), null);
    assert.equal(progressNow(running({ todos, branch: { expected: 'para/auth-phase-2', actual: 'main' } })), '1/1');
    assert.equal(progressNow(simple({}, { branch: onMain })), null);
    assert.equal(progressNow(simple({})), '0/1');
  });

  it('is offered by a simple plan, which isn’t started again', () => {
    const away = simple({}, { branch: onMain });
    const titles = lenses(away, contextFile).map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title) => /Start|Switch|Summarize/.test(title)),
      ['$(git-branch) Switch to para/fix'],
    );
    const { start, summarize } = offersOf(away);
    assert.deepEqual([start, summarize], [true, false]);
  });
});

describe('what waits for its merge', () => {
  it('says so in the tree, the hover and the lens, and offers the link', () => {
    const before = unmerged();
    const of = { ...before, phases: before.phases.map((each) => (each.phase === 1 ? { ...each, pr } : each)) };
    const phase = planNodes(of, contextFile, known())[0]?.children[0];
    assert.equal(phase?.description, 'waiting for the merge · #7');
    assert.match(phase.context, /;openPullRequest;/);
    assert.equal(statusText(of)?.hover.phases[0]?.note, 'waiting for the merge');
    const [lens] = lenses(of, 'context/plans/2025-12-18-auth-phase-1.md');
    assert.deepEqual([lens?.title, lens?.command], ['Waiting for the merge', 'phasedPlans.openPullRequest']);
  });

  it('is a simple plan too, for which nothing is to be made once it is merged', () => {
    const done = (plan: Partial<PlanInfo>) => simple({ status: 'Completed', ...plan }, { state: 'complete' });
    assert.equal(row(done({ merged: false })), '0/1 · Completed · not merged');
    assert.equal(row(done({ merged: false, pr })), '0/1 · Completed · waiting for the merge · #7');
    assert.equal(row(done({ merged: true })), '0/1 · Completed');
    const offered = [false, null, true].map((merged) => offersOf(done({ merged })).pullRequest);
    assert.deepEqual(offered, [true, true, false]);
  });
});

describe('a plan that was started without approval', () => {
  const plan = { ...status().plan!, status: 'In Review' };

  it('says so, and offers the approval, until it has it', () => {
    const of = running({ plan });
    assert.equal(row(of), '1/3 · not approved');
    assert.equal(statusText(of)?.hover.progress[0], 'not approved');
    assert.equal(offersOf(of).approve, true);
    assert.equal(offersOf(running()).approve, false);
    assert.equal(row(running({ plan: { ...plan, status: null } })), '1/3 · not approved');
    // What isn’t understood is shown as it is written.
    assert.equal(row(running({ plan: { ...plan, status: 'Blessed' } })), '1/3 · Blessed');
    assert.equal(row(status({ plan })), '0/3 · In Review');
    assert.equal(row(status({ plan: { ...plan, status: null } })), '0/3 · not approved');
    assert.equal(row(running({ plan: { ...plan, status: 'On hold' } })), '1/3 · not approved · On hold');
  });

  it('asks at every start, as long as its status says so', () => {
    for (const [of, asks] of [
      [status({ plan }), true],
      [{ ...unmerged(), plan }, true],
      [running({ plan }), true],
      [status({ plan: { ...plan, status: 'ステータス' } }), false],
      [status({ plan: { ...plan, status: 'レビュー中' } }), true],
      [status({ plan: { ...plan, status: '承認済み' } }), false],
      [status({ plan: { ...plan, status: 'Rejected' } }), true],
    ] as const)
      assert.equal(unapprovedPlan(of) !== null, asks, of.plan?.status ?? '');
  });
});
