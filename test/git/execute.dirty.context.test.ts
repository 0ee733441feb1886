import assert from 'node:assert/strict';
import {
  CONTEXT,
  PHASE,
  PLAN,
  branch,
  changes,
  commitAt,
  commitFile,
  firstCommit,
  land,
  mess,
  pushedByAnother,
  refused,
  statuses,
  tip,
  worldIn,
} from '../support/hostile';
import { authentication, makeWorld, plannedWorld, type TestWorld } from '../support/world';

describe('executePhase: uncommitted changes under the context folder', () => {
  it('commits plans that were never committed', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan(authentication);
    world.write('context/data/big.csv', '1,2\n');
    assert.equal((await world.engine.executePhase()).along, undefined);
    assert.deepEqual(commitAt(world), {
      subject: firstCommit(1),
      files: [`A ${CONTEXT}`, `A ${PLAN}-phase-1.md`, `A ${PLAN}-phase-2.md`, `A ${PLAN}-phase-3.md`, `A ${PLAN}.md`],
    });
    assert.deepEqual(changes(world), ['?? context/data/big.csv']);
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
  });

  it('names what else it commits: the archive and the plan of the one before', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan({ task: 'before', date: '2025-12-17', phases: [{ name: 'One', steps: ['A'] }] });
    const { archive } = await world.engine.archive({ unfinished: 'archive' });
    await world.engine.createPlan(authentication);
    const old = 'context/plans/2025-12-17-before';
    const along = [archive, `${old}-phase-1.md`, `${old}.md`];
    assert.deepEqual((await world.engine.executePhase({ dryRun: true })).along, along);
    assert.deepEqual((await world.engine.executePhase()).along, along);
  });

  it('carries a changed context file when the remote has the same version', async () => {
    const world = await worldIn('planned');
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    world.write(CONTEXT, world.read(CONTEXT).replace('\n---\n', '\n## Mine\n\nKept.\n\n---\n'));
    await world.engine.executePhase();
    assert.match(world.read(CONTEXT), /## Mine\n\nKept\.\n/);
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`]);
    assert.equal(world.git('status', '--porcelain'), '');
  });

  it('is refused when the remote has another version of it', async () => {
    const world = await worldIn('planned');
    pushedByAnother(world, { [CONTEXT]: `${world.read(CONTEXT)}\nTheirs.\n` });
    world.write(CONTEXT, `${world.read(CONTEXT)}\nMine.\n`);
    await refused(world, 'CONTEXT_DIRTY', () => world.engine.executePhase(), /context\/context\.md/);
    mess(world);
    await refused(world, 'CONTEXT_DIRTY', () => world.engine.executePhase({ dirty: 'stash' }));
  });

  it('starts once it is committed where we are', async () => {
    const world = await worldIn('planned');
    pushedByAnother(world, { [CONTEXT]: `${world.read(CONTEXT)}\nTheirs.\n` });
    world.write(CONTEXT, `${world.read(CONTEXT)}\nMine.\n`);
    world.write('mine.txt', 'not the method’s\n');
    world.git('add', 'mine.txt');
    const { commit } = await world.engine.commitContext();
    assert.equal(commit, world.git('rev-parse', 'main'));
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`]);
    assert.equal(world.git('status', '--porcelain'), 'A  mine.txt');
    assert.deepEqual(await world.engine.commitContext(), { commit: null });
    await world.engine.executePhase({ dirty: 'carry' });
    assert.equal(world.git('rev-parse', 'HEAD^'), world.git('rev-parse', 'origin/main'));
    assert.equal(world.git('rev-parse', 'main'), commit);
  });

  it('is refused when an editor has unsaved changes', async () => {
    const world = await worldIn('planned');
    world.ports.documents.hasUnsavedChanges = (file) => file === CONTEXT;
    await refused(world, 'CONTEXT_DIRTY', () => world.engine.executePhase(), /save or revert/i);
  });

  it('is refused for unsaved changes to the plan before it asks for steps', async () => {
    const world = await stepless();
    for (const file of [CONTEXT, `${PLAN}.md`, `${PLAN}-phase-1.md`]) {
      world.ports.documents.hasUnsavedChanges = (each) => each === file;
      await refused(world, 'CONTEXT_DIRTY', () => world.engine.executePhase(), /unsaved changes .* save or revert/i);
    }
    world.ports.documents.hasUnsavedChanges = (each) => each === `${PLAN}-phase-2.md`;
    await refused(world, 'NO_STEPS', () => world.engine.executePhase());
  });

  it('is a no-op for what runs here, whatever is unsaved', async () => {
    const world = await worldIn('started');
    world.ports.documents.hasUnsavedChanges = () => true;
    const { steps } = await world.engine.executePhase({ phase: 1 });
    assert.deepEqual(steps, []);
  });

  it('keeps the phases that a carried context file has not heard of completed', async () => {
    const world = await worldIn('completed');
    land(world, 1, 'squash');
    world.write(CONTEXT, world.git('show', `${PHASE}-1^^^:${CONTEXT}`).concat('\n'));
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
    await world.engine.executePhase({ phase: 2 });
    assert.deepEqual(statuses(world), ['completed', 'in_progress', 'pending']);
  });

  it('commits a plan that was renamed, in whole', async () => {
    const world = await worldIn('planned');
    const note = 'context/plans/2025-01-01-note.md';
    commitFile(world, note, 'A note.\n');
    world.git('push', '--quiet');
    world.git('mv', note, 'context/plans/2025-01-02-note.md');
    await world.engine.executePhase();
    assert.deepEqual(commitAt(world).files, [
      `M ${CONTEXT}`,
      `D ${note}`,
      'A context/plans/2025-01-02-note.md',
      `M ${PLAN}-phase-1.md`,
    ]);
    assert.equal(world.git('status', '--porcelain'), '');
  });

  it('commits a plan that was deleted or taken out of the index', async () => {
    const world = await worldIn('planned');
    for (const name of ['a', 'b']) commitFile(world, `context/plans/2025-01-01-${name}.md`);
    world.git('push', '--quiet');
    world.git('rm', '--quiet', '--cached', 'context/plans/2025-01-01-a.md');
    world.git('rm', '--quiet', 'context/plans/2025-01-01-b.md');
    await world.engine.executePhase();
    assert.deepEqual(commitAt(world).files, [
      `M ${CONTEXT}`,
      'D context/plans/2025-01-01-b.md',
      `M ${PLAN}-phase-1.md`,
    ]);
    assert.equal(world.git('status', '--porcelain'), '');
  });

  it('takes plan files with the strangest names', async () => {
    const world = await worldIn('planned');
    const names = ['[a]*?.md', 'with space.md', 'ünïcode.md', '-dash.md', 'quote".md', ':(top).md'];
    for (const name of names) world.write(`context/plans/${name}`, 'x\n');
    await world.engine.executePhase();
    assert.equal(world.git('status', '--porcelain'), '');
    const tracked = world.git('ls-files', '-z', 'context/plans');
    for (const name of names) assert.ok(tracked.includes(name), name);
  });
});

