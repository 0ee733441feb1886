import assert from 'node:assert/strict';
import { nameAndState } from '../../src/core/plan/headingState';
import { render } from '../../src/core/plan/render';
import { itReads } from '../support/importRules';

const PHASES = '## Phase 0: Zero\n- [ ] a\n## Phase 1: One\n- [ ] b\n';
const lines = ['# Zero', '[ ] a', '# One', '[ ] b'];

itReads({
  'titles without a heading of their own': [
    { name: 'the file’s name, not the first phase', files: { 'pond-works.md': PHASES }, lines, title: 'Pond works' },
    {
      name: 'what the front matter says',
      files: { 'pond.md': `---\ntitle: "Dig: the pond"\n---\n${PHASES}` },
      lines,
      title: 'Dig: the pond',
    },
  ],
  'states in front of a name': [
    {
      name: 'in any brackets',
      files: { 'a.md': '# A\n## Phase 1 (✅ Complete): One\n- a\n## Phase 2 [skipped]: Two\n- b\n' },
      lines: ['# One', '[x] a', '# Two', '[-] b'],
    },
  ],
});

describe('what stands in front of a name', () => {
  it('is a state, or else stays', () => {
    assert.deepEqual(nameAndState('(✅ Complete): One'), { name: 'One', state: '✅ Complete' });
    assert.deepEqual(nameAndState('(Foundation) One').name, '(Foundation) One');
  });
});

describe('a template filled with a very long list', () => {
  it('holds all of it', () => {
    const list = 'x\n'.repeat(300_000);
    assert.equal(render('{STEPS}', { STEPS: list }), list);
  });
});
