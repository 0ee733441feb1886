import assert from 'node:assert/strict';
import files, {
  chmodSync,
  closeSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import timers from 'node:timers/promises';
import { readWhole } from '../../src/adapters/system/read';
import { mergeConcurrent } from '../../src/core/context/merge/concurrent';
import { setTask } from '../../src/core/markdown/edits';
import { absolute, CONTEXT, failed, hook, PLAN, statuses, unhook, worldIn } from '../support/hostile';
import type { TestWorld } from '../support/world';
import { leftovers, ticked, whileWriting, withNote } from '../support/writers';

/** The last pause before a look on a machine that holds nobody up, in milliseconds. */
const QUICK_LOOK = 40;

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

const noted = (text: string): string => withNote(text, 'theirs');

describe('a write that meets another one', () => {
  const ways: [name: string, write: (world: TestWorld) => void][] = [
    ['a copy renamed over the file', (world) => replace(world, noted)],
    ['the file written where it is', (world) => world.write(CONTEXT, noted(world.read(CONTEXT)))],
    [
      'the file written in two parts',
      (world) => {
        const text = noted(world.read(CONTEXT));
        world.write(CONTEXT, text.slice(0, 300));
        setTimeout(() => world.write(CONTEXT, text), 10);
      },
    ],
    ['the file written in three parts, some time apart', (world) => streamed(world, noted)],
  ];
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

  it('waits for a writer who begins just when it is read, though nobody has written for long', async () => {
    const world = await worldIn('started');
    const file = absolute(world);
    utimesSync(file, 0, 0);
    const write = (text: string) => writeFileSync(file, text);
    let reads = 0;
    const read = (): string => {
      if (reads++ === 0) write('a part');
      else if (reads === 3) write('the whole');
      return readFileSync(file, 'utf8');
    };
    const isWhole = (text: string | null): boolean => text === 'the whole';
    assert.deepEqual(await readWhole(file, read, isWhole), { text: 'the whole', isWriting: false });
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

  it('looks for longer on a machine that holds it up, and others with it', async () => {
    const world = await worldIn('started');
    whileWriting(world, 'context', () => replace(world, noted));
    await world.engine.setTodo({ index: 0, done: true });
    const before = world.read(CONTEXT);
    const open = openSync(absolute(world), 'a');
    const { setTimeout: real } = timers;
    let written = 0;
    const held = async (time?: number): Promise<void> => {
      await real(time);
      // Past the last look there would be on a quick machine.
      if (time === QUICK_LOOK) for (const end = performance.now() + 20; performance.now() < end;);
      else if (time && time > QUICK_LOOK && written === 0) written = writeSync(open, '\nAfter all.\n');
    };
    timers.setTimeout = held as typeof real;
    try {
      await world.engine.setTodo({ index: 1, done: true });
    } finally {
      timers.setTimeout = real;
      closeSync(open);
    }
    const both = before.replace('- [ ] Create refresh', '- [x] Create refresh');
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

  it('finds a copy whose rename has begun when it looks', async () => {
    const world = await worldIn('started');
    const before = world.read(CONTEXT);
    const { renameSync: real } = files;
    // The system lets ours take its turn when theirs is over.
    files.renameSync = (from, to) => {
      if (from === to) {
        files.renameSync = real;
        replace(world, noted);
      }
      real(from, to);
    };
    await world.engine.setTodo({ index: 0, done: true });
    assert.equal(world.read(CONTEXT), noted(ticked(before)));
    assert.deepEqual(leftovers(world), []);
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

describe('two versions of a context file that are moments apart', () => {
  it('keep a tick that was taken back, and what theirs changed', async () => {
    const world = await worldIn('started');
    const base = ticked(world.read(CONTEXT));
    const ours = base.replace('[x]', '[ ]');
    const theirs = noted(base).replace('- [ ] Create refresh', '- [x] Create refresh');
    assert.equal(
      mergeConcurrent(CONTEXT, theirs, ours, base),
      theirs.replace('- [x] Create users', '- [ ] Create users'),
    );
    assert.equal(mergeConcurrent(CONTEXT, noted(base), ours, base), noted(ours));
    assert.equal(mergeConcurrent(CONTEXT, noted(ours), ours, base), noted(ours));
    // Theirs stands around ours.
    const around = noted(base).replace('Executing:', 'Executing now:');
    assert.equal(mergeConcurrent(CONTEXT, around, ours, base), around.replace('[x]', '[ ]'));
    assert.equal(mergeConcurrent(CONTEXT, around, base, ours), around);
    assert.equal(mergeConcurrent('context/plans/a.md', theirs, ours, base), null);
    assert.equal(
      mergeConcurrent(CONTEXT, theirs.replace('"active_context"', 'active'), `${ours}\n\nMore.\n\nand more\n`, base),
      null,
    );
    const line = base.split('\n').findIndex((each) => each.startsWith('- [x] Create users'));
    assert.equal(
      mergeConcurrent(
        CONTEXT,
        base.replace('[x] Create users', '[~] Create users'),
        setTask(base, line, false),
        base,
      )?.includes('- [~] Create users'),
      true,
    );
  });

  it('are not put together where another plan was begun meanwhile', async () => {
    const world = await worldIn('started');
    const base = world.read(CONTEXT);
    const other = base.replaceAll('implement-user-authentication', 'other-task');
    assert.equal(mergeConcurrent(CONTEXT, other, ticked(base), base), null);
    assert.equal(mergeConcurrent(CONTEXT, ticked(base), other, base)?.includes('other-task'), true);
    const typed = base.replace('- [ ] Create users', '- [ ] Mine\n- [ ] Create users');
    assert.equal(mergeConcurrent(CONTEXT, other, typed, base), null);
  });
});
