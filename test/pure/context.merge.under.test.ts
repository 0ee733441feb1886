import assert from 'node:assert/strict';
import { mergeContexts } from '../../src/core/context/merge/merge';
import { mergeConcurrent } from '../../src/core/context/merge/concurrent';

const STATE = { active_context: [], completed_summaries: [], last_updated: '2025-12-18T10:00:00Z' };

const file = (todos: string, eol = '\n'): string =>
  `# Current Work Summary

Executing: Add Login - Phase 1: Core

## To-Do List

${todos}

## Progress Notes

_Update this section as you complete items._

---

\`\`\`json
${JSON.stringify(STATE, null, 2)}
\`\`\`
`.replaceAll('\n', eol);

const base = file('- [ ] One\n  as it was\n- [ ] Two');

/** What somebody writes under a to-do, besides other items. */
const UNDER: Record<string, string> = {
  'a line': '  by somebody',
  'lines of a paragraph': '  by somebody\n  else',
  'a paragraph': '\n  by somebody',
  'a code block': '  ```sh\n  npm run by-somebody\n\n  exit\n  ```',
  'a quote': '\n  > by somebody',
  'a table': '\n  | by | somebody |\n  | --- | --- |\n  | 1 | 2 |',
  'a comment': '  <!-- by somebody -->',
};

describe('what stands under a to-do', () => {
  for (const [name, text] of Object.entries(UNDER)) {
    it(`is kept in a merge: ${name}`, () => {
      const theirs = base.replace('- [ ] Two', `- [ ] Two\n${text}`);
      const ours = base.replace('- [ ] One', '- [x] One').replace('as it was', 'as it is now');
      for (const [one, two] of [
        [ours, theirs],
        [theirs, ours],
      ] as const) {
        const merged = mergeContexts(one, two, base);
        assert.equal(merged, theirs.replace('- [ ] One', '- [x] One').replace('as it was', 'as it is now'));
        assert.equal(mergeConcurrent('context/context.md', two, one, base), merged);
        assert.equal(mergeContexts(merged, two, base), merged);
      }
    });
  }

  it('is kept from both sides, ours first, and once where both have it', () => {
    const [ours, theirs] = ['ours', 'theirs'].map((who) =>
      base.replace('- [ ] Two', `- [ ] Two\n  the same\n  ${who}`),
    );
    const merged = mergeContexts(ours ?? '', theirs ?? '', base);
    assert.equal(merged, file('- [ ] One\n  as it was\n- [ ] Two\n  the same\n  ours\n  theirs'));
  });

  it('is of its own to-do, however often it is said', () => {
    const ours = file('- [ ] One\n  see there\n- [ ] Two');
    const theirs = file('- [ ] One\n- [ ] Two\n  see there');
    assert.equal(mergeContexts(ours, theirs), file('- [ ] One\n  see there\n- [ ] Two\n  see there'));
  });

  it('goes with what one side removed, unless the other has written there since', () => {
    const without = file('- [ ] Two');
    assert.equal(mergeContexts(base, without, base), without);
    assert.equal(mergeContexts(without, base, base), without);
    const written = base.replace('as it was', 'as it was\n  and more');
    for (const [one, two] of [
      [written, without],
      [without, written],
    ] as const) {
      const merged = mergeContexts(one, two, base);
      assert.ok(merged.includes('- [ ] One\n'), merged);
      assert.ok(merged.includes('  and more\n'), merged);
    }
  });

  it('is removed, or put otherwise, where only one side did so', () => {
    const ours = base.replace('  as it was\n', '');
    const theirs = base.replace('- [ ] Two', '- [x] Two');
    assert.equal(mergeContexts(ours, theirs, base), ours.replace('- [ ] Two', '- [x] Two'));
    assert.equal(mergeContexts(theirs, ours, base), ours.replace('- [ ] Two', '- [x] Two'));
  });

  it('is kept with other line endings', () => {
    const ours = file('- [x] One\n  as it was\n- [ ] Two', '\r\n');
    const merged = mergeContexts(ours, base.replace('- [ ] Two', '- [ ] Two\n  by somebody'), base);
    assert.equal(merged, file('- [x] One\n  as it was\n- [ ] Two\n  by somebody', '\r\n'));
  });
});
