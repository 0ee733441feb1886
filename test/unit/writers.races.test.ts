import assert from 'node:assert/strict';
import { spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  lstatSync,
  openSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { isMomentary, momentaryName } from '../../src/adapters/writing/names';
import { meetingPlace } from '../../src/adapters/writing/place';
import { inTurn } from '../../src/adapters/writing/turn';
import { mergeRaced } from '../../src/core/context/race';
import { setTask } from '../../src/core/markdown/edits';
import { changes, commitAt, CONTEXT, failed, hook, PLAN, statuses, unhook, worldIn } from '../support/hostile';
import { makeWorld, type TestWorld } from '../support/world';
import { engineIn, inProcess, leftovers, manyTodos, outputOf, whileWriting, withNote } from '../support/writers';

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

const absolute = (world: TestWorld, file = CONTEXT): string => path.join(world.folder, file);

/** As an agent does it that writes a copy first. */
function replace(world: TestWorld, change: (text: string) => string, file = CONTEXT): void {
  writeFileSync(`${absolute(world, file)}.copy`, change(world.read(file)));
  renameSync(`${absolute(world, file)}.copy`, absolute(world, file));
}

/** As a program does it whose output goes into the file: it holds it open, and has parts of it at times. */
function streamed(world: TestWorld, change: (text: string) => string, file = CONTEXT): void {
  const text = change(world.read(file));
  const open = openSync(absolute(world, file), 'w');
  const third = Math.ceil(text.length / 3);
  writeSync(open, text.slice(0, third));
  setTimeout(() => writeSync(open, text.slice(third, 2 * third)), 80);
  setTimeout(() => {
    writeSync(open, text.slice(2 * third));
    closeSync(open);
  }, 160);
}

const ticked = (text: string): string => text.replace('- [ ] Create users', '- [x] Create users');
const noted = (text: string): string => withNote(text, 'theirs');

describe('a write that meets another one', () => {
  const ways: [name: string, write: (world: TestWorld) => void][] = [
    ['a copy renamed over the file', (world) => replace(world, noted)],
    ['the file written where it is', (world) => world.write(CONTEXT, noted(world.read(CONTEXT)))],
    ['the file written in two parts', (world) => {
      const text = noted(world.read(CONTEXT));
      world.write(CONTEXT, text.slice(0, 300));
      setTimeout(() => world.write(CONTEXT, text), 10);
    }],
    ['the file written in three parts, some time apart', (world) => streamed(world, noted)],
  ]; // prettier-ignore
  for (const [name, write] of ways) {
    for (const done of [true, false]) {
      it(`${name}: ${done ? 'a tick' : 'a tick taken back'} and a note are both there`, async () => {
        const world = await worldIn('started');
        if (!done) await world.engine.setTodo({ index: 0, done: true });
        const before = world.read(CONTEXT);
        whileWriting(world, 'context', () => write(world));
        await world.engine.setTodo({ index: 0, done });
        assert.equal(world.read(CONTEXT), noted(done ? ticked(before) : before.replace('[x]', '[ ]')));
        assert.deepEqual(leftovers(world), []);
      });
    }
  }

  it('starts from the whole of a file that is being written, a tick and a criterion alike', async () => {
    const world = await worldIn('started');
    const plan = `${PLAN}-phase-1.md`;
    const [before, planBefore] = [world.read(CONTEXT), world.read(plan)];
    streamed(world, noted);
    await world.engine.setTodo({ index: 0, done: true });
    assert.equal(world.read(CONTEXT), noted(ticked(before)));
    const long = (text: string): string => `${text}\n## Notes\n\n${'Theirs, and long.\n'.repeat(200)}`;
    streamed(world, long, plan);
    await world.engine.setCriterion({ phase: 1, index: 0, done: true });
    assert.equal(world.read(plan), long(planBefore).replace('- [ ] Migrations', '- [x] Migrations'));
    assert.deepEqual(leftovers(world), []);
  });

  it('is refused where the file is never written to its end, and leaves what there is of it', async () => {
    const world = await worldIn('started');
    const part = world.read(CONTEXT).slice(0, -40);
    whileWriting(world, 'context', () => world.write(CONTEXT, part));
    await failed('CONTEXT_INVALID', () => world.engine.setTodo({ index: 0, done: true }));
    assert.equal(world.read(CONTEXT), part);
    assert.deepEqual(leftovers(world), []);
  });

  it('finds what is written into the old file after the new one has taken its place', async () => {
    const world = await worldIn('started');
    const before = world.read(CONTEXT);
    // An agent that was met before is looked for.
    whileWriting(world, 'context', () => replace(world, noted));
    await world.engine.setTodo({ index: 0, done: true });
    const open = openSync(absolute(world), 'a');
    const { ino } = statSync(absolute(world));
    const append = (): void => {
      if (statSync(absolute(world)).ino === ino) setImmediate(append);
      else setTimeout(() => writeSync(open, '\nAfter all.\n'), 5);
    };
    append();
    await world.engine.setTodo({ index: 1, done: true });
    closeSync(open);
    const both = noted(ticked(before)).replace('- [ ] Create refresh', '- [x] Create refresh');
    assert.equal(world.read(CONTEXT), `${both}\nAfter all.\n`);
  });

  it('finds a copy of before that is put over the new file', async () => {
    const world = await worldIn('started');
    whileWriting(world, 'context', () => replace(world, noted));
    await world.engine.setTodo({ index: 0, done: true });
    const before = world.read(CONTEXT);
    const { ino } = statSync(absolute(world));
    const put = (): void => {
      if (statSync(absolute(world)).ino === ino) setImmediate(put);
      else setTimeout(() => replace(world, () => withNote(before, 'late')), 5);
    };
    put();
    await world.engine.setTodo({ index: 1, done: true });
    assert.equal(world.read(CONTEXT), withNote(before, 'late').replace('- [ ] Create refresh', '- [x] Create refresh'));
  });

  it('lets theirs stand in another file, and is done again on it', async () => {
    const world = await worldIn('planned');
    const plan = `${PLAN}-phase-1.md`;
    const before = world.read(plan);
    whileWriting(world, 'context/plans', () => replace(world, (text) => `${text}\nTheirs.\n`, plan));
    await world.engine.setCriterion({ phase: 1, index: 0, done: true });
    assert.equal(world.read(plan), `${before.replace('- [ ] Migrations', '- [x] Migrations')}\nTheirs.\n`);
    whileWriting(world, 'context/plans', () => replace(world, (text) => `${text}More.\n`, `${PLAN}.md`));
    const master = world.read(`${PLAN}.md`);
    await failed('CONTEXT_CHANGED', () => world.engine.approvePlan());
    assert.equal(world.read(`${PLAN}.md`), `${master}More.\n`);
    assert.deepEqual(leftovers(world), []);
  });

  it('keeps theirs when what it belongs to is taken back', async () => {
    const world = await worldIn('planned');
    const before = world.read(CONTEXT);
    hook(world, 'pre-commit', 'exit 1');
    whileWriting(world, 'context', () => replace(world, (text) => `${text}\nTheirs.\n`));
    await failed('COMMIT_FAILED', () => world.engine.executePhase());
    assert.equal(world.read(CONTEXT), `${before}\nTheirs.\n`);
    unhook(world, 'pre-commit');
    whileWriting(world, 'context', () => replace(world, (text) => `${text}More.\n`));
    await world.engine.executePhase();
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
    assert.match(world.read(CONTEXT), /\nTheirs\.\nMore\.\n$/);
    await world.engine.undoLast();
    assert.equal(world.read(CONTEXT), `${before}\nTheirs.\nMore.\n`);
  });

  it('keeps the mode of a file, and a link', async () => {
    const world = await worldIn('started');
    renameSync(absolute(world), absolute(world, 'elsewhere.md'));
    symlinkSync('../elsewhere.md', absolute(world));
    chmodSync(absolute(world, 'elsewhere.md'), 0o640);
    await world.engine.setTodo({ index: 0, done: true });
    assert.ok(lstatSync(absolute(world)).isSymbolicLink());
    assert.equal(statSync(absolute(world)).mode & 0o777, 0o640);
    assert.match(world.read('elsewhere.md'), /- \[x\] Create users/);
  });
});

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
    assert.deepEqual((await world.ports.git.status()).map((each) => each.path), ['src/a.txt']); // prettier-ignore
    await world.engine.setTodo({ index: 0, done: true, commit: 'feat: A' });
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, 'A src/a.txt']);
    assert.deepEqual(leftovers(world), [`${LEFT}.new`], 'in a folder in which nothing was written');
    await world.engine.setCriterion({ index: 0, done: true });
    assert.deepEqual(leftovers(world), []);
  });
});

