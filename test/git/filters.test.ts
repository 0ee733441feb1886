import assert from 'node:assert/strict';
import { createRunner } from '../../src/adapters/runner/runner';
import { failed, same } from '../support/hostile';
import { plannedWorld, quiet, worldAt, type TestWorld } from '../support/world';
import { die, runAndDie } from '../support/dying';

/** A filter as that of Git LFS, which can be offline. */
function filtered(world: TestWorld, smudge: string): void {
  world.write('.git/info/attributes', '*.bin filter=l\n');
  world.git('config', 'filter.l.clean', 'cat');
  world.git('config', 'filter.l.smudge', smudge);
  world.git('config', 'filter.l.required', 'true');
}

const OFFLINE = 'exit 1';

async function worldWith(files: Record<string, string> = {}): Promise<TestWorld> {
  return plannedWorld({ files: { 'a.bin': 'asset v1\n', 'b.txt': 'b\n', ...files } });
}

/** Dies where git has failed to stash. */
export async function stashAndDie(root: string, folder: string, bare: string): Promise<void> {
  const world = worldAt(root, folder, bare);
  const warn = (message: string): void => void (message.includes('stash push') && die());
  world.ports.runner = createRunner(folder, { binary: 'git', log: { ...quiet, warn } });
  await world.engine.executePhase({ dirty: 'stash' });
}

describe('A filter that fails', () => {
  it('leaves everything as it was when changes are stashed', async () => {
    const world = await worldWith();
    filtered(world, OFFLINE);
    world.write('a.bin', 'asset, mine\n');
    world.write('b.txt', 'mine\n');
    const before = world.snapshot();
    const start = () => world.engine.executePhase({ dirty: 'stash' });
    await failed('GIT_FAILED', start, /smudge filter l failed.*Everything is as it was before/s);
    same(world.snapshot(), before);
    assert.equal(world.git('stash', 'list'), '');
    world.git('config', 'filter.l.smudge', 'cat');
    await start();
    assert.equal(world.read('a.bin'), 'asset v1\n');
  });

  it('leaves everything as it was when the branch is switched', async () => {
    const world = await worldWith();
    world.git('switch', '--quiet', '--create', 'work');
    world.write('a.bin', 'asset v2\n');
    world.write('b.txt', 'v2\n');
    world.git('commit', '--quiet', '--all', '--message=x');
    // It is online for what is here, as Git LFS is.
    filtered(world, 'f=$(cat); case $f in *v1*) exit 1;; *) echo "$f";; esac');
    const before = world.snapshot();
    const start = () => world.engine.executePhase({ dirty: 'carry' });
    await failed('GIT_FAILED', start, /smudge filter l failed.*Everything is as it was before/s);
    same(world.snapshot(), before);
  });

  it('leaves all to be restored when the window is closed', async () => {
    const world = await worldWith();
    filtered(world, OFFLINE);
    world.write('a.bin', 'asset, mine\n');
    world.write('b.txt', 'mine\n');
    const before = world.snapshot();
    await runAndDie(__filename, 'stashAndDie', world.root, world.folder, world.bare);
    assert.equal(world.read('a.bin'), '');
    const { engine } = worldAt(world.root, world.folder, world.bare);
    assert.deepEqual(await engine.restoreInterrupted(), { left: [] });
    same(world.snapshot(), before);
  });
});
