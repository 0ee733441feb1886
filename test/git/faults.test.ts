import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  CONTEXT,
  PHASE,
  PLAN,
  branch,
  commitFile,
  failed,
  hook,
  pushedByAnother,
  refused,
  same,
  unhook,
  worldIn,
} from '../support/hostile';
import { authentication, makeWorld, type TestWorld } from '../support/world';

/** The ways a start can meet a dirty tree; each makes a mess first. */
const MODES = ['plain', 'carry', 'stash'] as const;

async function messyWorld(mode: (typeof MODES)[number]): Promise<TestWorld> {
  const world = await worldIn('planned');
  world.write(`${PLAN}-phase-1.md`, `${world.read(`${PLAN}-phase-1.md`)}\nStaged.\n`);
  world.git('add', 'context');
  world.write(`${PLAN}-phase-2.md`, `${world.read(`${PLAN}-phase-2.md`)}\nMore.\n`);
  world.write('context/plans/2025-01-01-new.md', 'New.\n');
  if (mode !== 'plain') {
    world.write('README.md', '# Changed\n');
    world.write('staged.txt', 'staged\n');
    world.write('intended.txt', '');
    world.git('add', 'staged.txt');
    world.write('staged.txt', 'staged, and more\n');
    world.write('dir/untracked.txt', 'untracked\n');
  }
  pushedByAnother(world, { 'src/new.txt': 'new\n', 'other/file.txt': 'x\n' });
  return world;
}

const start = (world: TestWorld, mode: (typeof MODES)[number]) => () =>
  world.engine.executePhase(mode === 'plain' ? {} : { dirty: mode });

