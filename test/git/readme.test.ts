import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { makeWorld } from '../support/world';

describe('the README', () => {
  it('names every folder that Initialize makes, in the tour and in the list of files', async () => {
    const { created } = await makeWorld().engine.init();
    const folders = created.filter((path) => !path.endsWith('.md')).map((path) => path.split('/').at(-1) ?? '');
    assert.equal(folders.length, 5);
    const text = readFileSync('README.md', 'utf8');
    const tour = /^1\. \*\*Initialize\.\*\*[^]*?(?=^2\. )/m.exec(text)?.[0] ?? '';
    const list = /^context\/\n[^]*?^```/m.exec(text)?.[0] ?? '';
    assert.deepEqual(folders.filter((name) => !tour.includes(`\`${name}\``)), []); // prettier-ignore
    assert.deepEqual(
      folders.filter((name) => !list.includes(`\n  ${name}/`)),
      [],
    );
  });
});
