import assert from 'node:assert/strict';
import { readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { mergeCommand } from '../../src/core/plan/shell';
import { PHASE, SUMMARY, failed, hook, land, refused, tip, worldIn } from '../support/hostile';
import { runGit } from '../support/git';
import { withProgram } from '../support/programs';
import { plannedWorld, work, type TestWorld } from '../support/world';

const remoteTip = (world: TestWorld, name: string): string => runGit(world.bare, 'rev-parse', `refs/heads/${name}`);

describe('createPullRequest', () => {
  it('pushes, and that is all where the forge is unknown', async () => {
    const world = await worldIn('completed');
    await withProgram(world, 'gh', 'exit 1', async () => {
      assert.deepEqual(await world.engine.createPullRequest(), { url: null, created: false, kind: 'pushed' });
    });
    assert.equal(remoteTip(world, `${PHASE}-1`), tip(world, 'HEAD'));
    assert.equal(world.git('rev-parse', '--abbrev-ref', '@{upstream}'), `origin/${PHASE}-1`);
  });

  it('is not foreseen while its text is being edited', async () => {
    const world = await worldIn('completed');
    world.ports.documents.hasUnsavedChanges = (file) => file === `${SUMMARY}-phase-1-summary.md`;
    await refused(world, 'CONTEXT_DIRTY', () => world.engine.foreseePullRequest(), /unsaved changes to .*-summary\.md/);
  });

  it('is refused where the phase was summarized on another branch, until that is committed on its own', async () => {
    const world = await worldIn('started');
    await work(world, 'src/1.txt');
    world.git('switch', '--quiet', '--create', 'hotfix');
    await world.engine.summarizePhase({ open: 'carry' });
    await refused(world, 'CONTEXT_DIRTY', () => world.engine.createPullRequest(), /summarized here, not on .*phase-1/);
    await failed('CONTEXT_DIRTY', () => world.engine.foreseePullRequest({}));
    assert.equal(world.git('ls-remote', 'origin', `refs/heads/${PHASE}-1`), '');
    world.git('switch', '--quiet', `${PHASE}-1`);
    assert.ok((await world.engine.foreseePullRequest({})).files.includes(`${SUMMARY}-phase-1-summary.md`));
    await world.engine.commitContext();
    assert.equal((await world.engine.createPullRequest()).kind, 'pushed');
  });

  it('opens one with gh, the summary being its text', async () => {
    const world = await worldIn('completed');
    await withProgram(world, 'gh', 'echo "Creating…"; echo https://github.com/o/r/pull/7', async () => {
      const done = await world.engine.createPullRequest();
      assert.deepEqual(done, { url: 'https://github.com/o/r/pull/7', created: true, kind: 'created' });
    });
    assert.deepEqual(readFileSync(path.join(world.root, 'gh.args'), 'utf8').trim().split('\n'), [
      'pr',
      'create',
      `--head=${PHASE}-1`,
      '--base=main',
      '--title=Implement User Authentication - Phase 1: Database Schema & Migrations',
      '--body-file=-',
    ]);
    const body = readFileSync(path.join(world.root, 'gh.body'), 'utf8');
    const summary = world.read(`${SUMMARY}-phase-1-summary.md`);
    assert.equal(body, summary.slice(summary.indexOf('**Date:**')));
  });

  it('gives the one that is there already', async () => {
    const world = await worldIn('completed');
    const said = 'a pull request for branch "x" into branch "main" already exists:\nhttps://github.com/o/r/pull/7';
    await withProgram(world, 'gh', `echo '${said}' >&2; exit 1`, async () => {
      const done = await world.engine.createPullRequest();
      assert.deepEqual(done, { url: 'https://github.com/o/r/pull/7', created: false, kind: 'existing' });
    });
  });

  it('takes a title and a text that are given', async () => {
    const world = await worldIn('started');
    await withProgram(world, 'gh', 'echo https://github.com/o/r/pull/8', async () => {
      await world.engine.createPullRequest({ phase: '1', title: '--draft "x" $(y)', body: 'Mine\n' });
    });
    assert.match(readFileSync(path.join(world.root, 'gh.args'), 'utf8'), /^--title=--draft "x" \$\(y\)$/m);
    assert.equal(readFileSync(path.join(world.root, 'gh.body'), 'utf8'), 'Mine\n');
  });

  it('gives the compare page when gh refuses', async () => {
    const world = await worldIn('completed');
    world.git('remote', 'set-url', '--push', 'origin', world.bare);
    world.git('config', 'remote.origin.url', 'https://ada:secret@github.com/o/r.git');
    world.settings.fetchBeforeStart = false;
    await withProgram(world, 'gh', 'echo "not signed in" >&2; exit 4', async () => {
      const { url, created, kind } = await world.engine.createPullRequest({ title: 'T & U' });
      assert.deepEqual([created, kind], [false, 'page']);
      assert.equal(
        url,
        `https://github.com/o/r/compare/main...${encodeURIComponent(`${PHASE}-1`)}?expand=1&title=T%20%26%20U`,
      );
    });
  });

  it('opens that of a branch that only the remote has, and pushes nothing', async () => {
    const world = await worldIn('completed');
    const branch = `${PHASE}-1`;
    world.git('push', '--quiet', 'origin', branch);
    world.git('switch', '--quiet', 'main');
    world.git('branch', '--quiet', '-D', branch);
    hook(world, 'pre-push', 'exit 1');
    assert.equal((await world.engine.status()).next?.title, 'Create a Pull Request for Phase 1');
    assert.deepEqual((await world.engine.foreseePullRequest({ phase: 1 })).files, []);
    const { kind } = await world.engine.createPullRequest({ phase: 1 });
    assert.equal(kind, 'pushed');
    assert.equal((await world.engine.status()).next?.title, 'Waiting for the Merge of Phase 1');
  });

  it('is refused when there is nothing to push or nowhere to push to', async () => {
    const world = await worldIn('completed');
    await refused(world, 'PHASE_NOT_STARTED', () => world.engine.createPullRequest({ phase: 2 }));
    await refused(world, 'UNKNOWN_PHASE', () => world.engine.createPullRequest({ phase: 9 }));
    land(world, 1);
    const merged = () => world.engine.createPullRequest({ phase: 1 });
    await refused(world, 'PHASE_COMPLETED', merged, /is merged into origin\/main already/);
    world.git('branch', '--quiet', '--delete', `${PHASE}-1`);
    const again = () => world.engine.createPullRequest({ phase: 1 });
    await refused(world, 'PHASE_COMPLETED', again, /it is completed, so the branch may be merged and deleted/i);
    const alone = await plannedWorld({ remote: false });
    await alone.engine.executePhase();
    await refused(alone, 'GIT_FAILED', () => alone.engine.createPullRequest(), /no remote to push to/);
  });

  it('tells of uncommitted work where the branch is worked on, a worktree included', async () => {
    for (const isolation of ['branch', 'worktree'] as const) {
      const world = await worldIn('planned');
      world.settings.isolation = isolation;
      const { worktree } = await world.engine.executePhase();
      const at = worktree === undefined ? '' : `${worktree}/`;
      world.write(`${at}bill.js`, 'x\n');
      assert.deepEqual((await world.engine.foreseePullRequest()).uncommitted, ['bill.js'], isolation);
      if (isolation === 'worktree') continue;
      world.git('switch', '--quiet', 'main');
      assert.deepEqual((await world.engine.foreseePullRequest({ phase: 1 })).uncommitted, [], 'another branch');
    }
  });

  it('judges the remote before anything is done', async () => {
    const world = await worldIn('completed');
    const [name, before] = [`${PHASE}-1`, world.snapshot()];
    const foreseen = await world.engine.foreseePullRequest();
    assert.deepEqual(foreseen.remote, { name: 'origin', page: false, existing: null, client: false, drafts: false });
    assert.deepEqual([foreseen.branch, foreseen.base], [name, 'main']);
    assert.deepEqual(foreseen.uncommitted, []);
    assert.equal(world.git('ls-remote', 'origin', `refs/heads/${name}`), '');
    world.git('remote', 'set-url', '--push', 'origin', world.bare);
    world.git('config', 'remote.origin.url', 'https://github.com/o/r.git');
    assert.deepEqual((await world.engine.foreseePullRequest()).remote, {
      name: 'origin',
      page: true,
      existing: null,
      client: false,
      drafts: false,
    });
    world.git('config', 'remote.origin.url', world.bare);
    world.git('config', '--unset', 'remote.origin.pushurl');
    assert.deepEqual(world.snapshot(), before);
    // What somebody else has pushed there meanwhile would be lost.
    const other = world.clone('other');
    other.git('switch', '--quiet', '--create', name);
    other.git('commit', '--quiet', '--allow-empty', '--message=theirs');
    other.git('push', '--quiet', 'origin', name);
    await refused(world, 'GIT_FAILED', () => world.engine.foreseePullRequest(), /could not be pushed to origin/);
    renameSync(world.bare, `${world.bare}.away`);
    await refused(world, 'GIT_FAILED', () => world.engine.foreseePullRequest(), /could not be pushed to origin/);
    world.git('config', '--unset', 'remote.origin.url');
    await refused(world, 'GIT_FAILED', () => world.engine.foreseePullRequest(), /./);
  });

  it('tells how to merge where there is no remote', async () => {
    const alone = await plannedWorld({ remote: false });
    await alone.engine.executePhase();
    const { remote, merge } = await alone.engine.foreseePullRequest();
    assert.deepEqual([remote, merge], [null, `git switch main && git merge ${PHASE}-1`]);
    assert.equal(mergeCommand('main', "a/it's;$(x)"), "git switch main && git merge 'a/it'\\''s;$(x)'");
    assert.equal(mergeCommand('главная', 'para/café-1.2'), 'git switch главная && git merge para/café-1.2');
  });

  it('tells which files of the method would be missing', async () => {
    for (const plan of [undefined, { task: 'simple' }]) {
      const world = await plannedWorld({}, plan);
      await world.engine.executePhase({ todos: ['One'] });
      const branch = world.git('branch', '--show-current');
      const missing = async () => {
        const { branch, files } = await world.engine.foreseePullRequest();
        return { branch, files };
      };
      assert.deepEqual(await missing(), { branch, files: [] });
      world.write('notes.txt', 'Not ours\n');
      const { summary } = await world.engine.summarizePhase({ open: 'carry' });
      const { files } = await missing();
      assert.deepEqual([files[0], files.at(-1), files.length], ['context/context.md', summary, 3]);
      await world.engine.commitContext();
      const what = plan ? 'Simple' : 'phase 1 (Database Schema & Migrations)';
      assert.equal(world.git('log', '-1', '--format=%s'), `docs: Summarize ${what}`);
      assert.deepEqual(await missing(), { branch, files: [] });
      world.write(summary, '# Changed\n');
      assert.deepEqual((await missing()).files, [summary]);
      world.git('switch', '--quiet', '--create', 'aside');
      assert.deepEqual((await missing()).files, []);
    }
  });

  it('tells what the remote or a hook said, without passwords', async () => {
    const world = await worldIn('completed');
    hook(world, 'pre-push', 'echo "see https://ada:secret@example.com/x" >&2; exit 1');
    const { message } = await refused(world, 'GIT_FAILED', () => world.engine.createPullRequest());
    assert.doesNotMatch(message, /secret/);
    renameSync(world.bare, `${world.bare}.away`);
    await refused(world, 'GIT_FAILED', () => world.engine.createPullRequest());
  });

  it('is not begun where the remote has no base branch to merge it into', async () => {
    const world = await worldIn('completed');
    runGit(world.bare, 'update-ref', '-d', 'refs/heads/main');
    world.git('fetch', '--quiet', '--prune');
    const refs = runGit(world.bare, 'for-each-ref');
    for (const act of [() => world.engine.foreseePullRequest(), () => world.engine.createPullRequest()])
      await refused(world, 'GIT_FAILED', act, /origin has no branch main .* \(git push --set-upstream origin main\)/);
    assert.equal(runGit(world.bare, 'for-each-ref'), refs);
  });

  it('is not made of a branch that the remote has no more, though it was fetched once', async () => {
    const world = await worldIn('completed');
    world.git('push', '--quiet', 'origin', 'HEAD');
    world.git('switch', '--quiet', 'main');
    world.git('branch', '--quiet', '-D', `${PHASE}-1`);
    await world.engine.foreseePullRequest({ phase: 1 });
    runGit(world.bare, 'update-ref', '-d', `refs/heads/${PHASE}-1`);
    const gone = /origin has no branch .*-1 any more\. It may be merged/;
    await refused(world, 'GIT_FAILED', () => world.engine.foreseePullRequest({ phase: 1 }), gone);
    await refused(world, 'GIT_FAILED', () => world.engine.createPullRequest({ phase: 1 }), gone);
  });
});
