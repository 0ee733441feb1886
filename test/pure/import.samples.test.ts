import assert from 'node:assert/strict';
import { findForeign, readForeign } from '../../src/core/import/foreign';
import { outlineOfFile } from '../../src/core/import/parts/feature';
import { flat, isItem } from '../../src/core/import/parts/find';
import type { Item, Part } from '../../src/core/import/parts/outline';
import { itemText } from '../../src/core/import/parts/texts';
import { Used } from '../../src/core/import/used';
import { projects } from '../support/importRules';

describe('import: samples of other methods', () => {
  for (const { method, files, expected } of projects()) {
    const plans = readForeign(files);

    for (const [name, draft] of Object.entries(expected)) {
      it(`${method}: ${name}`, () => {
        const plan = plans.find(({ source, tag }) => name === source || name === `${source}#${tag ?? ''}`);
        assert.deepEqual(plan?.draft ?? null, draft);
      });
    }

    it(`${method}: finds nothing else`, () => {
      const sources = new Set(findForeign(files.map(({ path }) => path)).map(({ source }) => source));
      assert.deepEqual(
        [...sources].filter((source) => !Object.keys(expected).some((name) => name.startsWith(source))),
        [],
      );
    });
  }
});

describe('import: open work of the samples', () => {
  for (const { method, files } of projects()) {
    it(`${method}: every box and every numbered item at the top is in the draft, or said to be left out`, () => {
      for (const { draft, left, source } of readForeign(files)) {
        const used = new Used(draft);
        const said = left.map(({ what }) => what).join('\n');
        const own = files.filter(({ path }) => path.startsWith(source) && path.endsWith('.md'));
        for (const file of own) {
          const lost = lostIn(outlineOfFile(file), used, said, file.path.split('/').at(-1) ?? '');
          assert.deepEqual(lost, [], `${file.path}\n${said}`);
        }
      }
    });
  }
});

/** What neither the draft nor the list of what is left out has: named there, or by its section, or among many. */
function lostIn(part: Part, used: Used, said: string, file: string): string[] {
  if (said.includes(`“${part.raw}” in ${file}`) || said.split('\n').includes(file) || /more parts$/.test(said))
    return [];
  const items = part.blocks.filter(isItem);
  const work = flat(items).filter((item) => item.state !== null || (item.ordered && items.includes(item)));
  const isSaid = (item: Item): boolean => said.includes(`“${itemText(item.raw).slice(0, 60).trimEnd()}`);
  const lost = work.filter((item) => !used.hasItem(item) && !isSaid(item)).map(({ raw }) => raw);
  // Of many in one file five are named.
  const own = / and \d+ more in /.test(said) ? [] : lost;
  return [...own, ...part.parts.flatMap((each) => lostIn(each, used, said, file))];
}
