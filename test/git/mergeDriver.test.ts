import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMergeDriver } from '../../src/adapters/mergeDriver/install';
import { editContext } from '../../src/core/context/edit';
import type { StateEdit } from '../../src/core/context/model';
import { parseContext } from '../../src/core/context/parse';
import { setTask } from '../../src/core/markdown/edits';
import { runGit } from '../support/git';
import { makeWorld, quiet, type TestWorld } from '../support/world';

const FILE = 'context/context.md';
const CONTEXT = `# Current Work Summary

Executing: Login - Phase 1: Tables

## To-Do List

- [ ] one
- [ ] two

---

\`\`\`json
{
  "active_context": [],
  "phased_execution": {
    "master_plan": "context/plans/login.md",
    "phases": [
      { "phase": 1, "status": "in_progress" },
      { "phase": 2, "status": "pending" }
    ],
    "current_phase": 1
  },
  "last_updated": "2026-01-01T10:00:00Z"
}
\`\`\`
`;

/** The bundles as they are shipped. */
const bundles = mkdtempSync(path.join(tmpdir(), 'phased-plans-'));
before(() => {
  const args = ['esbuild.mjs', '--production', `--outfile=${path.join(bundles, 'extension.js')}`];
  execFileSync(process.execPath, args, { stdio: 'inherit' });
});
after(() => rmSync(bundles, { recursive: true, force: true }));

const driverIn = (folder: string, node = process.execPath, from = bundles) =>
  createMergeDriver(folder, { binary: 'git', log: quiet, bundles: from, node });

/** Ours ticks the first to-do and completes phase 1, theirs ticks the second one and starts phase 2. */
function diverged(file = FILE): TestWorld {
  const world = makeWorld({ remote: false, files: { [file]: CONTEXT, 'other.txt': 'base\n' } });
  const side = (branch: string, line: number, phase: number, status: string, time: string) => {
    const state: StateEdit[] = [
      { path: ['phased_execution', 'phases', phase, 'status'], value: status },
      { path: ['phased_execution', 'current_phase'], value: phase + 1 },
      { path: ['last_updated'], value: time },
    ];
    world.git('switch', '--quiet', '--create', branch, 'main');
    world.write(file, editContext(setTask(CONTEXT, line, true), { state }));
    world.git('commit', '--quiet', '--all', `--message=docs: ${branch}`);
  };
  side('theirs', 7, 1, 'in_progress', '2026-01-01T12:00:00Z');
  side('ours', 6, 0, 'completed', '2026-01-01T11:00:00Z');
  return world;
}

function assertMerged(text: string): void {
  const { todos, state } = parseContext(text);
  assert.deepEqual(
    todos.map(({ done }) => done),
    [true, true],
  );
  assert.deepEqual(
    state?.phased?.phases.map(({ status }) => status),
    ['completed', 'in_progress'],
  );
  assert.equal(state.lastUpdated, '2026-01-01T12:00:00Z');
}

/** What an installation may change. */
function gitFiles(folder: string): Record<string, string> {
  const common = path.resolve(folder, runGit(folder, 'rev-parse', '--git-common-dir'));
  const paths = ['config', 'config.lock', 'info/attributes', 'phased-plans-merge'];
  return Object.fromEntries(
    paths
      .map((name) => path.join(common, name))
      .filter((file) => existsSync(file))
      .map((file) => [file, file.endsWith('-merge') ? 'folder' : readFileSync(file, 'latin1')]),
  );
}

