import assert from 'node:assert/strict';
import { stepsOfPullRequest } from '../../src/core/workflow/pullRequestSteps';
import { typed } from '../support/cli';
import { argsOf, at } from '../support/forges';
import { failed, land, PHASE, tip, worldIn } from '../support/hostile';
import { runGit } from '../support/git';
import { withProgram } from '../support/programs';
import { work, worldLike, type TestWorld } from '../support/world';

const [FIRST, SECOND] = [`${PHASE}-1`, `${PHASE}-2`];
const PR = 'https://github.com/o/r/pull/8';

/** Phase 2 is completed on a branch that was made from that of phase 1, which is pushed and not merged. */
async function stacked(): Promise<TestWorld> {
  return worldLike('stacked', async () => {
    const world = await worldIn('completed');
    world.git('push', '--quiet', 'origin', FIRST);
    world.settings.baseBranch = FIRST;
    await world.engine.executePhase({ phase: 2 });
    world.settings.baseBranch = '';
    await work(world, 'src/phase-2.txt');
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    return world;
  });
}

const onGitHub = (world: TestWorld): void => at(world, 'https://github.com/o/r.git');
const lists = (base: string): string =>
  `[ "$2" = list ] && printf '%s' '[{"url":"${PR}","baseRefName":"${base}","isCrossRepository":false}]'`;
const MAKES = `[ "$2" = list ] && printf '[]' || echo ${PR}`;

/** Phase 1 reaches the base branch on the server, and this clone hears of it. */
function merged(world: TestWorld): void {
  world.git('config', 'remote.origin.url', world.bare);
  land(world, 1);
  world.git('switch', '--quiet', SECOND);
  onGitHub(world);
}

