import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { failed, hook, same, worldIn } from '../support/hostile';
import type { TestWorld } from '../support/world';

const at = (world: TestWorld, file: string): string => path.join(world.folder, file);

function committed(world: TestWorld, files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) world.write(file, text);
  world.git('add', '--force', '--', ...Object.keys(files));
  world.git('commit', '--quiet', '--message=feat: Files');
  world.git('push', '--quiet');
}

const STRANGE = [
  'a"b',
  'a\\b',
  'a\rb',
  'a\tb',
  'a\nb',
  'Icon\r',
  ' lead',
  'trail ',
  '"q"',
  '*.txt',
  '[x]',
  '-dash',
  'ü',
];

/** What a person may have uncommitted; each must come back to the byte, with its mode, and as what it was. */
const CASES: Record<string, (world: TestWorld) => void> = {
  'a file made executable': (world) => chmodSync(at(world, 'README.md'), 0o755),
  'a file changed and made executable'(world) {
    world.write('README.md', '# Mine\n');
    chmodSync(at(world, 'README.md'), 0o755);
  },
  'a file made executable, staged, then changed'(world) {
    chmodSync(at(world, 'README.md'), 0o755);
    world.git('add', 'README.md');
    world.write('README.md', '# Mine\n');
  },
  'a program no longer executable'(world) {
    world.write('run.sh', '#!/bin/sh\n');
    chmodSync(at(world, 'run.sh'), 0o755);
    committed(world, { 'run.sh': '#!/bin/sh\n' });
    chmodSync(at(world, 'run.sh'), 0o644);
  },
  'a link in place of a file that reads like it'(world) {
    committed(world, { link: 'README.md' });
    rmSync(at(world, 'link'));
    symlinkSync('README.md', at(world, 'link'));
  },
  'a file in place of a link'(world) {
    symlinkSync('README.md', at(world, 'link'));
    world.git('add', 'link');
    committed(world, { 'other.txt': 'other\n' });
    rmSync(at(world, 'link'));
    world.write('link', 'README.md');
  },
  'a link that leads elsewhere'(world) {
    symlinkSync('README.md', at(world, 'link'));
    world.git('add', 'link');
    committed(world, { 'other.txt': 'other\n' });
    rmSync(at(world, 'link'));
    symlinkSync('other.txt', at(world, 'link'));
  },
  'a link that leads nowhere': (world) => symlinkSync('nowhere', at(world, 'link')),
  'a folder in place of a link to one'(world) {
    committed(world, { 'real/in.txt': 'real\n' });
    symlinkSync('real', at(world, 'folder'));
    world.git('add', 'folder');
    committed(world, { 'other.txt': 'other\n' });
    rmSync(at(world, 'folder'));
    world.write('folder/in.txt', 'mine\n');
  },
  'a file in place of a folder'(world) {
    committed(world, { 'folder/in.txt': 'in\n' });
    rmSync(at(world, 'folder'), { recursive: true });
    world.write('folder', 'mine\n');
  },
  'a folder in place of a file, staged'(world) {
    committed(world, { thing: 'thing\n' });
    world.git('rm', '--quiet', 'thing');
    world.write('thing/in.txt', 'in\n');
    world.git('add', 'thing');
    world.write('thing/in.txt', 'mine\n');
  },
  'a file that only its owner may read, in such a folder'(world) {
    mkdirSync(at(world, 'private'), { mode: 0o700 });
    mkdirSync(at(world, 'private/more'), { mode: 0o750 });
    for (const file of ['key.pem', 'private/key', 'private/more/key']) {
      world.write(file, 'secret\n');
      chmodSync(at(world, file), 0o600);
    }
    world.write('README.md', '# Mine\n');
    chmodSync(at(world, 'README.md'), 0o400);
  },
  'line endings of all kinds (core.autocrlf=true)'(world) {
    world.git('config', 'core.autocrlf', 'true');
    world.write('README.md', '# Mine\nlf\r\nmixed\n');
    world.write('script.sh', '#!/bin/sh\necho\n');
    world.write('crlf.txt', 'a\r\nb\r\n');
    world.write('mixed.txt', 'a\r\nb\nc\r\n');
  },
  'line endings of all kinds (core.autocrlf=input)'(world) {
    committed(world, { 'committed.txt': 'a\r\nb\r\n', 'other.txt': 'a\r\nb\n' });
    world.git('config', 'core.autocrlf', 'input');
    world.write('README.md', '# Mine\r\nlf\n');
    world.write('committed.txt', 'mine\r\nb\r\n');
    rmSync(at(world, 'other.txt'));
    world.write('crlf.txt', 'a\r\nb\r\n');
  },
  'a filter that isn’t its own opposite'(world) {
    writeFileSync(at(world, '.git/info/attributes'), '*.dat filter=lossy\n');
    world.git('config', 'filter.lossy.clean', 'tr a-z A-Z');
    world.git('config', 'filter.lossy.smudge', 'cat');
    committed(world, { 'tracked.dat': 'tracked\n' });
    world.write('tracked.dat', 'Mine\n');
    world.write('new.dat', 'New\n');
  },
  'an untracked .gitattributes that changes line endings'(world) {
    world.write('.gitattributes', '*.md text eol=crlf\n');
    world.write('README.md', '# Mine\n');
    world.write('new.md', '# New\r\n');
  },
  'a file that is to be tracked no longer'(world) {
    committed(world, { 'a.txt': 'a\n', 'same.txt': 'same\n', '.env': 'KEY=old\n' });
    world.git('rm', '--quiet', '--cached', 'a.txt', 'same.txt', '.env');
    world.write('a.txt', 'mine\n');
  },
  'trailing blanks, where git is to fix them (apply.whitespace)'(world) {
    committed(world, { 'blanks.txt': 'one  \ntwo\t \nthree\n' });
    world.git('config', 'apply.whitespace', 'fix');
    world.git('config', 'apply.ignoreWhitespace', 'change');
    world.write('blanks.txt', 'one  \ntwo\t \nmine  \n');
  },
  'names of all kinds'(world) {
    committed(world, Object.fromEntries(STRANGE.map((name) => [name, '1\n'])));
    for (const name of STRANGE) {
      world.write(name, 'mine\n');
      world.write(`new ${name}`, 'new\n');
      world.write(`${name} new`, 'new\n');
    }
  },
  'a staged new file that is deleted'(world) {
    world.write('deleted.txt', 'staged alone\n');
    world.git('add', 'deleted.txt');
    rmSync(at(world, 'deleted.txt'));
  },
};

