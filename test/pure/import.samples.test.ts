import assert from 'node:assert/strict';
import { findForeign, readForeign } from '../../src/core/import/foreign';
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
