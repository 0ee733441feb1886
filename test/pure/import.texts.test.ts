import assert from 'node:assert/strict';
import { prepareMarkdown } from '../../src/core/import/parts/prepare';
import { cutOut, itemText, readName } from '../../src/core/import/parts/texts';
import { headingTitle, titleOfPath } from '../../src/core/import/parts/titles';
import { withoutEmphasis } from '../../src/core/markdown/inline';

describe('import: texts', () => {
  const texts: [raw: string, text: string][] = [
    ['T012 [P] [US2] Paint the fence', 'Paint the fence'],
    ['**1.2.3** Paint', 'Paint'],
    ['2.1. Paint', 'Paint'],
    ['7) Paint', 'Paint'],
    ['#3 Paint', 'Paint'],
    ['Step 1: Paint', 'Paint'],
    ['**Step 2 — Paint** (twice)', 'Paint (twice)'],
    ['Task: Paint [3f9c2ab]', 'Paint'],
    ['Task 4.1: Paint', 'Paint'],
    ['Phase 2: Paint', 'Paint'],
    ['Paint [M]', 'Paint'],
    ['[XL] Paint', 'Paint'],
    ['Paint (commit: 3f9c2ab)', 'Paint'],
    ['Paint <!-- id: 3 --> well', 'Paint well'],
    ['(2026-05-01 09:10Z) Paint', 'Paint'],
    ['2026-05-01 16:05 UTC — Paint', 'Paint'],
    ['2026-04-15A16:05 UTC — Open a door', '2026-04-15A16:05 UTC — Open a door'],
    ['2026-04-15016:05 UTC — Open a door', '2026-04-15016:05 UTC — Open a door'],
    ['✅ Paint', 'Paint'],
    ['🏗️ ✔ Paint', 'Paint'],
    ['Paint `a*b*` and [the **gate**](x.md) *well*', 'Paint `a*b*` and [the **gate**](x.md) well'],
    ['Paint [PR #4](https://example.com/4)', 'Paint [PR #4](https://example.com/4)'],
    // What only looks like such a mark stays.
    ['3 coats of paint', '3 coats of paint'],
    ['Tasks are done', 'Tasks are done'],
    ['Stepladders and paint', 'Stepladders and paint'],
    ['[API] Paint', '[API] Paint'],
    ['2 * 3 * 4 coats of snake_case_paint', '2 * 3 * 4 coats of snake_case_paint'],
    ['decade facade [defaced]', 'decade facade [defaced]'],
    // Of a text that is nothing else something must be left.
    ['T012', 'T012'],
  ];
  for (const [raw, text] of texts) it(`${raw} → ${text}`, () => assert.equal(itemText(raw), text));

  const names: [raw: string, name: string, id: string | null][] = [
    ['Phase 1: Setup', 'Setup', '1'],
    ['Phase 2 — Setup [checkpoint: 3f9c2ab]', 'Setup', '2'],
    ['Phase 3: User Story 1 - Paint (Priority: P1) 🎯 MVP', 'User Story 1 - Paint', '3'],
    ['Phase 3 – User Story 1 (P1): Paint', 'User Story 1: Paint', '3'],
    ['Phase N: Polish', 'Polish', 'n'],
    ['Final Phase — Polish', 'Polish', 'final'],
    ['Epic 0: Data', 'Data', '0'],
    ['Milestone 2: Codes', 'Codes', '2'],
    ['Task 3: `paint()` twice', '`paint()` twice', '3'],
    ['2. Paint', 'Paint', '2'],
    ['Phase 2: Paint (needs Phase 1)', 'Paint', '2'],
    ['Phase 2', 'Phase 2', '2'],
    ['Phase Dependencies', 'Phase Dependencies', null],
    ['Layout (of the yard)', 'Layout (of the yard)', null],
  ];
  for (const [raw, name, id] of names) {
    it(`${raw} is called ${name}`, () => {
      const read = readName(raw);
      assert.deepEqual([read.name, read.id], [name, id]);
    });
  }

  const titles: [heading: string, title: string | null][] = [
    ['Tasks: Paint', 'Paint'],
    ['Implementation Plan: Paint', 'Paint'],
    ['Implementation Tasks for the Fence', 'Fence'],
    ['Paint Implementation Plan', 'Paint'],
    ['Paint - Implementation Tasks', 'Paint'],
    ['ExecPlan: Paint', 'Paint'],
    ['📋 Plan: Paint', 'Paint'],
    ['Floor Plan', 'Floor Plan'],
    ['Feature Specification: [FEATURE NAME]', null],
    ['Tasks', null],
    ['Implementation Plan', null],
  ];
  for (const [heading, title] of titles) it(`${heading} → ${title}`, () => assert.equal(headingTitle(heading), title));

  const paths: [path: string, title: string][] = [
    ['specs/004-paint-the-fence', 'Paint the fence'],
    ['openspec/changes/archive/2026-01-09-paint', 'Paint'],
    ['conductor/tracks/paint_fence_20260114', 'Paint fence'],
    ['plan-paintFence.prompt.md', 'Paint fence'],
  ];
  for (const [path, title] of paths) it(`${path} → ${title}`, () => assert.equal(titleOfPath(path), title));

  it('keeps everything but emphasis', () => {
    assert.equal(
      withoutEmphasis('**a** _b_ ~~c~~ `**d**` <e@f.g> \\*h\\* &amp; ![i](j)'),
      'a b c `**d**` <e@f.g> \\*h\\* &amp; ![i](j)',
    );
  });
});

describe('import: Markdown as it was meant', () => {
  const cases: [name: string, text: string, prepared: string][] = [
    ['comments go, lines stay', 'a <!-- b\n- [ ] c\n--> d', 'a\n\n d'],
    ['a comment in code is none', '`<!--` a --> b', '`<!--` a --> b'],
    ['a comment that doesn’t end is none', 'a <!-- b\nc', 'a <!-- b\nc'],
    ['fences are emptied', '```md\n- [ ] a\n```\nb', '```md\n\n```\nb'],
    ['a fence of Markdown may hold others', '```md\n```js\na\n```\n- [ ] b\n```\nc', '```md\n\n\n\n\n```\nc'],
    ['a fence that doesn’t end stays', '```js\na', '```js\na'],
    ['numbers go on right below a bold line', '**Phase 2**\n4. a\n5. b', '**Phase 2**\n\n4. a\n5. b'],
    ['sub-items may lack a mark', '1. a\n   1.1 Paint\n   1.5 million', '1. a\n   - 1.1 Paint\n   1.5 million'],
  ];
  for (const [name, text, prepared] of cases) it(name, () => assert.equal(prepareMarkdown(text), prepared));
});

describe('import: texts cut out', () => {
  for (const [text, cut] of [
    ['Limits (*parallel with Phase 2*A', 'Limits ( A'],
    ['Limits *blocks 2* and more', 'Limits and more'],
    ['Limits *blocks 2*: more', 'Limits: more'],
  ] as const)
    it(text, () => assert.equal(cutOut(text, /\s*[*](?:blocks|parallel with)\b[^*]*[*]/g), cut));
});
