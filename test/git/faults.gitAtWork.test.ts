import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { failed, firstCommit, commitAt, hook, same, worldIn, type Stage } from '../support/hostile';
import { worldAt, type TestWorld } from '../support/world';
import { inProcess } from '../support/writers';

const operations: Record<string, { stage: Stage; run: (world: TestWorld) => Promise<unknown> }> = {
  start: { stage: 'planned', run: ({ engine }) => engine.executePhase() },
  tick: { stage: 'started', run: ({ engine }) => engine.setTodo({ index: 0, done: true, commit: 'feat: X' }) },
  summarize: { stage: 'started', run: ({ engine }) => engine.summarizePhase({ commit: true, open: 'carry' }) },
};

/** Runs in a process of its own. */
export async function operate(folder: string, name: string): Promise<void> {
  const root = path.dirname(folder);
  await operations[name]?.run(worldAt(root, folder, path.join(root, 'remote.git')));
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** An operation whose process was killed while git, which it had called, waits for a hook; and what lets that end. */
async function killedInHook(name: string) {
  const world = await worldIn(operations[name]?.stage ?? 'planned');
  const before = world.snapshot();
  const [begun, done] = ['in-hook', 'go-on'].map((file) => path.join(world.root, file));
  const waits = `[ -e "${begun}" ] && exit 0; echo $PPID > "${begun}"; until [ -e "${done}" ]; do sleep 0.02; done`;
  hook(world, 'pre-commit', waits);
  const child = inProcess(__filename, 'operate', world.folder, name);
  await until(() => existsSync(begun ?? '') && readFileSync(begun ?? '', 'utf8').endsWith('\n'));
  // A hook may begin before the process that has called git is given the time to note it.
  const git = readFileSync(begun ?? '', 'utf8').trim();
  await until(() => existsSync(path.join(world.folder, '.git', 'phased-plans', `git-${git}.json`)));
  child.kill('SIGKILL');
  await once(child, 'exit');
  const restarted = worldAt(world.root, world.folder, world.bare);
  const goOn = async (): Promise<void> => {
    writeFileSync(done ?? '', '');
    await until(async () => (await restarted.engine.interrupted())?.stuck === null);
  };
  return { world: restarted, before, goOn };
}

describe('killed while git goes on in a hook:', function () {
  before(function () {
    // Windows doesn't tell one process from a later one with the same number.
    if (process.platform === 'win32') this.skip();
  });

  for (const name of Object.keys(operations)) {
    it(`${name}: is neither restored, finished nor discarded before git has ended, and then it is`, async () => {
      const { world, before, goOn } = await killedInHook(name);
      const found = await world.engine.interrupted();
      assert.match(found?.stuck ?? '', /git is still at work for it \(process \d+\).*Wait until that ends/);
      assert.equal(found?.finish, null);
      const half = world.snapshot();
      await failed('GIT_FAILED', () => world.engine.restoreInterrupted(), /git is still at work/);
      await failed('GIT_FAILED', () => world.engine.finishInterrupted(), /git is still at work/);
      await failed(
        'GIT_FAILED',
        () => world.engine.discardInterrupted(),
        /can’t be discarded yet: git is still at work/,
      );
      same(world.snapshot(), half);
      await goOn();
      assert.deepEqual(await world.engine.restoreInterrupted(), { left: [] });
      same(world.snapshot(), before);
    });
  }

  it('a start is finished once git has ended', async () => {
    const { world, goOn } = await killedInHook('start');
    await goOn();
    await world.engine.finishInterrupted();
    assert.equal(commitAt(world).subject, firstCommit(1));
    assert.equal(world.git('status', '--porcelain'), '');
  });
});
