import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addSteps } from '../../src/core/plan/addSteps';
import { setPlanStatus, writePlanStatus } from '../../src/core/plan/edit';
import { parsePlan } from '../../src/core/plan/parse';
import { cases } from '../support/cases';

describe('plan: setting the status', () => {
  it('changes the value and nothing else', () => {
    const before =
      '\u{feff}# Plan: X\r\n\r\n**Date:** 2025-01-01  \r\n> **Status:** In *Review*  \r\n\r\n**Status:** Other\r\n## Status\r\n**Status:** no';
    assert.equal(setPlanStatus(before, 'Approved'), before.replace('In *Review*', 'Approved'));
  });

  it('fills in an empty one', () => {
    assert.equal(
      setPlanStatus('# X\n\n**Status:**\n**Date:** y\n', 'Approved'),
      '# X\n\n**Status:** Approved\n**Date:** y\n',
    );
  });

  it('keeps a plan without one as it is, fences included', () => {
    const text = '# X\n\n```\n**Status:** Pending\n```\n\n## Y\n\n**Status:** Pending\n';
    assert.equal(setPlanStatus(text, 'Approved'), text);
  });

  const line = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '',
      '# A',
      '## B',
      '### Phase 1: C',
      '- [ ] d',
      '  - [x] e',
      '1. **f**',
      '```',
      '~~~md',
      '> g',
      '**Status:** Pending',
      '> **Status:** In Review  ',
      '**Objective:** h',
      '| Phase | Title |',
      '|---|---|',
      '| 1 | i |',
      '## Implementation Steps',
      '## Success Criteria',
      '---',
      '===',
      '<!--',
      '\u{0}',
    ),
  );
  const file = fc
    .tuple(fc.constantFrom('', '\u{feff}'), fc.constantFrom('\n', '\r\n', '\r'), fc.array(line))
    .map(([bom, eol, lines]) => bom + lines.join(eol));

  it('in any file, and reads back', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(file, fc.constantFrom('Approved', 'Completed', '$& {A}'), (text, status) => {
        const before = parsePlan(text).status;
        const after = setPlanStatus(text, status);
        if (before === null && !/\*\*Status:\*\*/.test(text)) return assert.equal(after, text);
        if (before === null) return undefined;
        assert.equal(parsePlan(after).status?.text, status);
        assert.equal(parsePlan(after).status?.line, before.line);
        const lines = after.split(/\r\n|[\r\n]/);
        const same = text.split(/\r\n|[\r\n]/).every((old, index) => index === before.line || old === lines[index]);
        assert.ok(same && setPlanStatus(after, status) === after);
        return undefined;
      }),
      cases(3000),
    );
  });

  it('and reading a plan never fails', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(file, (text) => {
        const plan = parsePlan(text);
        assert.equal(plan.doc.text, text);
        const last = plan.doc.lineOffsets.length;
        for (const { line } of [...plan.steps, ...plan.criteria, ...plan.phases]) assert.ok(line >= 0 && line < last);
      }),
      cases(3000),
    );
  });
});

