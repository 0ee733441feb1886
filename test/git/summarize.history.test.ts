import assert from 'node:assert/strict';
import { CONTEXT, PHASE, commitFile, independent, pushedByAnother, worldIn } from '../support/hostile';
import { plannedWorld, type TestWorld } from '../support/world';

const lines = (...numbers: (number | string)[]): string => numbers.map((each) => `${each}\n`).join('');

/** What the summary of the running phase says of files: `path (+1 -0)` under its kind, then the subjects. */
async function changed(world: TestWorld, phase?: number): Promise<string[]> {
  const { summary } = await world.engine.summarizePhase({ open: 'carry', ...(phase ? { phase } : {}) });
  const part =
    world
      .read(summary)
      .split('## Changes Made\n\n')[1]
      ?.split(/###? (?:To-Dos|Success)/)[0] ?? '';
  return part
    .split('\n')
    .filter((line) => !/^(### .*|\d+ files?\b.*|)$/.test(line))
    .map((line) => line.replaceAll('`', '').trim());
}

async function started(): Promise<TestWorld> {
  const world = await worldIn('planned', independent);
  commitFile(world, 'shared.txt', lines(1, 2, 3, 4, 5, 6, 7, 8, 9));
  world.git('push', '--quiet');
  await world.engine.executePhase({ phase: 1 });
  return world;
}

/** Commits on another branch, and comes back. */
function on(world: TestWorld, branch: string, run: () => void): void {
  const back = world.git('branch', '--show-current');
  world.git('switch', '--quiet', branch);
  run();
  world.git('switch', '--quiet', back);
}

function merge(world: TestWorld, branch: string, resolve?: () => void): void {
  if (!resolve) return void world.git('merge', '--quiet', '--no-ff', '--no-edit', branch);
  assert.throws(() => world.git('merge', '--quiet', '--no-ff', '--no-edit', branch));
  resolve();
  world.git('add', '--all');
  world.git('commit', '--quiet', '--no-edit');
}

describe('summarizePhase: the phase’s own commits', () => {
  it('leave out what a merge of the base brought', async () => {
    const world = await started();
    commitFile(world, 'own.txt', lines('a'), 'feat: Own');
    commitFile(world, 'shared.txt', lines(1, 2, 3, 4, 5, 6, 7, 8, 'nine', 'ten'), 'feat: End it');
    on(world, 'main', () => {
      commitFile(world, 'base.txt');
      commitFile(world, 'shared.txt', lines('one', 'two', 3, 4, 5, 6, 7, 8, 9), 'feat: Begin it');
    });
    merge(world, 'main');
    commitFile(world, 'own.txt', lines('a', 'b'), 'feat: More');
    assert.deepEqual(await changed(world), [
      '- own.txt (+2 -0)',
      '- feat: Own',
      '- feat: More',
      '- shared.txt (+2 -1)',
      '- feat: End it',
    ]);
  });

  it('leave out what was merged from the remote base, and several times', async () => {
    const world = await started();
    for (const at of [1, 2]) {
      pushedByAnother(world, { [`base-${at}.txt`]: 'x\n' });
      world.git('fetch', '--quiet');
      commitFile(world, `own-${at}.txt`, 'x\n', `feat: ${at}`);
      merge(world, 'origin/main');
    }
    assert.deepEqual(await changed(world), ['- own-1.txt (+1 -0)', '- feat: 1', '- own-2.txt (+1 -0)', '- feat: 2']);
  });

  it('count how a conflict with the base was resolved, elsewhere too', async () => {
    const world = await started();
    commitFile(world, 'shared.txt', lines('mine', 2, 3, 4, 5, 6, 7, 8, 9), 'feat: Mine');
    on(world, 'main', () => {
      commitFile(world, 'shared.txt', lines('theirs', 2, 3, 4, 5, 6, 7, 8, 9));
      commitFile(world, 'caller.txt', lines('old', 'call'));
    });
    merge(world, 'main', () => {
      world.write('shared.txt', lines('theirs', 'mine', 2, 3, 4, 5, 6, 7, 8, 9));
      world.write('caller.txt', lines('new', 'call'));
    });
    assert.deepEqual(await changed(world), ['- caller.txt (+1 -1)', '- shared.txt (+1 -0)', '- feat: Mine']);
  });

  it('leave out another phase, its branch there or not, and the base beside it', async () => {
    for (const gone of [false, true]) {
      const world = await started();
      commitFile(world, 'shared.txt', lines(1, 2, 3, 4, 5, 6, 7, 8, 'nine'), 'feat: Nine');
      world.git('switch', '--quiet', 'main');
      world.git('switch', '--quiet', '--create', `${PHASE}-2`);
      world.git(
        'commit',
        '--quiet',
        '--allow-empty',
        '--message=chore: Initialize execution context for implement-user-authentication-phase-2',
      );
      commitFile(world, 'phase-2.txt');
      commitFile(world, 'shared.txt', lines('one', 2, 3, 4, 5, 6, 7, 8, 9));
      on(world, 'main', () => commitFile(world, 'base.txt'));
      world.git('switch', '--quiet', `${PHASE}-1`);
      merge(world, `${PHASE}-2`);
      if (gone) world.git('branch', '--quiet', '-D', `${PHASE}-2`);
      commitFile(world, 'own.txt', 'x\n', 'feat: Own');
      merge(world, 'main');
      assert.deepEqual(await changed(world, 1), [
        '- own.txt (+1 -0)',
        '- feat: Own',
        '- shared.txt (+1 -1)',
        '- feat: Nine',
      ]);
    }
  });

  it('have what a branch of its own, or somebody else on the same branch, added', async () => {
    const world = await started();
    commitFile(world, 'own.txt', 'x\n', 'feat: Own');
    world.git('push', '--quiet', '--set-upstream', 'origin', `${PHASE}-1`);
    pushedByAnother(world, { 'ada.txt': 'x\n' }, `${PHASE}-1`);
    commitFile(world, 'own.txt', lines('x', 'y'), 'feat: More');
    world.git('fetch', '--quiet');
    merge(world, `origin/${PHASE}-1`);
    world.git('switch', '--quiet', '--create', 'aside');
    commitFile(world, 'aside.txt', 'x\n', 'feat: Aside');
    world.git('switch', '--quiet', `${PHASE}-1`);
    merge(world, 'aside');
    assert.deepEqual(await changed(world), [
      '- ada.txt (+1 -0)',
      '- feat: Change ada.txt',
      '- aside.txt (+1 -0)',
      '- feat: Aside',
      '- own.txt (+2 -0)',
      '- feat: Own',
      '- feat: More',
    ]);
  });

  for (const squash of [true, false]) {
    it(`have what was ${squash ? 'squash-' : ''}merged already, when the base is merged back`, async () => {
      const world = await started();
      commitFile(world, 'own.txt', 'x\n', 'feat: Own');
      on(world, 'main', () => {
        if (squash) {
          world.git('merge', '--quiet', '--squash', `${PHASE}-1`);
          world.git('commit', '--quiet', '--message=feat: Half of it');
        } else merge(world, `${PHASE}-1`);
        commitFile(world, 'base.txt');
      });
      merge(world, 'main');
      commitFile(world, 'more.txt', 'x\n', 'feat: More');
      assert.deepEqual(await changed(world), [
        '- more.txt (+1 -0)',
        '- feat: More',
        '- own.txt (+1 -0)',
        '- feat: Own',
      ]);
    });
  }

  it('are found behind the merge that brought them to the base, the branch moved along or gone', async () => {
    for (const gone of [false, true]) {
      const world = await started();
      commitFile(world, 'own.txt', 'x\n', 'feat: Own');
      const before = world.read(CONTEXT);
      world.git('switch', '--quiet', 'main');
      commitFile(world, 'base.txt');
      merge(world, `${PHASE}-1`);
      commitFile(world, 'after.txt');
      if (gone) world.git('branch', '--quiet', '-D', `${PHASE}-1`);
      else {
        world.git('switch', '--quiet', `${PHASE}-1`);
        world.git('merge', '--quiet', '--ff-only', 'main');
      }
      world.write(CONTEXT, before);
      assert.deepEqual(await changed(world), ['- own.txt (+1 -0)', '- feat: Own']);
    }
  });

  it('are those after a rebase onto the base', async () => {
    const world = await started();
    commitFile(world, 'own.txt', 'x\n', 'feat: Own');
    on(world, 'main', () => commitFile(world, 'base.txt'));
    world.git('rebase', '--quiet', 'main');
    assert.deepEqual(await changed(world), ['- own.txt (+1 -0)', '- feat: Own']);
  });

  it('are told apart without a first commit too', async () => {
    const world = await started();
    world.git('commit', '--quiet', '--amend', '--message=chore: Otherwise');
    commitFile(world, 'own.txt', 'x\n', 'feat: Own');
    on(world, 'main', () => commitFile(world, 'base.txt'));
    merge(world, 'main');
    assert.deepEqual(await changed(world), ['- own.txt (+1 -0)', '- feat: Own']);
  });

  it('are those in its worktree', async () => {
    const world = await plannedWorld({ settings: { isolation: 'worktree' } }, independent);
    const trees: string[] = [];
    for (const phase of [1, 2]) {
      const { worktree = '' } = await world.engine.executePhase({ phase });
      trees.push(worktree);
      world.write(`${worktree}/phase-${phase}.txt`, 'x\n');
      world.git('-C', worktree, 'add', '.');
      world.git('-C', worktree, 'commit', '--quiet', `--message=feat: ${phase}`);
    }
    commitFile(world, 'base.txt');
    for (const branch of [`${PHASE}-2`, 'main']) {
      world.git('-C', trees[0] ?? '', 'merge', '--quiet', '--no-ff', '--no-edit', branch);
    }
    assert.deepEqual(await changed(world, 1), ['- phase-1.txt (+1 -0)', '- feat: 1']);
    assert.deepEqual(await changed(world, 2), ['- phase-2.txt (+1 -0)', '- feat: 2']);
  });
});
