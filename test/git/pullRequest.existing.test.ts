import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseContext } from '../../src/core/context/parse';
import { commitFile, CONTEXT, hook, land, PHASE, tip, worldIn } from '../support/hostile';
import { completedAt } from '../support/forges';
import { runGit } from '../support/git';
import { withProgram } from '../support/programs';
import type { TestWorld } from '../support/world';

const BRANCH = `${PHASE}-1`;
const PR = 'https://github.com/o/r/pull/7';

/** A client whose calls are kept, one a line. `lists`: what it answers to a list; `makes`: what to anything else. */
async function withClient(
  world: TestWorld,
  name: 'gh' | 'glab',
  { lists, makes = 'exit 1' }: { lists: unknown; makes?: string },
  run: () => Promise<void>,
): Promise<string[]> {
  const log = path.join(world.root, 'calls');
  const list = `[ "$2" = list ] && { printf '%s' '${JSON.stringify(lists)}'; exit 0; }`;
  await withProgram(world, name, `printf '%s\\n' "$*" >> "${log}"\n${list}\n${makes}`, run);
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
}

const entryOf = (world: TestWorld, at = 0) => parseContext(world.read(CONTEXT)).state?.phased?.phases[at];
const pushed = (world: TestWorld): string => runGit(world.bare, 'rev-parse', `refs/heads/${BRANCH}`);
const listed = { url: PR, baseRefName: 'main', isCrossRepository: false, headRepositoryOwner: { login: 'o' } };

describe('a pull request that is there already', () => {
  it('is found before anything is pushed, and none is made', async () => {
    const world = await completedAt('https://github.com/o/r.git');
    const asked = path.join(world.root, 'calls');
    hook(world, 'pre-push', `[ -s "${asked}" ]`);
    const calls = await withClient(world, 'gh', { lists: [listed] }, async () => {
      const done = await world.engine.createPullRequest({ title: 'T' });
      assert.deepEqual(done, { url: PR, created: false, kind: 'existing' });
    });
    assert.deepEqual(calls, [
      `pr list --state=open --head=${BRANCH} --limit=100 --json=url,baseRefName,isCrossRepository,headRepositoryOwner --repo=github.com/o/r`,
    ]);
    assert.equal(pushed(world), tip(world, BRANCH));
    assert.equal((await world.engine.status()).phases[0]?.pr?.url, PR);
    assert.deepEqual((await world.engine.status()).phases[0]?.pr, { url: PR, number: 7, state: 'open' });
  });

  it('is foreseen, and whether the program answers', async () => {
    const world = await completedAt('https://github.com/o/r.git');
    const foreseen = { name: 'origin', page: true, client: true, drafts: true };
    const before = world.snapshot();
    await withClient(world, 'gh', { lists: [listed] }, async () => {
      assert.deepEqual((await world.engine.foreseePullRequest()).remote, { ...foreseen, existing: PR });
    });
    await withClient(world, 'gh', { lists: [] }, async () => {
      assert.deepEqual((await world.engine.foreseePullRequest()).remote, { ...foreseen, existing: null });
    });
    assert.deepEqual(world.snapshot(), before);
  });

  it('is the one of the repository that is pushed to, into the base', async () => {
    const fork = { ...listed, isCrossRepository: true };
    const by = (login: string, number: number) => ({
      ...fork,
      url: `https://github.com/o/r/pull/${number}`,
      headRepositoryOwner: { login },
    });
    const made = `echo https://github.com/o/r/pull/9`;
    for (const [mine, lists, url] of [
      [null, [by('eve', 6)], 'https://github.com/o/r/pull/9'],
      [null, [by('eve', 6), listed], PR],
      [null, [{ ...listed, url: 'https://github.com/o/r/pull/5', baseRefName: 'old' }, listed], PR],
      [null, [{ ...listed, baseRefName: 'old' }], PR],
      ['git@github.com:ada/r.git', [listed, by('eve', 6), by('Ada', 8)], 'https://github.com/o/r/pull/8'],
      ['git@github.com:ada/r.git', [listed, by('eve', 6)], 'https://github.com/o/r/pull/9'],
    ] as const) {
      const world = await worldIn('completed');
      world.git('remote', 'set-url', 'origin', 'https://github.com/o/r');
      world.git('remote', 'set-url', '--push', 'origin', mine ?? 'https://github.com/o/r');
      const o = { branch: BRANCH, base: 'main', title: 'T', remote: 'origin', pushes: false, body: '' };
      await withClient(world, 'gh', { lists, makes: made }, async () => {
        assert.equal((await world.ports.forge.createPullRequest(o)).url, url, `${mine} ${JSON.stringify(lists)}`);
      });
    }
  });

  it('is found with glab, in the project by its whole address', async () => {
    const mr = 'https://git.acme.com:8443/g/sub/r/-/merge_requests/3';
    const at = (source: number, number: number) => ({
      web_url: `https://git.acme.com:8443/g/sub/r/-/merge_requests/${number}`,
      target_branch: 'main',
      source_project_id: source,
      target_project_id: 1,
    });
    const world = await completedAt('https://git.acme.com:8443/g/sub/r.git');
    world.settings.forges = { 'git.acme.com': 'gitlab' };
    const calls = await withClient(world, 'glab', { lists: [at(2, 4), at(1, 3)] }, async () => {
      const done = await world.engine.createPullRequest();
      assert.deepEqual(done, { url: mr, created: false, kind: 'existing' });
    });
    const repo = '--repo=https://git.acme.com:8443/g/sub/r';
    assert.deepEqual(calls, [`mr list --source-branch=${BRANCH} --per-page=100 --output=json ${repo}`]);
    assert.equal((await world.engine.status()).phases[0]?.pr?.url, mr);
  });
});

