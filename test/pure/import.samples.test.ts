import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findForeign, readForeign } from '../../src/core/import/foreign';
import { METHODS } from '../../src/core/import/methods';
import type { PlanDraft } from '../../src/core/import/model';

/** Samples of other methods beside the repository; absent for most people, and then there is nothing to test. */
const ROOT = '../shared/foreign';

const methods = existsSync(ROOT) ? readdirSync(ROOT).filter((name) => METHODS.some(({ id }) => id === name)) : [];

describe('import: samples of other methods', () => {
  for (const method of methods) {
    const root = join(ROOT, method);
    const expected = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as Record<string, PlanDraft | null>;
    const paths = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
    const files = paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
    const plans = readForeign(files);

    for (const [name, draft] of Object.entries(expected)) {
      it(`${method}: ${name}`, () => {
        const plan = plans.find(({ source, tag }) => name === source || name === `${source}#${tag ?? ''}`);
        assert.deepEqual(plan?.draft ?? null, draft);
      });
    }

    it(`${method}: finds nothing else`, () => {
      const sources = new Set(findForeign(paths).map(({ source }) => source));
      assert.deepEqual(
        [...sources].filter((source) => !Object.keys(expected).some((name) => name.startsWith(source))),
        [],
      );
    });
  }
});