function modes(world: TestWorld): Record<string, string> {
  const folders = world
    .git('ls-files', '--others', '-z')
    .split('\0')
    .map((file) => path.dirname(file));
  return Object.fromEntries(
    [...new Set(folders)].map((folder) => [folder, statSync(at(world, folder)).mode.toString(8)]),
  );
}

describe('a start that stashes gives back', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  for (const [name, prepare] of Object.entries(CASES)) {
    for (const way of ['refused', 'undone'] as const) {
      it(`${name}: ${way}`, async () => {
        const world = await worldIn('planned');
        prepare(world);
        // Git notes in the index what it has looked at.
        assert.notEqual(world.git('status', '--porcelain'), '');
        const [before, folders] = [world.snapshot(), modes(world)];
        if (way === 'refused') hook(world, 'pre-commit', 'exit 1');
        const run = () => world.engine.executePhase({ dirty: 'stash' });
        // Git itself can't stash one that is staged, and deleted on disk.
        const refusal = name.includes('deleted')
          ? ('DIRTY_TREE' as const)
          : way === 'refused' && ('COMMIT_FAILED' as const);
        if (refusal) {
          await failed(refusal, run, /Everything is as it was before/);
        } else {
          await run();
          assert.equal(world.git('diff', '--cached', '--name-only', 'HEAD'), '');
          assert.deepEqual(await world.engine.undoLast(), { left: [] });
        }
        same(world.snapshot(), before);
        assert.deepEqual(modes(world), folders);
        assert.equal(world.git('stash', 'list'), '');
      });
    }
  }
});
