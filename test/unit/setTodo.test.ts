import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { CONTEXT, changes, commitAt, failed, refused, tip, worldIn } from '../support/hostile';
import { authentication, makeWorld, type TestWorld } from '../support/world';

describe('setTodo', () => {
  const tick = (world: TestWorld, commit?: string) =>
    world.engine.setTodo({ index: 0, done: true, ...(commit === undefined ? {} : { commit }) });

  it('changes one character', async () => {
    const world = await worldIn('started');
    const before = world.read(CONTEXT);
    assert.deepEqual(await tick(world), {});
    assert.equal(world.read(CONTEXT), before.replace('- [ ] Create users', '- [x] Create users'));
    await world.engine.setTodo({ index: 0, done: false });
    assert.equal(world.read(CONTEXT), before);
  });

  it('commits what is staged, with the context file', async () => {
    const world = await worldIn('started');
    world.write('a.txt', 'a\n');
    world.write('b.txt', 'b\n');
    world.git('add', 'a.txt');
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
    await tick(world, 'feat: All');
    assert.deepEqual(commitAt(world).files, ['M README.md', 'A a.txt', `M ${CONTEXT}`, 'A dir/b.txt']);
    assert.deepEqual(changes(world), []);
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
    await refused(world, 'INVALID_ARGUMENT', () => world.engine.setTodo({ index: 0, done: true, phase: 2 }));
    await refused(world, 'UNKNOWN_PHASE', () => world.engine.setCriterion({ phase: 7, index: 0, done: true }));
  });

  it('is done anew on what somebody else wrote in between, and finds the to-do by its text', async () => {
    const world = await worldIn('started');
    raceOnce(world, (text) => text.replace('## To-Do List\n\n', '## To-Do List\n\n- [ ] Theirs\n'));
    await tick(world);
    assert.deepEqual(
      parseContext(world.read(CONTEXT)).todos.map((each) => [each.text, each.done]),
      [['Theirs', false], ['Create users table migration', true], ['Create refresh_tokens table migration', false]], // prettier-ignore
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