describe('the merge driver', () => {
  const WAYS = [
    ['merge', '--no-edit', 'theirs'],
    ['rebase', 'theirs'],
    ['cherry-pick', 'theirs'],
  ];

  for (const way of WAYS) {
    it(`lets git ${way[0]} what conflicts without it`, async () => {
      const world = diverged();
      assert.throws(() => world.git(...way), { stdout: /CONFLICT/ });
      world.git(String(way[0]), '--abort');
      await driverIn(world.folder).install(FILE);
      world.git(...way);
      assertMerged(world.read(FILE));
      assert.equal(world.git('status', '--porcelain'), '');
    });
  }

  it('works in a linked work tree, for a workspace below its top, with any character in the path', async () => {
    const folder = "my app #1/it's [x] ünï";
    const world = diverged(`${folder}/${FILE}`);
    const linked = path.join(world.root, 'linked tree');
    world.git('worktree', 'add', '--quiet', linked, 'theirs');
    await driverIn(path.join(linked, folder)).install(FILE);
    assert.match(runGit(linked, 'check-attr', 'merge', '--', `${folder}/${FILE}`), /: merge: phased-plans$/);
    assert.match(runGit(linked, 'check-attr', 'merge', '--', `${folder}/plans/${FILE}`), /unspecified$/);
    runGit(linked, 'merge', '--quiet', '--no-edit', 'ours');
    assertMerged(readFileSync(path.join(linked, folder, FILE), 'utf8'));
  });

  it('stays out of the way of what it can’t read: that conflicts as ever', async () => {
    const world = diverged();
    world.write(FILE, world.read(FILE).replace('"active_context"', 'active_context'));
    world.git('commit', '--quiet', '--all', '--message=docs: Break it');
    const conflict = () => {
      assert.throws(() => world.git('merge', 'theirs'), { stdout: /CONFLICT/ });
      const text = world.read(FILE).replace(/^([<>]{7}) .*/gm, '$1');
      world.git('merge', '--abort');
      return text;
    };
    const plain = conflict();
    await driverIn(world.folder).install(FILE);
    assert.equal(conflict(), plain);
    assert.equal(world.git('status', '--porcelain'), '');
  });

  it('leaves a plain conflict with markers when its program or all that could run it is gone', async () => {
    const world = diverged();
    await driverIn(world.folder, '/nowhere/code').install(FILE);
    rmSync(path.join(world.folder, '.git/phased-plans-merge'), { recursive: true });
    assert.throws(() => world.git('merge', 'theirs'), { stdout: /CONFLICT/ });
    assert.match(
      world.read(FILE),
      /^<{7} ours\n- \[x\] one\n- \[ \] two\n={7}\n- \[ \] one\n- \[x\] two\n>{7} theirs$/m,
    );
    assert.match(world.git('status', '--porcelain'), /^UU context\/context.md/);
  });

  it('is found by a moved repository, and run by a node on the path when VS Code is gone', async () => {
    const world = diverged();
    await driverIn(world.folder, "/nowhere/it's 100%A/code").install(FILE);
    const moved = path.join(world.root, 'moved');
    cpSync(world.folder, moved, { recursive: true });
    rmSync(path.join(world.folder, '.git'), { recursive: true });
    runGit(moved, 'merge', '--quiet', '--no-edit', 'theirs');
    assertMerged(readFileSync(path.join(moved, FILE), 'utf8'));
  });

  it('merges a file that both sides added', async () => {
    const world = makeWorld({ remote: false });
    for (const [branch, line] of [
      ['theirs', 7],
      ['ours', 6],
    ] as const) {
      world.git('switch', '--quiet', '--create', branch, 'main');
      world.write(FILE, setTask(CONTEXT, line, true));
      world.git('add', FILE);
      world.git('commit', '--quiet', `--message=docs: ${branch}`);
    }
    await driverIn(world.folder).install(FILE);
    world.git('merge', '--quiet', '--no-edit', 'theirs');
    assert.deepEqual(
      parseContext(world.read(FILE)).todos.map(({ done }) => done),
      [true, true],
    );
  });
});

