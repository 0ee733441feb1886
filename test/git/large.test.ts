import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { LARGEST_FILE } from '../../src/core/limits';
import { CONTEXT, PHASE, commitFile, refused, tip, worldIn } from '../support/hostile';

/** How many bytes the most talkative of all processes made since has said. */
function measured(): () => number {
  const sizes: number[] = [];
  const count = (message: unknown): void => {
    const { process: child } = message as { process: ChildProcess };
    const index = sizes.push(0) - 1;
    // Told of before it has anything to listen to.
    child.once('spawn', () =>
      child.stdout?.on('data', (chunk: Buffer) => (sizes[index] = (sizes[index] ?? 0) + chunk.length)),
    );
  };
  subscribe('child_process', count);
  counting.push(() => unsubscribe('child_process', count));
  return () => {
    const most = Math.max(...sizes);
    assert.ok(most > 0, 'nothing was heard of any process');
    return most;
  };
}

const counting: (() => boolean)[] = [];
afterEach(() => counting.splice(0).forEach((end) => end()));

/** A context file of 20 MB. */
const large = (text: string): string => `${text}\n${'A line of the notes.\n'.repeat(1_000_000)}`;

describe('a context file of 20 MB in a commit', () => {
  it('on another branch is not loaded, and takes nothing else away', async () => {
    const world = await worldIn('started');
    commitFile(world, CONTEXT, large(world.read(CONTEXT)));
    world.git('switch', '--quiet', 'main');
    const most = measured();
    const { state, phases, problems } = await world.engine.status();
    assert.equal(state, 'planned');
    assert.equal(phases[0]?.branch, `${PHASE}-1`);
    assert.deepEqual(problems, []);
    assert.ok(most() < 100_000, `${most()} bytes`);
    await refused(world, 'BRANCH_EXISTS', () => world.engine.executePhase());
    const resume = () => world.engine.executePhase({ existingBranch: 'resume' });
    await refused(world, 'CONTEXT_INVALID', resume, /context\.md.*phase-1.*5 MB/);
    assert.ok(most() < 100_000, `${most()} bytes`);
  });

  it('on the remote’s base keeps a phase from being started there', async () => {
    const world = await worldIn('planned');
    const other = world.clone('other');
    commitFile(other, CONTEXT, large(other.read(CONTEXT)));
    other.git('push', '--quiet');
    const most = measured();
    await refused(world, 'CONTEXT_INVALID', () => world.engine.executePhase(), /context\.md.*5 MB/);
    assert.ok(most() < 100_000, `${most()} bytes`);
  });

  it('is told from texts of every other kind in one go', async () => {
    const world = await worldIn('planned');
    const commits = [tip(world, 'HEAD~'), tip(world, 'HEAD')];
    const texts = ['', 'no end of line', 'x missing\nblob\n', 'a'.repeat(LARGEST_FILE), 'a'.repeat(LARGEST_FILE + 1)];
    for (const text of [...texts, texts[1] ?? '']) {
      commitFile(world, 'one.txt', text, `feat: ${text.length}`);
      commits.push(tip(world, 'HEAD'));
    }
    world.git('rm', '--quiet', 'one.txt');
    world.write('one.txt/below.txt', 'x\n');
    world.git('add', 'one.txt');
    world.git('commit', '--quiet', '--message=feat: A folder');
    const read = await world.ports.git.readAt([...commits, tip(world, 'HEAD')], 'one.txt');
    assert.deepEqual(read, [null, null, ...texts.slice(0, 4), null, texts[1], null]);
    assert.deepEqual(
      await world.ports.git.readAt(commits, 'one.txt\nREADME.md'),
      commits.map(() => null),
    );
  });
});
