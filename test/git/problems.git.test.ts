// Problems that only a repository tells of, and their fixes in it. What rules make of texts is in test/pure/problems.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { BRANCH, CONTEXT, SUMMARY, TASK } from '../support/authentication';
import { brokenWorld, findings, fix, marked, only, rewrite, titles } from '../support/problems';
import { plannedWorld, work, type TestWorld } from '../support/world';

const OWN = `ada/${TASK}-phase-1`;
const WORKTREE = `.para-worktrees/${TASK}-phase-1`;

async function inWorktree(): Promise<TestWorld> {
  const world = await plannedWorld({ remote: false, settings: { isolation: 'worktree' } });
  await world.engine.executePhase({ phase: 1 });
  return world;
}

describe('problems of a repository', () => {
  it('the running phase’s branch is switched to, or another one is recorded', async () => {
    const world = await brokenWorld();
    await world.engine.executePhase({ phase: 1 });
    assert.deepEqual(await findings(world, 'wrong-branch'), []);
    world.git('switch', '--quiet', '--create', OWN);
    const found = await only(world, 'wrong-branch');
    assert.equal(marked(world, found), `"${BRANCH(1)}"`);
    const [go] = found.fixes;
    assert.ok(go && 'command' in go);
    assert.equal(go.command, 'phasedPlans.executePhase');
    await world.engine.executePhase(go.arguments[0]);
    assert.deepEqual(await findings(world, 'wrong-branch'), []);
    world.git('switch', '--quiet', OWN);
    await fix(world, found, `Say That It Runs on ${OWN}`, null);
    assert.match(world.read(CONTEXT), new RegExp(`\\*\\*Branch:\\*\\* \`${OWN}\`\n`));
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
    const made = await fix(world, await only(world, 'missing-summary'), `Add “${SUMMARY(1)}” to the Summaries`, null);
    assert.ok('safe' in made && made.safe);
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

  it('a worktree that is gone is told of, until its phase is started again', async () => {
    const world = await inWorktree();
    assert.deepEqual(await findings(world, 'worktree'), []);
    rmSync(path.join(world.folder, WORKTREE), { recursive: true });
    assert.deepEqual(titles(await only(world, 'worktree')), ['Repair Worktrees']);
    await world.engine.executePhase({ phase: 1, existingBranch: 'resume' });
    assert.deepEqual(await findings(world, 'worktree'), []);
  });

  it('a worktree that no phase records is removed', async () => {
    const world = await inWorktree();
    rewrite(world, CONTEXT, (text) => text.replace(/,?\s*"worktree_path": "[^"]*"/, ''));
    assert.deepEqual(titles(await only(world, 'worktree')), ['Repair Worktrees', 'Remove Worktree…']);
    await world.engine.removeWorktree({ path: WORKTREE });
    assert.deepEqual(await findings(world, 'worktree'), []);
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
