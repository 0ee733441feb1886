import assert from 'node:assert/strict';
import { setItem } from '../../src/core/markdown/edits';
import { parsePlan } from '../../src/core/plan/parse';

const steps = (...lines: string[]) => parsePlan(`# Plan: X\n\n${lines.join('\n')}\n`).steps.map(({ text }) => text);
const boxes = (...lines: string[]) =>
  parsePlan(`# Plan: X\n\n${lines.join('\n')}\n`).steps.map(({ text, marker = ' ' }) => `${marker} ${text}`);
const criteria = (...lines: string[]) =>
  parsePlan(`# Plan: X\n\n${lines.join('\n')}\n`).criteria.map(({ text, done }) => `${done ? 'x' : ' '} ${text}`);

describe('plan: steps in other dialects', () => {
  it('are the tasks of a plan without a section for them, done when all boxes below are', () => {
    const task = (name: string, ...states: string[]) => [
      ...[`### ${name}`, '', '**Files:** `src/a.ts`', ''],
      ...states.map((state, at) => `- [${state}] **Step ${at + 1}: Do it**`),
      '',
    ];
    const plan = [...task('Task 1: Index it', 'x', '-'), ...task('Task 2: Search it [ab12cd3]', 'x', ' ')];
    assert.deepEqual(boxes(...plan), ['x Index it', '  Search it']);
    assert.deepEqual(boxes('## Phase 1: Rules', ...plan).length, 0);
  });

  it('are the numbered headings of one section, and not a plan’s outline', () => {
    assert.deepEqual(steps('## Work', '### 1.1 Parse', 'x', '### 1.2 Print', 'y'), ['Parse', 'Print']);
    assert.deepEqual(steps('## 1. Objective', 'x', '### 1.1 Now', '## 2. Risks', '### 2.1 Many'), []);
    assert.deepEqual(steps('## 1. Objective', 'x', '## 2. Risks', 'y'), []);
  });

  it('are check boxes that check nothing, else the rows of a table', () => {
    const checks = ['## Review Checklist', '', '- [ ] Read', '## Definition of Done', '', '- [ ] Green'];
    assert.deepEqual(boxes('## Work', '', '- [x] Parse', '- [ ] Print', '', ...checks), ['x Parse', '  Print']);
    const table = ['| # | Task | Status |', '| --- | --- | --- |', '| 1 | **Parse** | done |', '| 2 | Print | [~] |'];
    assert.deepEqual(boxes('## Work', '', ...table, '', ...checks), ['x Parse', '~ Print']);
    assert.deepEqual(boxes('## Files', '', '| File | Change |', '| --- | --- |', '| a | b |'), []);
  });

  it('are none yet where their section isn’t filled in', () => {
    assert.deepEqual(steps('## Implementation Steps', '', '1. [Step]', '', '## Notes', '', '- [ ] Think'), []);
  });

  it('stand in a table of their section, too', () => {
    const rows = ['| # | Step | Done |', '| --- | --- | --- |', '| 1 | Make the table | [ ] |', '| 2 | [Step] | |'];
    assert.deepEqual(steps('## Detailed Implementation Steps', '', ...rows), ['Make the table']);
  });

  it('have a section with a number', () => {
    assert.deepEqual(steps('## 3. Implementation Steps', '', '1. Parse'), ['Parse']);
    assert.equal(parsePlan('# Plan: X\n\n## 1. Objective\n\nLog in.\n').objective, 'Log in.');
  });

  it('are shown without the marks of other tools', () => {
    assert.deepEqual(
      boxes(
        '## Implementation Steps',
        '',
        '- [ ] T012 [P] [US1] Parse `a.ts` in src',
        '- [x] Print it [abc1234] [0f1e2d3c4b]',
        '- [ ] Test it <!-- id: 3 -->',
        '- [ ] Rename [Foo] to [Bar]',
      ),
      ['  Parse a.ts in src', 'x Print it', '  Test it', '  Rename [Foo] to [Bar]'],
    );
    const [first] = parsePlan('# Plan: X\n\n## Steps\n\n- [ ] T01 Parse `a.ts`\n').steps;
    assert.equal(first?.raw, 'Parse `a.ts`');
  });
});

describe('plan: criteria in other dialects', () => {
  it('stand under tasks, and are no steps', () => {
    const plan = [
      ...['## Implementation Steps', '', '### Task 1: Parse', '', '- [ ] Write it', '', '**Acceptance:**', ''],
      ...['- [x] Reads BOMs', '- [ ] Reads CRLF', '', '#### Acceptance Criteria', '', '- [ ] Is fast', ''],
      ...['### Task 2: Print', '', '- [ ] Print it', '  - **Done when:**', '- **Verification**', '  - [ ] Prints', ''],
      ...['**Tests green:**', '- [ ] Unit tests', '', '**Next:**', '', '- [ ] Ship it'],
    ];
    assert.deepEqual(steps(...plan), ['Write it', 'Print it', 'Ship it']);
    assert.deepEqual(criteria(...plan), ['x Reads BOMs', '  Reads CRLF', '  Is fast', '  Prints', '  Unit tests']);
  });

  it('are not what is reviewed: that is no step either', () => {
    for (const over of ['### Review', '### Checklist']) {
      const plan = ['## Implementation Steps', '', '- [ ] Write it', '', over, '', '- [ ] Read it'];
      assert.deepEqual([steps(...plan), criteria(...plan)], [['Write it'], []], over);
    }
    const label = ['## Implementation Steps', '', '- [ ] Write it', '', '**Review:**', '', '- [ ] Answer it'];
    assert.deepEqual([steps(...label), criteria(...label)], [['Write it', 'Answer it'], []]);
  });

  it('are no part of what is numbered: there it is work', () => {
    const plan = ['## Implementation Steps', '', '### Step 1: Write acceptance tests', '', '- [ ] Write them'];
    assert.deepEqual([steps(...plan), criteria(...plan)], [['Write them'], []]);
    const phase = parsePlan('# Phase 3: Verification\n\n## Steps\n\n- [ ] Measure\n');
    assert.deepEqual([phase.steps.length, phase.criteria.length], [1, 0]);
  });

  it('may be bullets where their section has no boxes', () => {
    for (const name of ['Definition of Done', 'Done Criteria', '4. Acceptance Criteria (all)']) {
      assert.deepEqual(criteria(`## ${name}`, '', '- Fast', '  - detail', '- [Criterion]', '2. Small'), [
        '  Fast',
        '  Small',
      ]);
      assert.deepEqual(criteria(`## ${name}`, '', '- Fast', '- [x] Small'), ['x Small']);
    }
    for (const name of ['Verification', 'Success Criteria'])
      assert.deepEqual(criteria(`## ${name}`, '', '- npm test'), []);
  });

  it('get a box when they are ticked', () => {
    const text = '## Done Criteria\r\n\r\n* **Fast** enough\r\n  more\r\n2.  Small\r\n';
    assert.equal(setItem(text, 2, true), text.replace('* **', '* [x] **'));
    assert.equal(setItem(text, 4, true), text.replace('2.  Small', '2.  [x] Small'));
    assert.equal(setItem(text, 2, false), text);
    assert.equal(setItem(setItem(text, 2, true), 2, false), text.replace('* **', '* [ ] **'));
    assert.throws(() => setItem(text, 3, true), /There is no check box on line 4/);
  });
});