describe('the pull request in the phase’s entry', () => {
  for (const from of [BRANCH, 'main'])
    it(`is not written where the context file is committed: it would be in the way of a switch (${from})`, async () => {
      const world = await worldIn('completed');
      world.git('switch', '--quiet', from);
      await withClient(world, 'gh', { lists: [], makes: `echo ${PR}` }, async () => {
        await world.engine.createPullRequest({ phase: 1 });
      });
      assert.equal(world.git('status', '--porcelain'), '');
      assert.deepEqual((await world.engine.status()).phases[0]?.pr, { url: PR, number: 7, state: 'open' });
    });

  it('is none as long as there is only a page to make it on', async () => {
    const world = await completedAt('https://github.com/o/r.git');
    await withClient(world, 'gh', { lists: [] }, async () => {
      assert.equal((await world.engine.createPullRequest()).kind, 'page');
    });
    assert.equal(world.git('status', '--porcelain'), '');
    assert.deepEqual((await world.engine.status()).phases[0]?.pr?.state, 'begun');
  });

  it('is known in another clone, and comes along when the next phase starts', async () => {
    const world = await worldIn('completed');
    const text = world.read(CONTEXT).replace('"status": "completed"', `"status": "completed",\n"pr": "${PR}"`);
    world.write(CONTEXT, text);
    await world.engine.commitContext();
    world.git('push', '--quiet', 'origin', BRANCH);
    const other = world.clone('other');
    other.git('fetch', '--quiet');
    assert.deepEqual((await other.engine.status()).phases[0]?.pr, { url: PR, number: 7, state: 'open' });
    land(world, 1);
    await world.engine.executePhase({ phase: 2 });
    assert.equal(entryOf(world)?.pr, PR);
  });

  it('is written for a phase in a worktree, and not over what is typed', async () => {
    const world = await worldIn('planned');
    world.settings.isolation = 'worktree';
    await world.engine.executePhase({ phase: 1 });
    const made = { lists: [], makes: `echo ${PR}` };
    world.ports.documents.hasUnsavedChanges = (file) => file === CONTEXT;
    await withClient(world, 'gh', made, async () => {
      assert.equal((await world.engine.createPullRequest({ phase: 1 })).kind, 'created');
    });
    assert.equal(entryOf(world)?.pr, null);
    world.ports.documents.hasUnsavedChanges = () => false;
    await withClient(world, 'gh', made, async () => {
      await world.engine.createPullRequest({ phase: 1 });
    });
    assert.equal(entryOf(world)?.pr, PR);
  });

  it('is read as other tools write it: a number, or an address of the web', async () => {
    for (const [written, pr] of [
      [12, { url: null, number: 12, state: 'open' }],
      ['#12', { url: null, number: 12, state: 'open' }],
      [
        'https://ada:secret@git.acme.com/o/r/pulls/3',
        { url: 'https://git.acme.com/o/r/pulls/3', number: 3, state: 'open' },
      ],
      ['javascript:alert(1)', null],
      ['https://x y', null],
    ] as const) {
      const world = await worldIn('completed');
      const text = world.read(CONTEXT);
      world.write(
        CONTEXT,
        text.replace('"status": "completed"', `"status": "completed", "pr": ${JSON.stringify(written)}`),
      );
      assert.deepEqual((await world.engine.status()).phases[0]?.pr, pr, String(written));
    }
  });

  it('says that there is more to push', async () => {
    const world = await worldIn('completed');
    await withClient(world, 'gh', { lists: [], makes: `echo ${PR}` }, async () => {
      await world.engine.createPullRequest();
    });
    commitFile(world, 'src/review.txt');
    assert.equal((await world.engine.status()).next?.title, 'Update the Pull Request for Phase 1');
  });
});
