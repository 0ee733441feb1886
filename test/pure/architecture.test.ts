import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

describe('docs/architecture.md', () => {
  const text = readFileSync('docs/architecture.md', 'utf8');
  const foldersOf = (folder: string) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

  it('has every floor, every room of the core and every place of the adapters and the tests', () => {
    const folders = ['src', 'src/core', 'src/adapters', 'test'].flatMap(foldersOf);
    assert.deepEqual(
      folders.filter((name) => !text.includes(`${name}/`)),
      [],
    );
  });

  it('names only files and folders that are there', () => {
    const named = [...text.matchAll(/`([a-z][\w-]*\/[\w./-]+)`/gi)].flatMap(([, path]) => path ?? []);
    const missing = named.filter(
      (path) => !['', 'src', 'src/core', 'src/core/problems'].some((folder) => existsSync(join(folder, path))),
    );
    assert.ok(named.length > 30);
    assert.deepEqual(missing, []);
  });
});