describe('faults: a start that fails leaves everything as it was', () => {
  for (const mode of MODES) {
    it(`${mode}: a pre-commit hook that rejects`, async () => {
      const world = await messyWorld(mode);
      hook(world, 'pre-commit', 'echo "no commits today" >&2; exit 1');
      await refused(world, 'COMMIT_FAILED', start(world, mode), /no commits today/);
      unhook(world, 'pre-commit');
      await start(world, mode)();
      assert.equal(branch(world), `${PHASE}-1`);
    });

    it(`${mode}: a commit-msg hook that rejects`, async () => {
      const world = await messyWorld(mode);
      hook(world, 'commit-msg', 'echo "a ticket number is missing"; exit 1');
      await refused(world, 'COMMIT_FAILED', start(world, mode), /a ticket number is missing/);
    });

    it(`${mode}: a post-checkout hook that fails`, async () => {
      const world = await messyWorld(mode);
      hook(world, 'post-checkout', 'exit 1');
      await refused(world, 'GIT_FAILED', start(world, mode), /switch/);
    });

    if (mode === 'stash')
      it(`${mode}: a held index lock`, async () => {
        const world = await messyWorld(mode);
        const lock = path.join(world.folder, '.git', 'index.lock');
        writeFileSync(lock, '');
        await refused(world, 'GIT_BUSY', start(world, mode), /index\.lock/);
        rmSync(lock);
        await start(world, mode)();
      });

    if (mode === 'carry')
      it(`${mode}: a HEAD that is locked`, async () => {
        const world = await messyWorld(mode);
        const lock = path.join(world.folder, '.git', 'HEAD.lock');
        writeFileSync(lock, '');
        await refused(world, 'GIT_BUSY', start(world, mode), /HEAD\.lock/);
        rmSync(lock);
        await start(world, mode)();
      });

    it(`${mode}: a context file that somebody else writes on the way`, async () => {
      const world = await messyWorld(mode);
      const theirs = `${world.read(CONTEXT)}\nTheirs.\n`;
      const { runner } = world.ports;
      world.ports.runner = {
        ...runner,
        run: (plan) => {
          world.write(CONTEXT, theirs);
          return runner.run(plan);
        },
      };
      const before = world.snapshot();
      await assert.rejects(start(world, mode)(), { code: 'CONTEXT_CHANGED' });
      assert.equal(world.read(CONTEXT), theirs);
      same(world.snapshot(), before, [CONTEXT]);
    });

    it(`${mode}: a context folder that can't be written`, async function () {
      const world = await messyWorld(mode);
      await onFullDisk(this, world, async () => {
        await refused(world, 'WRITE_FAILED', start(world, mode), /disk is full/);
      });
    });
  }

  it('a post-checkout hook that leaves a mess of its own', async () => {
    const world = await worldIn('planned');
    hook(world, 'post-checkout', 'echo hooked > README.md; exit 1');
    const before = world.snapshot();
    await assert.rejects(world.engine.executePhase(), { code: 'GIT_FAILED' });
    // What the hook wrote is not ours to take back.
    same(world.snapshot(), before, ['README.md']);
  });

  for (const dirty of ['carry', 'stash'] as const) {
    it(`${dirty}: a change of the same second and size stays one that git sees`, async () => {
      const world = await worldIn('planned');
      const file = path.join(world.folder, 'README.md');
      world.git('config', 'core.trustctime', 'false');
      const { mtime } = statSync(file);
      writeFileSync(file, '# PROJECT\n');
      for (const each of [file, path.join(world.folder, '.git', 'index')]) utimesSync(each, mtime, mtime);
      // Without locks: a status that writes the index would make it plain to see.
      const seen = () => world.git('--no-optional-locks', 'status', '--porcelain');
      assert.equal(seen(), ' M README.md');
      hook(world, 'pre-commit', 'exit 1');
      await refused(world, 'COMMIT_FAILED', () => world.engine.executePhase({ dirty }));
      assert.equal(seen(), ' M README.md');
    });
  }

  it('a detached HEAD stays where it was', async () => {
    const world = await worldIn('planned');
    world.git('switch', '--quiet', '--detach');
    hook(world, 'pre-commit', 'exit 1');
    await refused(world, 'COMMIT_FAILED', () => world.engine.executePhase());
  });

  it('commits of a detached HEAD that no branch has', async () => {
    const world = await worldIn('planned');
    world.git('switch', '--quiet', '--detach');
    commitFile(world, 'src/mine.txt', 'mine\n', 'feat: On no branch');
    await refused(world, 'GIT_FAILED', () => world.engine.executePhase());
    const { message } = await failed('GIT_FAILED', () => world.engine.executePhase({ dryRun: true }));
    assert.match(
      message,
      /^No branch is checked out, and no branch has this commit: [0-9a-f]{8} feat: On no branch\. /,
    );
    world.git('tag', 'kept');
    await world.engine.executePhase();
    assert.equal(world.git('branch', '--show-current'), `${PHASE}-1`);
  });

  it('a commit without anybody to sign it', async () => {
    const world = await worldIn('planned');
    world.git('config', 'commit.gpgSign', 'true');
    world.git('config', 'gpg.program', '/bin/false');
    await refused(world, 'COMMIT_FAILED', () => world.engine.executePhase());
  });

  it('plans that a diverged base brought are taken away again', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan({ ...authentication, commit: true });
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    hook(world, 'pre-commit', 'exit 1');
    await refused(world, 'COMMIT_FAILED', () => world.engine.executePhase());
  });

  it('an ignored context folder is put back', async () => {
    const world = makeWorld({ files: { '.gitignore': 'context/\n' } });
    await world.engine.init();
    await world.engine.createPlan(authentication);
    hook(world, 'pre-commit', 'exit 1');
    await refused(world, 'COMMIT_FAILED', () => world.engine.executePhase());
  });

  it('a running phase that cannot be switched to', async () => {
    const world = await worldIn('started');
    world.git('switch', '--quiet', 'main');
    world.git('worktree', 'add', '--quiet', path.join(world.root, 'tree'), `${PHASE}-1`);
    await refused(world, 'GIT_FAILED', () => world.engine.executePhase({ existingBranch: 'resume' }));
  });
});

