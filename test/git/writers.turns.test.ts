import assert from 'node:assert/strict';
import { spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { isMomentary, momentaryName } from '../../src/adapters/writing/names';
import { meetingPlace } from '../../src/adapters/writing/meetingPlace';
import { inTurn } from '../../src/adapters/writing/turn';
import { absolute, changes, commitAt, CONTEXT, failed, worldIn } from '../support/hostile';
import { makeWorld } from '../support/world';
import { engineIn, inProcess, leftovers, manyTodos, outputOf, ticked } from '../support/writers';

/** Keeps its turn until it is killed. */
export async function keepTurn(folder: string): Promise<void> {
  await inTurn(meetingPlace(path.join(folder, CONTEXT)).locks, async () => {
    writeSync(1, 'mine\n');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  });
}

/** Ticks one to-do after the other, and says which. */
export async function tickAll(folder: string, from: string, count: string): Promise<void> {
  const engine = engineIn({ folder });
  for (let index = Number(from); index < Number(from) + Number(count); index++) {
    await engine.setTodo({ index, done: true });
    writeSync(1, `${index}\n`);
  }
}

export async function manyNames(): Promise<void> {
  writeSync(1, Array.from({ length: 500 }, () => momentaryName('new')).join('\n'));
}

async function turnKeptBy(folder: string): Promise<ChildProcess> {
  const child = inProcess(__filename, 'keepTurn', folder);
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('turns of those who write', function () {
  this.timeout(90_000);

  it('are taken over from a process that was killed, by one after the other', async () => {
    const world = await manyTodos();
    await kill(await turnKeptBy(world.folder));
    assert.deepEqual(leftovers(world), ['phased-plans.lock']);
    const ticks = [0, 10, 20, 30].map((from) =>
      outputOf(inProcess(__filename, 'tickAll', world.folder, String(from), '10')),
    );
    for (const out of await Promise.all(ticks)) assert.equal(out.trim().split('\n').length, 10);
    assert.equal(world.read(CONTEXT).match(/- \[x\]/g)?.length, 40);
    assert.deepEqual(leftovers(world), []);
  });

  it('end in a refusal where somebody keeps theirs', async () => {
    const world = await worldIn('started');
    const before = world.read(CONTEXT);
    const child = await turnKeptBy(world.folder);
    const tick = () => world.engine.setTodo({ index: 0, done: true });
    await failed(
      'GIT_BUSY',
      tick,
      new RegExp(`process ${child.pid}.*Wait until it does, or end it, then try again`, 's'),
    );
    assert.equal(world.read(CONTEXT), before);
    await kill(child);
    await tick();
    assert.equal(world.read(CONTEXT), ticked(before));
  });

  it('are taken in the temporary folder where there is no repository', async () => {
    const world = makeWorld({ repository: false });
    await world.engine.init();
    const lock = meetingPlace(absolute(world)).locks[0] ?? '';
    const child = await turnKeptBy(world.folder);
    assert.ok(statSync(lock).isFile());
    await kill(child);
    await world.engine.createPlan({ task: 'login', title: 'Login' });
    assert.throws(() => statSync(lock), { code: 'ENOENT' });
  });

  it('remove what somebody waited with who is no more, and leave it to who still waits', async () => {
    const world = await manyTodos();
    const since = new Date().toISOString();
    const wait = (name: string, process: number): void =>
      world.write(`.git/${name}`, JSON.stringify({ process, host: hostname(), mark: null, id: 'somebody', since }));
    const [left, waiting] = [`.phased-plans-${'1'.repeat(16)}.draft`, `.phased-plans-${'2'.repeat(16)}.draft`];
    const over = spawnSync(process.execPath, ['--version']);
    wait(left, over.pid);
    wait(waiting, process.ppid);
    await world.engine.setTodo({ index: 0, done: true });
    assert.deepEqual(leftovers(world), [waiting]);
  });

  it('leave nothing half done when one is killed in its own', async () => {
    const world = await manyTodos();
    for (const [turn, from] of [0, 40, 80].entries()) {
      const child = inProcess(__filename, 'tickAll', world.folder, String(from), '40');
      const said = outputOf(child);
      setTimeout(() => child.kill('SIGKILL'), 700 + 37 * turn);
      const done = (await said).split('\n').filter((line) => line !== '');
      const { todos } = await world.engine.status();
      for (const index of done) assert.ok(todos[Number(index)]?.done);
      await world.engine.setTodo({ index: 199 - turn, done: true });
      assert.deepEqual(leftovers(world), []);
      assert.deepEqual(changes(world), [` M ${CONTEXT}`]);
    }
  });

  it('never use a name twice', async () => {
    const lists = await Promise.all([1, 2].map(() => outputOf(inProcess(__filename, 'manyNames'))));
    const names = lists.flatMap((list) => list.split('\n'));
    assert.equal(new Set(names).size, 1000);
    assert.ok(names.every(isMomentary));
  });
});

describe('what a killed writer left', () => {
  const LEFT = `.phased-plans-${'0'.repeat(16)}`;

  it('is never committed, and goes with the next write', async () => {
    const world = await worldIn('started');
    const left = [`context/${LEFT}.new`, `context/plans/${LEFT}.new`, `src/${LEFT}.old`];
    for (const file of left) world.write(file, 'left\n');
    world.write(`.git/${LEFT}.old`, 'left\n');
    world.write('src/a.txt', 'a\n');
    assert.deepEqual(
      (await world.ports.git.status()).map((each) => each.path),
      ['src/a.txt'],
    );
    await world.engine.setTodo({ index: 0, done: true, commit: 'feat: A' });
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, 'A src/a.txt']);
    assert.deepEqual(leftovers(world), [`${LEFT}.new`], 'in a folder in which nothing was written');
    await world.engine.setCriterion({ index: 0, done: true });
    assert.deepEqual(leftovers(world), []);
  });
});
