import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { namedFiles } from '../../scripts/lib/readme.mjs';
import { zipEntries } from '../../scripts/lib/zip.mjs';

/** What a package is made without. */
const left = ['.git', '.vscode-test', 'dist', 'node_modules', 'out', 'test'];

describe('vsce package, without any flag', () => {
  // Inside the repository, where the copy finds its tools.
  mkdirSync('out', { recursive: true });
  const copy = mkdtempSync(join('out', 'vsce-'));
  after(() => rmSync(copy, { recursive: true, force: true }));

  it('makes the package from the repository as it is, with every file that the extension’s page names', () => {
    for (const entry of readdirSync('.')) {
      if (!left.includes(entry)) cpSync(entry, join(copy, entry), { recursive: true });
    }
    const vsce = resolve('node_modules', '@vscode', 'vsce', 'vsce');
    const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, 'package'], { cwd: copy, encoding: 'utf8' });
    const said = `${stdout}${stderr}`;
    assert.equal(status, 0, said);
    assert.doesNotMatch(said, /WARNING/);
    const file = readdirSync(copy).find((name) => name.endsWith('.vsix'));
    assert.ok(file, said);
    const names = zipEntries(readFileSync(join(copy, file)));
    const wanted = [...namedFiles(readFileSync('README.md', 'utf8')), 'dist/extension.js', 'readme.md', 'changelog.md'];
    assert.deepEqual(
      wanted.filter((name) => !names.includes(`extension/${name}`)),
      [],
    );
    assert.deepEqual(
      names.filter((name) => /\.(ts|map|mjs)$/.test(name)),
      [],
    );
  });
});