describe('installing the merge driver', () => {
  const ATTRIBUTES = [null, '', '*.png binary', '*.png binary\n', '# mine\r\n*.png binary\r\n', '*.\xff binary\n'];
  const CONFIG_ENDS = ['', '# tail', '# tail\n', '[alias]\n\tst = status'];

  for (const attributes of ATTRIBUTES) {
    it(`is undone to the byte when the attributes were ${JSON.stringify(attributes)}`, async () => {
      const { folder } = makeWorld({ remote: false });
      const config = path.join(folder, '.git/config');
      const original = readFileSync(config, 'latin1');
      for (const end of CONFIG_ENDS) {
        writeFileSync(config, original + end, 'latin1');
        mkdirSync(path.join(folder, '.git/info'), { recursive: true });
        if (attributes !== null) writeFileSync(path.join(folder, '.git/info/attributes'), attributes, 'latin1');
        const before = gitFiles(folder);
        const driver = driverIn(folder);
        assert.equal(await driver.remove(FILE), false);
        assert.deepEqual(gitFiles(folder), before);
        await driver.install(FILE);
        const installed = gitFiles(folder);
        assert.match(runGit(folder, 'config', 'merge.phased-plans.driver'), /mergeDriver\.js/);
        await driver.install(FILE);
        assert.deepEqual(gitFiles(folder), installed);
        assert.equal(await driver.remove(FILE), true);
        assert.deepEqual(gitFiles(folder), before);
      }
    });
  }

  it('touches nothing that is tracked', async () => {
    const world = diverged();
    const before = world.snapshot();
    await driverIn(world.folder).install(FILE);
    assert.deepEqual(world.snapshot(), before);
  });

  it('serves each context file of a repository by itself', async () => {
    const { folder } = makeWorld({ remote: false });
    mkdirSync(path.join(folder, 'app'));
    const before = gitFiles(folder);
    const [top, app] = [driverIn(folder), driverIn(path.join(folder, 'app'))];
    await top.install(FILE);
    const alone = gitFiles(folder);
    await app.install(FILE);
    assert.equal(await app.remove(FILE), true);
    assert.deepEqual(gitFiles(folder), alone);
    await app.install(FILE);
    await top.remove(FILE);
    await app.remove(FILE);
    assert.deepEqual(gitFiles(folder), before);
  });

  it('takes out a section that somebody added to, and nothing else', async () => {
    const world = makeWorld({ remote: false });
    const before = world.git('config', '--local', '--list');
    await driverIn(world.folder).install(FILE);
    world.git('config', 'merge.phased-plans.recursive', 'binary');
    world.git('config', 'alias.st', 'status');
    await driverIn(world.folder).remove(FILE);
    assert.equal(world.git('config', '--local', '--list'), `${before}\nalias.st=status`);
  });

  it('is all or nothing', async () => {
    const { folder } = makeWorld({ remote: false });
    const before = gitFiles(folder);
    const lock = path.join(folder, '.git/config.lock');
    writeFileSync(lock, '');
    await assert.rejects(driverIn(folder).install(FILE), { code: 'GIT_BUSY' });
    rmSync(lock);
    // A folder where the last file goes.
    mkdirSync(path.join(folder, '.git/info/attributes'), { recursive: true });
    await assert.rejects(driverIn(folder).install(FILE), { code: 'WRITE_FAILED' });
    rmSync(path.join(folder, '.git/info/attributes'), { recursive: true });
    assert.deepEqual(gitFiles(folder), before);
  });

  it('is brought up to date with the extension, where it is installed', async () => {
    const { folder } = makeWorld({ remote: false });
    const before = gitFiles(folder);
    assert.equal(await driverIn(folder).refresh(FILE), false);
    assert.deepEqual(gitFiles(folder), before);
    await driverIn(folder, '/old/code').install(FILE);
    const next = mkdtempSync(path.join(bundles, 'next-'));
    for (const name of ['mergeDriver.js', 'markdown-it.js']) writeFileSync(path.join(next, name), `// ${name}, new\n`);
    assert.equal(await driverIn(folder, '/new/code', next).refresh(FILE), true);
    assert.equal(await driverIn(folder, '/new/code', next).refresh('docs/context.md'), false);
    assert.match(runGit(folder, 'config', 'merge.phased-plans.driver'), /'\/new\/code'/);
    assert.equal(
      readFileSync(path.join(folder, '.git/phased-plans-merge/mergeDriver.js'), 'utf8'),
      '// mergeDriver.js, new\n',
    );
    await driverIn(folder, '/other/code', next).remove(FILE);
    assert.deepEqual(gitFiles(folder), before);
  });

  it('needs a repository', async () => {
    const { folder } = makeWorld({ repository: false });
    await assert.rejects(driverIn(folder).install(FILE), { code: 'NOT_A_REPOSITORY' });
  });
});
