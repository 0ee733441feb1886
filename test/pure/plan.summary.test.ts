import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseMarkdown } from '../../src/core/markdown/parse';
import { parsePlan } from '../../src/core/plan/parse';
import { renderSummary, type SummaryChange, type SummaryContent } from '../../src/core/plan/templates';
import { cases } from '../support/cases';

const content: SummaryContent = {
  title: 'User Authentication',
  phase: 1,
  phaseName: 'Database',
  date: '2025-12-20',
  branch: 'para/auth-phase-1',
  plan: 'context/plans/2025-12-18-auth-phase-1.md',
  objective: 'Tables for users.',
  changes: [
    {
      kind: 'modified',
      path: 'src/db.ts',
      added: 12,
      removed: 3,
      subjects: ['Add the pool', 'Add the pool', 'Tidy up'],
    },
    { kind: 'created', path: 'migrations/1.sql', added: 20, removed: 0, subjects: ['Create users table'] },
    { kind: 'renamed', path: 'src/new.ts', from: 'src/old.ts', added: 0, removed: 0, subjects: [] },
    { kind: 'deleted', path: 'logo.png', added: null, removed: null, subjects: ['Drop the logo'] },
  ],
  commits: ['Create users table', 'Add the pool', 'Drop the logo', 'Tidy up'],
  criteria: [
    { text: 'Migrations run', done: true, line: 9 },
    { text: 'They can be undone', done: false, line: 10 },
  ],
  learnings: ['Indexes matter'],
  progressNotes: 'Took two days.',
  nextSteps: ['Merge, then start phase 2'],
};

const structure = (text: string): string[] =>
  parseMarkdown(text)
    .headings.filter(({ level }) => level < 4)
    .map((heading) => heading.text);

