import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { extensionPage } from '../../scripts/lib/readme.mjs';
import { makeWorld } from '../support/world';

describe('the README', () => {
  it('names every folder that Initialize makes, in the tour and in the list of files', async () => {
    const { created } = await makeWorld().engine.init();
    const folders = created.filter((path) => !path.endsWith('.md')).map((path) => path.split('/').at(-1) ?? '');
    assert.equal(folders.length, 5);
    const text = readFileSync('README.md', 'utf8');
    const tour = /^1\. \*\*Initialize\.\*\*[^]*?(?=^2\. )/m.exec(text)?.[0] ?? '';
    const list = /^context\/\n[^]*?^```/m.exec(text)?.[0] ?? '';
    const missing = folders.filter((name) => !tour.includes(`\`${name}\``));
    assert.deepEqual(missing, []);
    assert.deepEqual(
      folders.filter((name) => !list.includes(`\n  ${name}/`)),
      [],
    );
  });

  it('says in its first screen how to try the extension and how to install it', () => {
    const screen = readFileSync('README.md', 'utf8').split('\n').slice(0, 26).join('\n');
    for (const command of [
      'npm start',
      'npm test',
      'npm run package',
      'code --install-extension out/phased-plans.vsix',
    ]) {
      assert.ok(screen.includes(`\n${command}`), command);
    }
    assert.match(screen, /Install from VSIX…/);
  });

  it('links to files and headings that are there', () => {
    const text = readFileSync('README.md', 'utf8');
    assert.deepEqual(
      linksOf(text).filter((link) => !/^(https:|#)/.test(link) && !existsSync(link)),
      [],
    );
    assert.deepEqual(brokenAnchors(text), []);
  });
});

describe('the extension’s page inside VS Code', () => {
  const page = extensionPage(readFileSync('README.md', 'utf8'));

  it('has no picture, and no link but to its own headings and to the web', () => {
    assert.doesNotMatch(page, /!\[|<img/);
    assert.ok(linksOf(page).length > 0);
    assert.deepEqual(
      linksOf(page).filter((link) => !/^(https:|#)/.test(link)),
      [],
    );
    assert.deepEqual(brokenAnchors(page), []);
    assert.deepEqual(linksOf(readFileSync('CHANGELOG.md', 'utf8')), []);
  });

  it('says nothing of how to build the repository', () => {
    assert.doesNotMatch(page, /npm (start|test|run package)|CONTRIBUTING|architecture|<!-- \/?repository/);
    assert.match(page, /^## Settings$/m);
  });
});

const linksOf = (text: string) => [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, link]) => link ?? '');

function brokenAnchors(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  return linksOf(text).filter((link) => link.startsWith('#') && !headings.includes(link.slice(1)));
}
