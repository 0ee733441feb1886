import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { findStateBlock } from '../../src/core/context/stateBlock';
import { parseMarkdown } from '../../src/core/markdown/parse';
import { runningContext } from '../support/golden';

describe('the published schema', () => {
  const published = JSON.parse(readFileSync('schemas/context-state.schema.json', 'utf8')) as object;

  it('serves another tool as it is, in strict mode', () => {
    const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(published);
    const state: unknown = JSON.parse(findStateBlock(parseMarkdown(runningContext(3)))?.source ?? '');
    assert.ok(validate(state), JSON.stringify(validate.errors));
    assert.ok(!validate({ phased_execution: { phases: [{ status: 'pending' }] } }));
  });
});
