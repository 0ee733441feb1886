import assert from 'node:assert/strict';
import { RULES } from '../../src/core/problems';

describe('the rules of the Problems panel', () => {
  it('have ids of their own, in kebab-case', () => {
    const ids = RULES.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
    for (const id of ids) assert.match(id, /^[a-z]+(-[a-z]+)*$/);
  });
});
