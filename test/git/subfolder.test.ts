import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { authentication, makeWorld, work, worldAt } from '../support/world';

describe('a workspace folder below the top of its repository', () => {
  it('keeps its own plan: stash, first commit, summary and merge speak of the right files', async () => {
    const top = makeWorld();
    const folder = path.join(top.folder, 'app/web');
    mkdirSync(folder, { recursive: true });
    const world = worldAt(top.root, folder, top.bare);
    await world.engine.init();
    await world.engine.createPlan(authentication);
    top.write('outside.txt', 'not below the workspace folder\n');
    world.write('inside.txt', 'below it\n');
    await assert.rejects(world.engine.executePhase(), { code: 'DIRTY_TREE', message: /\.\.\/\.\.\/outside\.txt/ });

    const { branch, stash } = await world.engine.executePhase({ dirty: 'stash' });
    assert.match(stash ?? '', /^stash@\{0\}/);
    const stashed = top.git('stash', 'show', '--include-untracked', '--name-only').split('\n').sort();
    assert.deepEqual(stashed, ['app/web/inside.txt', 'outside.txt']);
    assert.equal(top.git('status', '--porcelain'), '');
    const committed = top.git('show', '--name-only', '--format=').split('\n');
    assert.equal(committed.length, 5);
    assert.ok(committed.every((file) => file.startsWith('app/web/context/')));

    await work(world, 'src/table.sql');
    const { summary } = await world.engine.summarizePhase({ commit: true, open: 'carry' });
    assert.match(world.read(summary), /`src\/table\.sql` \(\+1 -0\)/);
    assert.doesNotMatch(world.read(summary), /context\/context\.md/);
    await assert.rejects(world.engine.executePhase(), { code: 'NOT_MERGED' });
    top.git('switch', '--quiet', 'main');
    top.git('merge', '--quiet', '--squash', branch);
    top.git('commit', '--quiet', '--message=feat: Phase 1');
    assert.equal((await world.engine.executePhase()).branch, `${branch.slice(0, -1)}2`);
  });
});
