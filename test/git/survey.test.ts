import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { typed } from '../support/cli';
import { makeWorld } from '../support/world';

describe('the survey of a real repository', () => {
  const files = {
    'api/a.ts': '',
    'web/b.ts': '',
    'package.json': '{ "name": "shop", "scripts": { "test": "x" } }',
    '.gitignore': 'out/\n',
    'out/c.ts': '',
  };

  it('is of what git tracks, changes nothing, and is the same each time', async () => {
    const world = makeWorld({ files });
    await world.engine.init();
    for (let turn = 0; turn < 3; turn++) {
      world.write('api/a.ts', `${turn}`);
      world.write('web/b.ts', `${turn}`);
      world.git('commit', '--quiet', '--all', `--message=${turn}`);
    }
    writeFileSync(path.join(world.root, 'secret.json'), '{ "name": "secret" }');
    symlinkSync(path.join(world.root, 'secret.json'), path.join(world.folder, 'api/package.json'));
    world.git('add', 'api/package.json');
    const before = world.snapshot();
    const { code, out } = await typed(world.folder, ['survey', '--json']);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), await world.engine.survey());
    assert.deepEqual(world.snapshot(), before);
    const { folders, together, commands } = await world.engine.survey();
    assert.deepEqual(
      folders.map(({ path: folder }) => folder),
      ['.', 'api', 'web'],
    );
    assert.deepEqual(together, [{ folders: ['api', 'web'], commits: 4 }]);
    assert.deepEqual(
      commands.map(({ command }) => command),
      ['npm test'],
    );
    assert.doesNotMatch(out, /secret/);
    assert.match((await typed(world.folder, ['survey'])).out, /^- API: api\n- web front end: web$/m);
  });

  it('is of a folder of it alone, of one without commits, and of one without a repository', async () => {
    const world = makeWorld({ files: { 'app/web/b.ts': '', 'other/a.ts': '' } });
    const { out } = await typed(world.root, ['survey', '--json', '--folder', 'project/app']);
    assert.deepEqual((JSON.parse(out) as { folders: unknown }).folders, [
      { path: 'web', what: 'web front end', languages: ['TypeScript'], files: 1 },
    ]);
    const bare = makeWorld({ repository: false, files });
    const { folders } = await bare.engine.survey();
    assert.ok(folders.some(({ path: folder }) => folder === 'api'));
    bare.git('init', '--quiet');
    assert.deepEqual((await bare.engine.survey()).folders, []);
  });
});
