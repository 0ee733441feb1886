import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  CONTEXT,
  PLAN,
  branch,
  commitAt,
  firstCommit,
  hook,
  pushedByAnother,
  refused,
  statuses,
  tip,
  unhook,
  worldIn,
} from '../support/hostile';
import { authentication, makeWorld } from '../support/world';

describe('executePhase: from a remote that a local base has diverged from in the context folder alone', () => {
  it('brings plans along that only a diverged local base has', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan({ ...authentication, commit: true });
    const old = tip(world, 'main');
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    const { steps } = await world.engine.executePhase();
    assert.match(steps.join('\n'), /diverged, but in context\/ alone/);
    assert.equal(tip(world, 'HEAD^'), tip(world, 'origin/main'));
    assert.equal(tip(world, 'main'), old);
    assert.deepEqual(commitAt(world), {
      subject: firstCommit(1),
      files: [`A ${CONTEXT}`, `A ${PLAN}-phase-1.md`, `A ${PLAN}-phase-2.md`, `A ${PLAN}-phase-3.md`, `A ${PLAN}.md`],
    });
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
    assert.equal(world.git('status', '--porcelain'), '');
  });

  it('starts from the steps that a diverged local base has, and the remote hasn’t', async () => {
    const world = await worldIn('planned');
    const file = `${PLAN}-phase-1.md`;
    const edit = (from: string, to: string) => world.write(file, world.read(file).replace(from, to));
    edit('Create users table', 'Create the table of users');
    world.git('commit', '--quiet', '--all', '--message=docs: Update the plan');
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    const { steps, todos } = await world.engine.executePhase({ dryRun: true });
    assert.equal(todos[0], 'Create the table of users migration');
    assert.match(steps.join('\n'), /phase-1\.md/);
    assert.deepEqual((await world.engine.executePhase()).todos, todos);
    assert.match(world.git('show', `HEAD:${file}`), /Create the table of users/);
    assert.equal(world.git('status', '--porcelain'), '');
    await world.engine.undoLast();
    assert.equal(branch(world), 'main');
    assert.match(world.read(file), /Create the table of users/);
  });

  it('is refused when both have changed a file of the plan', async () => {
    const world = await worldIn('planned');
    const file = `${PLAN}-phase-1.md`;
    world.write(file, world.read(file).replace('Create users table', 'Create the table of users'));
    world.git('commit', '--quiet', '--all', '--message=docs: Update the plan');
    pushedByAnother(world, { [file]: world.read(file).replace('Create the table of users', 'Create their table') });
    await refused(
      world,
      'PULL_FAILED',
      () => world.engine.executePhase(),
      /phase-1\.md” was changed on main and on origin/,
    );
  });

  it('brings them byte for byte and with their modes, be they text or not', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan({ ...authentication, commit: true });
    const picture = path.join(world.folder, 'context', 'data', 'picture.png');
    const script = path.join(world.folder, 'context', 'data', 'ü -x.sh');
    writeFileSync(picture, Buffer.from([0x89, 0x50, 0xff, 0x00, 0xfe, 0x0d, 0x0a]));
    writeFileSync(script, Buffer.from('# Gr\xfc\xdfe\n', 'latin1'), { mode: 0o755 });
    world.git('add', 'context');
    world.git('commit', '--quiet', '--message=docs: Add data');
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    const committed = () => world.git('ls-tree', '-r', 'HEAD', 'context/data');
    const before = committed();
    hook(world, 'pre-commit', 'exit 1');
    await refused(world, 'COMMIT_FAILED', () => world.engine.executePhase());
    unhook(world, 'pre-commit');
    await world.engine.executePhase();
    assert.equal(committed(), before);
    assert.equal(world.git('status', '--porcelain'), '');
  });
});