describe('faults: other operations that fail leave everything as it was', () => {
  it('a tick whose commit is rejected is undone', async () => {
    for (const staged of [false, true]) {
      const world = await worldIn('started');
      world.write('README.md', '# Changed\n');
      world.write('new.txt', 'new\n');
      if (staged) world.git('add', 'README.md');
      hook(world, 'pre-commit', 'echo no >&2; exit 1');
      await refused(world, 'COMMIT_FAILED', () => world.engine.setTodo({ index: 0, done: true, commit: 'feat: X' }));
    }
  });

  it('a summary whose commit is rejected is not there', async () => {
    const world = await worldIn('started');
    hook(world, 'commit-msg', 'echo no >&2; exit 1');
    await refused(world, 'COMMIT_FAILED', () => world.engine.summarizePhase({ commit: true, open: 'carry' }));
  });

  it('a plan whose commit is rejected is not there', async () => {
    const world = makeWorld();
    await world.engine.init();
    hook(world, 'pre-commit', 'echo no >&2; exit 1');
    await refused(world, 'COMMIT_FAILED', () => world.engine.createPlan({ ...authentication, commit: true }));
  });

  it('an archive whose commit is rejected is not there', async () => {
    const world = await worldIn('started');
    hook(world, 'pre-commit', 'echo no >&2; exit 1');
    await refused(world, 'COMMIT_FAILED', () => world.engine.archive({ unfinished: 'archive', commit: true }));
  });

  it('a held index lock', async () => {
    const world = await worldIn('started');
    writeFileSync(path.join(world.folder, '.git', 'index.lock'), '');
    const { engine } = world;
    await refused(world, 'GIT_BUSY', () => engine.setTodo({ index: 0, done: true, commit: 'feat: X' }));
    await refused(world, 'GIT_BUSY', () => engine.summarizePhase({ commit: true, open: 'carry' }));
    await engine.setTodo({ index: 0, done: true });
    await engine.summarizePhase({ open: 'carry' });
    assert.equal((await engine.status()).phases[0]?.status, 'completed');
  });

  it('a full disk', async function () {
    const world = await worldIn('started');
    await onFullDisk(this, world, async () => {
      const { engine } = world;
      await refused(world, 'WRITE_FAILED', () => engine.setTodo({ index: 0, done: true }), /disk is full/);
      await refused(world, 'WRITE_FAILED', () => engine.setTodo({ index: 0, done: true, commit: 'feat: X' }));
      await refused(world, 'WRITE_FAILED', () => engine.summarizePhase({ commit: true, open: 'carry' }));
      await refused(world, 'WRITE_FAILED', () => engine.archive({ unfinished: 'archive' }));
      await refused(world, 'WRITE_FAILED', () => engine.setCriterion({ index: 0, done: true }));
    });
  });

  it('a full disk when a plan is made', async function () {
    for (const repository of [true, false]) {
      const world = makeWorld({ repository });
      await world.engine.init();
      await onFullDisk(this, world, async () => {
        await refused(world, 'WRITE_FAILED', () => world.engine.createPlan(authentication));
      });
    }
  });

  it('a folder in the place of a file that is to be written', async () => {
    const world = await worldIn('started');
    rmSync(path.join(world.folder, 'context/summaries'), { recursive: true, force: true });
    world.write('context/summaries', 'a file\n');
    await refused(world, 'WRITE_FAILED', () => world.engine.summarizePhase({ open: 'carry' }));
  });
});

/** Puts the context folder on a disk that is full; skips the test where none can be mounted. */
async function onFullDisk(test: Mocha.Context, world: TestWorld, run: () => Promise<void>): Promise<void> {
  const folder = path.join(world.folder, 'context');
  const copy = path.join(world.root, `context-${Math.random()}`);
  execFileSync('cp', ['-a', folder, copy]);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    test.skip();
  }
  try {
    execFileSync('cp', ['-a', `${copy}/.`, folder]);
    mkdirSync(path.join(folder, 'data'), { recursive: true });
    try {
      execFileSync('dd', ['if=/dev/zero', `of=${path.join(folder, 'data', 'full.bin')}`, 'bs=1k'], { stdio: 'ignore' });
    } catch {
      // Until there is no room left.
    }
    if (world.snapshot().HEAD) world.git('status');
    await run();
  } finally {
    execFileSync('umount', [folder]);
  }
}