describe('executePhase: a context folder that git ignores', () => {
  it('lives through two phases', async () => {
    const world = makeWorld({ files: { '.gitignore': 'context/\n' } });
    await world.engine.init();
    await world.engine.createPlan(authentication);
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 2 }));
    await world.engine.executePhase();
    assert.deepEqual(commitAt(world), { subject: firstCommit(1), files: [] });
    assert.equal(world.git('ls-files', 'context'), '');
    commitFile(world, 'src/1.txt');
    await world.engine.setTodo({ index: 0, done: true });
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    assert.deepEqual(commitAt(world).files, ['A src/1.txt']);
    await refused(world, 'NOT_MERGED', () => world.engine.executePhase());
    land(world, 1, 'squash');
    assert.equal((await world.engine.status()).state, 'ready');
    await world.engine.executePhase();
    assert.equal(branch(world), `${PHASE}-2`);
    assert.deepEqual(statuses(world), ['completed', 'in_progress', 'pending']);
    assert.deepEqual(commitAt(world), { subject: firstCommit(2), files: [] });
    assert.equal(tip(world, 'HEAD^'), tip(world, 'main'));
  });

  it('keeps what is staged out of the empty first commit', async () => {
    const world = makeWorld({ files: { '.gitignore': 'context/\n' } });
    await world.engine.init();
    await world.engine.createPlan(authentication);
    const before = mess(world);
    await world.engine.executePhase({ dirty: 'carry' });
    assert.deepEqual(changes(world), before);
    assert.deepEqual(commitAt(world).files, []);
  });

  it('commits what is tracked although it is ignored', async () => {
    const world = await worldIn('planned');
    commitFile(world, '.gitignore', 'context/\n');
    world.git('push', '--quiet');
    world.write('context/plans/2025-01-01-ignored.md', 'x\n');
    world.write(`${PLAN}-phase-1.md`, `${world.read(`${PLAN}-phase-1.md`)}\nMore.\n`);
    await world.engine.executePhase();
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`]);
    assert.equal(world.git('status', '--porcelain'), '');
    await world.engine.setTodo({ index: 0, done: true, commit: 'feat: Tick' });
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`]);
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`]);
  });

  it('never overwrites an ignored context folder that the start point tracks', async () => {
    const world = makeWorld();
    world.write('.git/info/exclude', 'context/\n');
    await world.engine.init();
    await world.engine.createPlan(authentication);
    pushedByAnother(world, { [CONTEXT]: world.read(CONTEXT).replace('Planned', 'Otherwise planned') });
    await refused(world, 'CONTEXT_DIRTY', () => world.engine.executePhase(), /context\/context\.md/);
  });
});

/** A plan whose phases have no steps yet. */
const stepless = (): Promise<TestWorld> =>
  plannedWorld({}, { ...authentication, phases: [{ name: 'Database' }, { name: 'API Layer' }] });
