import assert from 'node:assert/strict';
import {
  BRANCH,
  brokenWorld,
  CONTEXT,
  findings,
  fix,
  marked,
  MASTER,
  only,
  PHASE,
  rewrite,
  titles,
} from '../support/problems';
import { work, type TestWorld } from '../support/world';

const SUMMARY = 'context/summaries/2025-12-18-implement-user-authentication-phase-1-summary.md';

/** Gives the phases' entries further keys, in order; null leaves one as it is. */
async function withEntries(...entries: (Record<string, unknown> | null)[]): Promise<TestWorld> {
  const world = await brokenWorld();
  setEntries(world, ...entries);
  return world;
}

function setEntries(world: TestWorld, ...entries: (Record<string, unknown> | null)[]): void {
  rewrite(world, CONTEXT, (text) =>
    text.replace(/"phases": (\[[^]*\])(?=,\s*"current_phase")/, (_, list: string) => {
      const phases = JSON.parse(list) as object[];
      return `"phases": ${JSON.stringify(phases.map((each, i) => ({ ...each, ...entries[i] })))}`;
    }),
  );
}

const status = (...all: string[]) => all.map((each) => ({ status: each }));

describe('problems of phases', () => {
  it('an id that stands twice is numbered anew, or its entry goes', async () => {
    const world = await withEntries(null, { phase: 1 });
    const found = await only(world, 'duplicate-phase');
    assert.deepEqual([marked(world, found), found.severity], ['1', 'error']);
    await fix(world, found, 'Number It 4', null);
    setEntries(world, null, { phase: 1 });
    await fix(world, await only(world, 'duplicate-phase'), 'Remove the Second Phase 1', null);
  });

  it('dependencies on nothing and in a circle are taken out', async () => {
    const world = await withEntries({ depends_on: [3] }, { depends_on: [1, 9] }, { depends_on: [2] });
    const unknown = await only(world, 'unknown-dependency');
    assert.equal(marked(world, unknown), '9');
    await fix(world, unknown, 'Remove the Dependency on Phase 9', null);
    const circle = await only(world, 'circular-dependency');
    assert.match(circle.message, /^Phases wait for each other, .*: 1 → 3 → 2 → 1\.$/);
    assert.equal(marked(world, circle), '3');
    await fix(world, circle, 'Remove the Dependency on Phase 3', null);
    setEntries(world, null, { depends_on: 2 });
    const itself = await only(world, 'circular-dependency');
    await fix(world, itself, 'Remove the Dependency on Phase 2', null);
    assert.deepEqual(await findings(world), []);
  });

  it('two phases run in one tree; with worktrees they may', async () => {
    const world = await withEntries(...status('in_progress', 'in_progress'));
    const found = await only(world, 'several-running');
    assert.equal(marked(world, found), '"in_progress"');
    await fix(world, found, 'Set the Status of Phase 2 to “pending”', null);
    setEntries(
      world,
      { worktree_path: '.para-worktrees/a' },
      { status: 'in_progress', worktree_path: '.para-worktrees/b' },
    );
    assert.deepEqual(await findings(world, 'several-running'), []);
  });

  it('the current phase and the statuses agree again, either way', async () => {
    const world = await withEntries(...status('in_progress'));
    const current = (value: string) =>
      rewrite(world, CONTEXT, (text) => text.replace(/"current_phase": \S+/, `"current_phase": ${value}`));
    const safe = await fix(world, await only(world, 'current-phase'), 'Set “current_phase” to 1', null);
    assert.ok('safe' in safe && safe.safe);
    current('2');
    const next = await only(world, 'current-phase');
    assert.deepEqual([marked(world, next), next.severity], ['2', 'warning']);
    assert.deepEqual(titles(next), ['Set “current_phase” to 1', 'Set the Status of Phase 1 to “completed”']);
    await fix(world, next, 'Set the Status of Phase 1 to “completed”', null);
    current('1');
    const done = await only(world, 'current-phase');
    assert.equal(done.severity, 'info');
    await fix(world, done, 'Set “current_phase” to null', null);
    current('"7A"');
    await fix(world, await only(world, 'current-phase'), 'Set “current_phase” to null', null);
    current('2');
    assert.deepEqual(await findings(world, 'current-phase'), [], 'the next phase may be named');
  });

  it('status lines follow the state block, or it follows them', async () => {
    const world = await withEntries(...status('completed'));
    world.write(SUMMARY, '# Summary\n');
    const found = await only(world, 'plan-status');
    assert.deepEqual([found.file, marked(world, found)], [PHASE(1), '**Status:** Pending']);
    await fix(world, found, 'Set the Status Line to “Completed”', ['-**Status:** Pending', '+**Status:** Completed']);
    rewrite(world, PHASE(2), (text) => text.replace('**Status:** Pending', '**Status:** ✅ Completed (PR #3)'));
    const ahead = await only(world, 'plan-status');
    assert.deepEqual(titles(ahead), ['Set the Status Line to “Pending”', 'Set the Status of Phase 2 to “completed”']);
    await fix(world, ahead, 'Set the Status of Phase 2 to “completed”', null);
    rewrite(world, MASTER, (text) => text.replace('**Status:** In Review', '**Status:** Done'));
    await fix(world, await only(world, 'plan-status'), 'Set the Status Line to “Approved”', null);
  });

  it('the running phase’s branch is switched to, or another one is recorded', async () => {
    const world = await brokenWorld();
    await world.engine.executePhase({ phase: 1 });
    assert.deepEqual(await findings(world, 'wrong-branch'), []);
    world.git('switch', '--quiet', '--create', 'ada/implement-user-authentication-phase-1');
    const found = await only(world, 'wrong-branch');
    assert.equal(marked(world, found), `"${BRANCH(1)}"`);
    const [go] = found.fixes;
    assert.ok(go && 'command' in go);
    assert.deepEqual(
      [go.command, go.arguments],
      ['phasedPlans.executePhase', [{ phase: 1, existingBranch: 'resume' }]],
    );
    await fix(world, found, 'Say That It Runs on ada/implement-user-authentication-phase-1', null);
    assert.match(world.read(CONTEXT), /\*\*Branch:\*\* `ada\/implement-user-authentication-phase-1`\n/);
    const { branch } = await world.engine.status();
    assert.equal(branch.expected, branch.actual);
  });

  it('a completed phase gets its summary: the one that is there, or a new one', async () => {
    const world = await brokenWorld();
    await world.engine.executePhase({ phase: 1 });
    await work(world, 'a.txt');
    rewrite(world, CONTEXT, (text) => text.replace('"in_progress"', '"completed"'));
    const found = await only(world, 'missing-summary');
    const [write] = found.fixes;
    assert.ok(write && 'command' in write);
    assert.deepEqual([write.command, write.arguments], ['phasedPlans.summarizePhase', [{ phase: 1 }]]);
    await world.engine.summarizePhase({ phase: 1, open: 'carry' });
    assert.deepEqual(await findings(world, 'missing-summary'), []);
    rewrite(world, CONTEXT, (text) => text.replace(/"completed_summaries": \[[^\]]*\]/, '"completed_summaries": []'));
    const made = await fix(world, await only(world, 'missing-summary'), `Add “${SUMMARY}” to the Summaries`, null);
    assert.ok('safe' in made && made.safe);
  });

  it('open criteria of a completed phase are ticked', async () => {
    const world = await withEntries(...status('completed'));
    const found = await only(world, 'unticked-criteria');
    assert.equal(marked(world, found), '- [ ] Migrations run forwards and backwards');
    assert.equal(found.message, 'Phase 1 is completed, but 1 success criterion is still open.');
    const line = 'Migrations run forwards and backwards';
    await fix(world, found, 'Tick It', [`-- [ ] ${line}`, `+- [x] ${line}`]);
  });

  it('a phase that runs on one that isn’t merged is told of, with a pull request to make', async () => {
    const world = await brokenWorld();
    await world.engine.executePhase({ phase: 1 });
    await work(world, 'a.txt');
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    assert.deepEqual(await findings(world, 'not-merged'), []);
    await world.engine.executePhase({ phase: 2, unmerged: 'continue' });
    const found = await only(world, 'not-merged');
    assert.equal(marked(world, found), '"completed"');
    assert.deepEqual(titles(found), ['Create a Pull Request for Phase 1']);
    world.git('merge', '--quiet', '--no-edit', '-X', 'ours', BRANCH(1));
    world.git('branch', '--force', 'main', BRANCH(1));
    assert.deepEqual(await findings(world, 'not-merged'), []);
  });

  it('template text of an approved plan is taken out, or filled in', async () => {
    const world = await brokenWorld();
    assert.deepEqual(await findings(world, 'template-text'), []);
    rewrite(world, MASTER, (text) => text.replace('In Review', '✅ Approved by Ada'));
    const found = await only(world, 'template-text');
    assert.deepEqual([found.file, marked(world, found)], [MASTER, '[Why this is several pieces of work and not one]']);
    rewrite(world, MASTER, (text) => `${text}\nA [Risk and mitigation](x.md), \`[Deliverable 1]\` and {TASK_NAME}.\n`);
    const mixed = await only(world, 'template-text');
    assert.deepEqual(titles(mixed), [], 'a line with other words is for a person');
    rewrite(world, MASTER, (text) => text.replace(' and {TASK_NAME}', ''));
    await fix(world, await only(world, 'template-text'), 'Remove the Unfilled Lines', null);
    const text = world.read(MASTER);
    assert.ok(text.includes('A [Risk and mitigation](x.md), `[Deliverable 1]`.'));
    assert.ok(!/\n\n\n/.test(text));
  });

  it('the next phase of an approved plan has no steps', async () => {
    const world = await brokenWorld();
    rewrite(world, PHASE(1), (text) => text.replace(/- \[ \] Create.*\n/g, ''));
    assert.deepEqual(await findings(world, 'no-steps'), []);
    rewrite(world, MASTER, (text) => text.replace('**Status:** In Review\n', ''));
    assert.deepEqual(await findings(world, 'no-steps'), [], 'without a status nobody has approved it');
    await world.engine.approvePlan();
    assert.equal(marked(world, await only(world, 'no-steps')), '### Detailed Implementation Steps');
  });

  it('a to-do is ticked under a phase that hasn’t started', async () => {
    const world = await brokenWorld((text) =>
      text.replace('---\n', '## To-Do List\n\n### Phase 2: API\n\n- [x] One\n- [x] Two\n\n---\n'),
    );
    const found = await only(world, 'todo-not-running');
    assert.equal(marked(world, found), '- [x] One');
    await fix(world, found, 'Untick the To-Dos of Phase 2', ['-- [x] One', '-- [x] Two', '+- [ ] One', '+- [ ] Two']);
  });

  it('none but hints is found from the first phase’s start to the archive', async () => {
    const world = await brokenWorld();
    const serious = async (when: string) =>
      assert.deepEqual(
        (await findings(world)).filter(({ severity }) => severity !== 'info'),
        [],
        when,
      );
    await world.engine.approvePlan({ commit: true });
    for (const phase of [1, 2, 3]) {
      await world.engine.executePhase({ phase });
      await serious(`phase ${phase} runs`);
      await work(world, `${phase}.txt`);
      await world.engine.summarizePhase({ commit: true, open: 'carry' });
      await serious(`phase ${phase} is summarized`);
      world.git('switch', '--quiet', 'main');
      await serious(`back on main after phase ${phase}`);
      world.git('merge', '--quiet', '--no-ff', '--no-edit', BRANCH(phase));
      await serious(`phase ${phase} is merged`);
    }
    await world.engine.archive();
    assert.deepEqual(await findings(world), []);
  });
});