describe('summary', () => {
  it('of a phase', () => {
    assert.equal(
      renderSummary(content),
      `# Summary: User Authentication - Phase 1

**Date:** 2025-12-20
**Status:** ✅ Completed
**Branch:** \`para/auth-phase-1\`
**Plan:** \`context/plans/2025-12-18-auth-phase-1.md\`

## Phase Objective

Tables for users.

## Changes Made

4 files (1 binary), +32 -3

### Files Created

- \`migrations/1.sql\` (+20 -0)
  - Create users table

### Files Modified

- \`src/db.ts\` (+12 -3)
  - Add the pool
  - Tidy up

### Files Deleted

- \`logo.png\` (binary)
  - Drop the logo

### Files Renamed

- \`src/old.ts\` → \`src/new.ts\` (+0 -0)

## Success Criteria Validation

- [x] Migrations run
- [ ] They can be undone

## Key Learnings

- Indexes matter

### Progress Notes

Took two days.

## Next Steps

- Merge, then start phase 2
`,
    );
  });

  it('names a commit that touched many files once, and the others with it', () => {
    const file = (path: string, ...subjects: string[]): SummaryChange => ({
      kind: 'created',
      path,
      added: 1,
      removed: 2,
      subjects,
    });
    const files = (count: number) => Array.from({ length: count }, (_, at) => file(`src/${at}.ts`, 'Generate them'));
    const text = (changes: SummaryChange[]): string =>
      renderSummary({ ...content, changes, commits: ['Generate them', '# Mend one', 'Generate them'] })
        .split('## Changes Made\n\n')[1]
        ?.split('\n\n## ')[0] ?? '';
    const one = file('src/one.ts', '# Mend one');
    assert.equal(
      text([...files(4), one]),
      `5 files, +5 -10

### Files Created

- \`src/0.ts\` (+1 -2)
- \`src/1.ts\` (+1 -2)
- \`src/2.ts\` (+1 -2)
- \`src/3.ts\` (+1 -2)
- \`src/one.ts\` (+1 -2)

### Commits

- Generate them
- \\# Mend one`,
    );
    assert.ok(!text([...files(3), one]).includes('### Commits'), 'where there are few, they stand below their files');
    assert.ok(text([file('a.ts', 'x')]).startsWith('1 file, +1 -2\n'));
  });

  it('of a simple plan that left nothing behind', () => {
    const empty = { changes: [], criteria: [], learnings: [], progressNotes: null, nextSteps: [] };
    const text = renderSummary({ ...content, ...empty, phase: null, phaseName: null, objective: null });
    assert.ok(text.startsWith('# Summary: User Authentication\n'));
    assert.deepEqual(structure(text).slice(1), [
      'Objective',
      'Changes Made',
      'Success Criteria Validation',
      'Key Learnings',
      'Next Steps',
    ]);
    assert.ok(!text.includes('{') && !text.includes('['));
  });

  it('keeps headings of the notes below its own', () => {
    const text = renderSummary({
      ...content,
      progressNotes: '# Day 1\nGood.\n\nDay 2\n===\n\n```sh\n# a comment\n```',
      learnings: ['A\n```\nb\n```'],
    });
    assert.deepEqual(structure(text), structure(renderSummary(content)));
    assert.ok(text.includes('#### Day 1\nGood.\n\n#### Day 2'));
    assert.ok(text.includes('# a comment'));
    assert.ok(text.includes('- A\n  ```\n  b\n  ```'));
  });

  it('keeps its structure whatever names, subjects and notes hold', function () {
    this.timeout(60_000);
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '\n',
        '\r\n',
        '`',
        '```',
        '~~~',
        '# ',
        '## Next Steps',
        '===',
        '---',
        '<!--',
        '<pre>',
        '- [ ] ',
        '> ',
        '|',
        '{NEXT_STEPS}',
        '$&',
        '\t',
      ),
    );
    const hostile = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));
    const change: fc.Arbitrary<SummaryChange> = fc.record({
      kind: fc.constantFrom('created', 'modified', 'deleted', 'renamed'),
      path: hostile,
      from: hostile,
      added: fc.constantFrom(null, 1),
      removed: fc.constant(2),
      // Now and then one of a commit that touched them all.
      subjects: fc.array(fc.oneof(hostile, fc.constantFrom('- [ ] ## all', '\n# all')), { maxLength: 2 }),
    });
    const hostileContent = fc.record({
      branch: hostile,
      plan: hostile,
      title: hostile,
      objective: fc.option(hostile),
      changes: fc.array(change, { maxLength: 6 }),
      commits: fc.array(hostile, { maxLength: 3 }),
      learnings: fc.array(hostile, { maxLength: 2 }),
      progressNotes: hostile,
      nextSteps: fc.array(hostile, { maxLength: 2 }),
    });
    const always = ['Phase Objective', 'Changes Made', 'Success Criteria Validation', 'Key Learnings', 'Next Steps'];
    fc.assert(
      fc.property(hostileContent, (some) => {
        const text = renderSummary({ ...content, ...some });
        const level2 = parseMarkdown(text).headings.filter(({ level }) => level === 2);
        assert.deepEqual(
          level2.map((heading) => heading.text),
          always,
        );
        assert.deepEqual(
          parsePlan(text).criteria.map((each) => each.text),
          ['Migrations run', 'They can be undone'],
        );
        const kinds = new Set(some.changes.map(({ kind }) => kind));
        assert.equal(structure(text).filter((name) => name.startsWith('Files ')).length, kinds.size);
      }),
      cases(300),
    );
  });

  it('follows a template of the user', () => {
    const text = renderSummary(
      content,
      '# {TITLE}{PHASE_SUFFIX} ({PHASE_NAME})\n\n`{BRANCH}` {UNKNOWN}\n\n{CHANGES}\n{CRITERIA}\n{LEARNINGS}\n',
    );
    assert.ok(text.startsWith('# User Authentication - Phase 1 (Database)\n\n`para/auth-phase-1` {UNKNOWN}\n'));
    assert.ok(text.endsWith('\n## Next Steps\n\n- Merge, then start phase 2\n'));
  });
});
