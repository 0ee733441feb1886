import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { createEngine } from '../../src/core/workflow/create';
import { CONTEXT, PLAN, changes, commitAt, failed, refused, tip, worldIn } from '../support/hostile';
import { authentication, makeWorld, type TestWorld } from '../support/world';

describe('setTodo', () => {
  const tick = (world: TestWorld, commit?: string) =>
    world.engine.setTodo({ index: 0, done: true, ...(commit === undefined ? {} : { commit }) });

  /** What it would commit; what git doesn't know yet has a plus. */
  const foreseen = async (world: TestWorld): Promise<string[]> => {
    const { staged, files } = await world.engine.foreseeTodoCommit({ index: 0, done: true, commit: 'x' });
    return [...(staged ? ['staged'] : []), ...files.map(({ path, untracked }) => path + (untracked ? ' +' : ''))];
  };

  it('changes one character', async () => {
    const world = await worldIn('started');
    const before = world.read(CONTEXT);
    assert.deepEqual(await tick(world), {});
    assert.equal(world.read(CONTEXT), before.replace('- [ ] Create users', '- [x] Create users'));
    await world.engine.setTodo({ index: 0, done: false });
    assert.equal(world.read(CONTEXT), before);
  });

  it('gives back what stood in the box when a tick is taken back', async () => {
    const world = await worldIn('started');
    const text = world
      .read(CONTEXT)
      .replace('- [ ] Create users', '- [~] Create users')
      .replace('- [ ] Create ref', '- [X] Create ref');
    world.write(CONTEXT, text);
    const set = (index: number, done: boolean) => world.engine.setTodo({ index, done });
    await set(0, false);
    assert.equal(world.read(CONTEXT), text, 'open already');
    await set(0, true);
    assert.equal(world.read(CONTEXT), text.replace('[~]', '[x]'));
    await set(0, false);
    await set(1, false);
    assert.equal(world.read(CONTEXT), text.replace('[X]', '[ ]'));
    await set(1, true);
    assert.equal(world.read(CONTEXT), text);
    // What somebody else put there in between counts.
    world.write(CONTEXT, text.replace('[~]', '[-]'));
    await set(0, true);
    await set(0, false);
    assert.equal(world.read(CONTEXT), text.replace('[~]', '[-]'));
  });

  it('is made at once on what others have ticked and noted meanwhile', async () => {
    const world = await worldIn('started');
    const { runner } = world.ports;
    let runs = 0;
    const engine = createEngine({
      ...world.ports,
      runner: {
        ...runner,
        run: (plan) => {
          if (runs++ > 0) throw new Error('It is made a second time.');
          const text = world.read(CONTEXT).replace('Executing:', 'Executing now:');
          world.write(CONTEXT, text.replace(/(Create users.*\n- \[) \]/, '$1x]'));
          return runner.run(plan);
        },
      },
    });
    await engine.setTodo({ index: 0, done: true });
    assert.match(world.read(CONTEXT), /Executing now:[^]*- \[x\] Create users.*\n- \[x\]/);
  });

  it('knows two boxes of the same text apart', async () => {
    const world = await worldIn('started');
    const text = world.read(CONTEXT).replace(/- \[ \] Create.*\n- \[ \] Create.*/, '- [~] Same\n- [ ] Same');
    world.write(CONTEXT, text);
    for (const done of [true, false]) for (const index of [0, 1]) await world.engine.setTodo({ index, done });
    assert.equal(world.read(CONTEXT), text);
  });

  it('gives back what stood in the box of a criterion', async () => {
    const world = await worldIn('planned');
    const plan = `${PLAN}-phase-1.md`;
    const text = world.read(plan).replace('- [ ] Migrations', '- [~] Migrations');
    assert.match(text, /\[~\]/);
    world.write(plan, text);
    await world.engine.setCriterion({ phase: 1, index: 0, done: true });
    assert.equal(world.read(plan), text.replace('[~]', '[x]'));
    await world.engine.setCriterion({ phase: 1, index: 0, done: false });
    assert.equal(world.read(plan), text);
  });

  it('commits what is staged, with the context file', async () => {
    const world = await worldIn('started');
    world.write('a.txt', 'a\n');
    world.write('b.txt', 'b\n');
    world.git('add', 'a.txt');
    assert.deepEqual(await foreseen(world), ['staged', CONTEXT, 'a.txt']);
    const { commit } = await tick(world, 'feat: A');
    assert.equal(commit, tip(world, 'HEAD'));
    assert.deepEqual(commitAt(world), { subject: 'feat: A', files: ['A a.txt', `M ${CONTEXT}`] });
    assert.deepEqual(changes(world), ['?? b.txt']);
  });

  it('commits every change that git does not ignore when nothing is staged', async () => {
    const world = await worldIn('started');
    world.write('.git/info/exclude', 'ignored.txt\n');
    for (const name of ['a.txt', 'dir/b.txt', 'ignored.txt']) world.write(name, 'x\n');
    world.git('rm', '--quiet', '--cached', 'README.md');
    world.git('reset', '--quiet');
    world.write('README.md', '# Changed\n');
    assert.deepEqual(await foreseen(world), [CONTEXT, 'README.md', 'a.txt +', 'dir/b.txt +']);
    await tick(world, 'feat: All');
    assert.deepEqual(commitAt(world).files, ['M README.md', 'A a.txt', `M ${CONTEXT}`, 'A dir/b.txt']);
    assert.deepEqual(changes(world), []);
  });

  it('leaves a repository inside this one alone', async () => {
    const world = await worldIn('started');
    world.write('a.txt', 'a');
    world.git('init', '--quiet', 'vendor/lib');
    world.write('vendor/lib/b.txt', 'b');
    world.git('-C', 'vendor/lib', 'add', '.');
    world.git('-C', 'vendor/lib', 'commit', '--quiet', '--message=lib');
    assert.deepEqual(await foreseen(world), [CONTEXT, 'a.txt +']);
    await tick(world, 'feat: A');
    assert.deepEqual(commitAt(world).files, ['A a.txt', `M ${CONTEXT}`]);
    assert.deepEqual(changes(world), ['?? vendor/lib/']);
  });

  it('says that there is nothing to commit where nothing has changed', async () => {
    const world = await worldIn('started');
    await tick(world, 'feat: A');
    assert.deepEqual(await foreseen(world), []);
    await refused(world, 'COMMIT_FAILED', () => tick(world, 'feat: Again'), /^There is nothing to commit in this/);
  });

  it('commits without the context file where git ignores it', async () => {
    const world = makeWorld({ files: { '.gitignore': 'context/\n' } });
    await world.engine.init();
    await world.engine.createPlan(authentication);
    await world.engine.executePhase();
    world.write('a.txt', 'a\n');
    await tick(world, 'feat: A');
    assert.deepEqual(commitAt(world).files, ['A a.txt']);
    assert.match(world.read(CONTEXT), /- \[x\] Create users/);
  });

  it('refuses an index that there is not', async () => {
    const world = await worldIn('started');
    for (const index of [2, -1, 0.5, Number.NaN]) {
      await refused(world, 'INVALID_ARGUMENT', () => world.engine.setTodo({ index, done: true }));
      await refused(world, 'INVALID_ARGUMENT', () => world.engine.setCriterion({ index, done: true }));
    }
    await refused(world, 'PHASE_NOT_STARTED', () => world.engine.setTodo({ index: 0, done: true, phase: 2 }));
    await refused(world, 'UNKNOWN_PHASE', () => world.engine.setTodo({ index: 0, done: true, phase: 7 }));
    await refused(world, 'UNKNOWN_PHASE', () => world.engine.setCriterion({ phase: 7, index: 0, done: true }));
  });

  it('is done again on what somebody else wrote in between, and finds the to-do by its text', async () => {
    const world = await worldIn('started');
    raceOnce(world, (text) => text.replace('## To-Do List\n\n', '## To-Do List\n\n- [ ] Theirs\n'));
    await tick(world);
    assert.deepEqual(
      parseContext(world.read(CONTEXT)).todos.map((each) => [each.text, each.done]),
      [
        ['Theirs', false],
        ['Create users table migration', true],
        ['Create refresh_tokens table migration', false],
      ],
    );
  });

  it('says so when the to-do is gone', async () => {
    const world = await worldIn('started');
    raceOnce(world, (text) => text.replace('Create users', 'Make users'));
    await failed('CONTEXT_CHANGED', () => tick(world));
    assert.match(world.read(CONTEXT), /- \[ \] Make users/);
  });

  it('is refused over unsaved changes', async () => {
    const world = await worldIn('started');
    world.ports.documents.hasUnsavedChanges = () => true;
    await refused(world, 'CONTEXT_DIRTY', () => tick(world));
  });

  function raceOnce(world: TestWorld, change: (text: string) => string): void {
    const { runner } = world.ports;
    let raced = false;
    world.ports.runner = {
      ...runner,
      run: (plan) => {
        if (!raced) world.write(CONTEXT, change(world.read(CONTEXT)));
        raced = true;
        return runner.run(plan);
      },
    };
  }
});