describe('writePlanStatus', () => {
  const cases: [string, string, string][] = [
    ['changes the line that is there', '# P\n\n**Status:** Draft\n', '# P\n\n**Status:** Approved\n'],
    [
      'follows the last metadata line',
      '# P\n\n**Date:** 1\n**Type:** x\n\n## A\n\n**Status of B:** 2\n',
      '# P\n\n**Date:** 1\n**Type:** x\n**Status:** Approved\n\n## A\n\n**Status of B:** 2\n',
    ],
    [
      'takes the form of a list',
      '# P\r\n\r\n- **Date:** 1\r\n\r\nText\r\n',
      '# P\r\n\r\n- **Date:** 1\r\n- **Status:** Approved\r\n\r\nText\r\n',
    ],
    ['changes a plain line', '# P\n\nDate: 1\nStatus: Draft\n', '# P\n\nDate: 1\nStatus: Approved\n'],
    ['changes one of a list', '# P\n\n- status: *Draft*\n', '# P\n\n- status: Approved\n'],
    ['changes one with other marks', '# P\n\n__Status:__ Draft\n', '# P\n\n__Status:__ Approved\n'],
    [
      'changes a row of a table',
      '# P\n\n| Field | Value |\n|---|---|\n| **Status** | In Review |\n',
      '# P\n\n| Field | Value |\n|---|---|\n| **Status** | Approved |\n',
    ],
    ['changes a section', '# P\n\n## Status\n\n🚧 Draft\n\n## A\n', '# P\n\n## Status\n\nApproved\n\n## A\n'],
    [
      'leaves a section that tells of more',
      '# P\n\n## Status\n\n- [x] One\n- [ ] Two\n',
      '# P\n\n**Status:** Approved\n\n## Status\n\n- [x] One\n- [ ] Two\n',
    ],
    [
      'changes front matter of several lines',
      '---\nstatus: >-\n  In\n  Review\na: b\n---\n# P\n',
      '---\nstatus: Approved\na: b\n---\n# P\n',
    ],
    ...[
      'Status: codes are returned as 404.',
      'Status: Draft · Owner: Ann',
      'Status: Draft | Owner: Ann',
      'Status: Draft <!-- keep -->',
      '- Example:\n\n  ```\n  Status: Draft\n  ```',
      '- Example:\n\n      Status: Draft',
      '<!--\n\nStatus: Draft\n\n-->',
      '| Field | Type |\n|---|---|\n| status | string |',
      '| Field | Value | Note |\n|---|---|---|\n| status | done | x |',
      '### API\n\nStatus: Draft',
      '### API\n\n| status | done |\n|---|---|\n| status | done |',
    ].map((kept): [string, string, string] => [
      `leaves what says more: ${kept}`,
      `# P\n\n${kept}\n`,
      `# P\n\n**Status:** Approved\n\n${kept}\n`,
    ]),
    ...['- [ ] Done', '> Draft', '<!-- Draft -->', '[Draft](x.md)'].map((kept): [string, string, string] => [
      `leaves a section that has another form: ${kept}`,
      `# P\n\n## Status\n\n${kept}\n`,
      `# P\n\n**Status:** Approved\n\n## Status\n\n${kept}\n`,
    ]),
    ...['status:\n  plan: Draft\n  code: none', 'status: &s draft\nother: *s'].map((kept): [string, string, string] => [
      `leaves front matter that says more: ${kept}`,
      `---\ntitle: P\n${kept}\n---\n# P\n`,
      `---\ntitle: P\n${kept}\n---\n# P\n\n**Status:** Approved\n`,
    ]),
    [
      'changes front matter with a quotation mark in it',
      "---\nstatus: 'it''s draft'\n---\n# P\n",
      "---\nstatus: 'Approved'\n---\n# P\n",
    ],
    ['follows the title', '# P\n\nText\n', '# P\n\n**Status:** Approved\n\nText\n'],
    ['follows a title with text right below', '# P\nText\n', '# P\n\n**Status:** Approved\n\nText\n'],
    [
      'follows an underlined title',
      '\ufeffP\n===\n\n## A\n\n**Date:** 1\n',
      '\ufeffP\n===\n\n**Status:** Approved\n\n## A\n\n**Date:** 1\n',
    ],
    ['follows a title alone', '# P', '# P\n\n**Status:** Approved'],
    ['begins a text without a title', 'Text\n', '**Status:** Approved\n\nText\n'],
  ];
  for (const [what, before, after] of cases) {
    it(what, () => {
      assert.equal(writePlanStatus(before, 'Approved'), after);
      assert.equal(parsePlan(after).status?.text, 'Approved');
    });
  }
});

describe('addSteps', () => {
  const steps = ['Add `a`', '# not a heading'];
  const boxes = '- [ ] Add `a`\n- [ ] \\# not a heading';
  const cases: [string, string, string][] = [
    [
      'replaces what was never filled in',
      '# P\n\n## Implementation Steps\n\n- [ ] [Step 1]\n- [ ] [Step 2]\n\n## B\n',
      `# P\n\n## Implementation Steps\n\n${boxes}\n\n## B\n`,
    ],
    [
      'fills an empty section',
      '# P\n\n## Approach\n\n### Detailed Implementation Steps\n\n## B\n',
      `# P\n\n## Approach\n\n### Detailed Implementation Steps\n\n${boxes}\n\n## B\n`,
    ],
    [
      'follows what the section says',
      '# P\n\n## 1. Implementation Steps\n\nIn order.\n',
      `# P\n\n## 1. Implementation Steps\n\nIn order.\n\n${boxes}\n`,
    ],
    ['makes a section', '# P\n\nText', `# P\n\nText\n\n## Implementation Steps\n\n${boxes}\n`],
  ];
  for (const [what, before, after] of cases) {
    it(what, () => {
      assert.equal(addSteps(before, steps), after);
      assert.deepEqual(
        parsePlan(after).steps.map(({ text }) => text),
        ['Add a', '# not a heading'],
      );
    });
  }

  it('keeps line endings', () => {
    const after = addSteps('# P\r\n\r\n## Implementation Steps\r\n', ['A', 'B']);
    assert.equal(after, '# P\r\n\r\n## Implementation Steps\r\n\r\n- [ ] A\r\n- [ ] B\r\n');
  });
});