describe('two versions of a context file that are moments apart', () => {
  it('keep a tick that was taken back, and what theirs changed', async () => {
    const world = await worldIn('started');
    const base = ticked(world.read(CONTEXT));
    const ours = base.replace('[x]', '[ ]');
    const theirs = noted(base).replace('- [ ] Create refresh', '- [x] Create refresh');
    assert.equal(mergeRaced(CONTEXT, theirs, ours, base), theirs.replace('- [x] Create users', '- [ ] Create users'));
    assert.equal(mergeRaced(CONTEXT, noted(base), ours, base), noted(ours));
    assert.equal(mergeRaced(CONTEXT, noted(ours), ours, base), noted(ours));
    // Theirs stands around ours.
    const around = noted(base).replace('Executing:', 'Executing now:');
    assert.equal(mergeRaced(CONTEXT, around, ours, base), around.replace('[x]', '[ ]'));
    assert.equal(mergeRaced(CONTEXT, around, base, ours), around);
    assert.equal(mergeRaced('context/plans/a.md', theirs, ours, base), null);
    assert.equal(mergeRaced(CONTEXT, theirs.replace('"active_context"', 'active'), `${ours}\n\nMore.\n\nand more\n`, base), null); // prettier-ignore
    const line = base.split('\n').findIndex((each) => each.startsWith('- [x] Create users'));
    assert.equal(mergeRaced(CONTEXT, base.replace('[x] Create users', '[~] Create users'), setTask(base, line, false), base)?.includes('- [~] Create users'), true); // prettier-ignore
  });
});