describe('a pull request upon an earlier phase', () => {
  it('goes into that one’s branch, and says so first', async () => {
    const world = await stacked();
    onGitHub(world);
    await withProgram(world, 'gh', MAKES, async () => {
      const foreseen = await world.engine.foreseePullRequest();
      assert.deepEqual(foreseen.stack, { phase: 1, branch: FIRST, instead: 'main' });
      assert.equal(foreseen.base, FIRST);
      assert.equal(
        stepsOfPullRequest(foreseen)[1],
        `Open a pull request into ${FIRST}, upon phase 1, which isn’t merged`,
      );
      const made = await world.engine.createPullRequest();
      assert.deepEqual(made, { url: PR, created: true, kind: 'created', into: FIRST });
    });
    assert.ok(argsOf(world, 'gh').includes(`--base=${FIRST}`));
    const { pr } = (await world.engine.status()).phases[1] ?? {};
    assert.deepEqual(pr, { url: PR, number: 8, state: 'open', into: FIRST });
  });

  it('goes into the base branch where that is wanted', async () => {
    const world = await stacked();
    onGitHub(world);
    await withProgram(world, 'gh', MAKES, async () => {
      const foreseen = await world.engine.foreseePullRequest({ stacked: false });
      assert.deepEqual([foreseen.base, foreseen.stack?.branch], ['main', FIRST]);
      assert.deepEqual(await world.engine.createPullRequest({ stacked: false }), {
        url: PR,
        created: true,
        kind: 'created',
      });
      assert.ok(argsOf(world, 'gh').includes('--base=main'));
    });
  });

  it('is none where the earlier branch isn’t pushed, isn’t what it is built upon, or is merged', async () => {
    const unpushed = await stacked();
    runGit(unpushed.bare, 'update-ref', '-d', `refs/heads/${FIRST}`);
    unpushed.git('fetch', '--quiet', '--prune');
    const beside = await worldIn('completed');
    beside.git('push', '--quiet', 'origin', FIRST);
    await beside.engine.executePhase({ phase: 2, unmerged: 'continue' });
    const after = await stacked();
    land(after, 1);
    for (const [what, world] of Object.entries({ unpushed, beside, after })) {
      const { stack, base } = await world.engine.foreseePullRequest({ phase: 2 });
      assert.deepEqual([stack, base], [null, 'main'], what);
    }
    const first = await stacked();
    assert.equal((await first.engine.foreseePullRequest({ phase: 1 })).stack, null);
  });

  it('is refused where the earlier branch is gone by now, and nothing is pushed', async () => {
    const world = await stacked();
    runGit(world.bare, 'update-ref', '-d', `refs/heads/${FIRST}`);
    const gone = new RegExp(`has no branch ${FIRST} any more`);
    await failed('GIT_FAILED', () => world.engine.foreseePullRequest(), gone);
    await failed('GIT_FAILED', () => world.engine.createPullRequest(), gone);
    assert.equal(world.git('ls-remote', 'origin', `refs/heads/${SECOND}`), '');
  });

  it('says that its base is to be changed once the earlier phase is merged', async () => {
    const world = await stacked();
    onGitHub(world);
    await withProgram(world, 'gh', MAKES, async () => {
      await world.engine.createPullRequest();
    });
    assert.equal((await world.engine.status()).phases[1]?.pr?.isIntoMerged, undefined);
    merged(world);
    const { phases, next } = await world.engine.status();
    assert.equal(phases[1]?.pr?.isIntoMerged, true);
    assert.equal(next?.title, 'Change the Base of the Pull Request for Phase 2 to main');
    const { out } = await typed(world.folder, ['status']);
    assert.match(out, /Next: git fetch, once the base of its pull request is changed, and phase 2 is merged \(https/);
    await withProgram(world, 'gh', lists(FIRST), async () => {
      const foreseen = await world.engine.foreseePullRequest();
      const changes = `Leave it to you to change its base from ${FIRST} to main`;
      assert.equal(stepsOfPullRequest(foreseen)[2], changes);
      const made = await world.engine.createPullRequest();
      assert.deepEqual(made, { url: PR, created: false, kind: 'existing', into: FIRST, changeTo: 'main' });
      assert.equal((await world.engine.status()).phases[1]?.pr?.isIntoMerged, true);
      const said = (await typed(world.folder, ['pr', '2'])).out;
      assert.ok(said.includes(`It goes into ${FIRST}. Change its base to main, on its page.`), said);
    });
    await withProgram(world, 'gh', lists('main'), async () => {
      assert.deepEqual(await world.engine.createPullRequest(), { url: PR, created: false, kind: 'existing' });
    });
    assert.deepEqual((await world.engine.status()).phases[1]?.pr, { url: PR, number: 8, state: 'open' });
  });

  it('says nothing of that where the forge has removed the earlier branch, and so changed the base', async () => {
    const world = await stacked();
    onGitHub(world);
    await withProgram(world, 'gh', MAKES, async () => {
      await world.engine.createPullRequest();
    });
    merged(world);
    world.git('update-ref', '-d', `refs/remotes/origin/${FIRST}`);
    const { phases, next } = await world.engine.status();
    assert.equal(phases[1]?.pr?.isIntoMerged, undefined);
    assert.equal(next?.title, 'Waiting for the Merge of Phase 2');
  });

  it('leaves one that somebody has made into another branch as it is', async () => {
    const world = await stacked();
    onGitHub(world);
    await withProgram(world, 'gh', lists('develop'), async () => {
      const made = await world.engine.createPullRequest();
      assert.deepEqual(made, { url: PR, created: false, kind: 'existing', into: 'develop' });
      assert.match((await typed(world.folder, ['pr', '2'])).out, /^It goes into develop\.$/m);
    });
  });

  it('is told on the command line, and left out there', async () => {
    const world = await stacked();
    onGitHub(world);
    await withProgram(world, 'gh', MAKES, async () => {
      const { out } = await typed(world.folder, ['pr', '2', '--no-stack', '--dry-run']);
      assert.match(out, /Open a pull request into main$/m);
      const made = (await typed(world.folder, ['pr', '2'])).out;
      assert.ok(made.includes(`It goes into ${FIRST}, the branch that it is built upon.`), made);
    });
    assert.equal(runGit(world.bare, 'rev-parse', SECOND), tip(world, SECOND));
  });
});
