import assert from 'node:assert/strict';
import { parsePlan, type PlanFile } from '../../src/core/plan/parse';

const steps = (text: string): string[] => parsePlan(text).steps.map((step) => step.text);
const phases = (text: string): [number | string, string][] =>
  parsePlan(text).phases.map((each) => [each.phase, each.name]);
const under = (heading: string, ...lines: string[]): string => `# Plan: X\n\n## ${heading}\n\n${lines.join('\n')}\n`;

describe('plan: what a file is', () => {
  const cases: [string, PlanFile['kind'], string | null, number | string | null][] = [
    ['# Master Plan: User Auth', 'master', 'User Auth', null],
    ['# Master Plan - User Auth', 'master', 'User Auth', null],
    ['# User Auth — Master Plan', 'master', 'User Auth', null],
    ['# User Auth (Master Plan)', 'master', 'User Auth', null],
    ['# マスタープラン：認証', 'master', '認証', null],
    ['# 主计划：登录', 'master', '登录', null],
    ['# The Master Plan of Auth', 'simple', 'The Master Plan of Auth', null],
    ['# Write the master plan', 'simple', 'Write the master plan', null],
    ['# Plan: User Auth', 'simple', 'User Auth', null],
    ['# User Auth', 'simple', 'User Auth', null],
    ['# Planning poker', 'simple', 'Planning poker', null],
    ['# Phase 1: Database', 'phase', 'Database', 1],
    ['# Phase 1a — Database `users`', 'phase', 'Database users', '1a'],
    ['# Phase 7A - Database', 'phase', 'Database', '7A'],
    ['# Phase 2 (Database)', 'phase', 'Database', 2],
    ['# Phase Plan: Phase 2: Database', 'phase', 'Database', 2],
    ['# Phase rc-1: Candidate', 'phase', 'Candidate', 'rc-1'],
    ['# Phase Objective: none', 'simple', 'Phase Objective: none', null],
    ['# X\n\n**Parent Plan:** `a.md`', 'phase', 'X', null],
    ['# X\n\n> **Parent plan:** `a.md`', 'phase', 'X', null],
    ['# X\n\n**Type:** Phased Plan (Master)', 'master', 'X', null],
    ['# X\n\n> **Master plan.** Details are in sub-plan files.', 'master', 'X', null],
    ['# Plan: X\n\n### Phase 1: A\n\n### Phase 2: B', 'simple', 'X', null],
    ['# Plan: X\n\n### Phase 1: A\n\n**Plan:** `x-phase-1.md`', 'master', 'X', null],
    ['', 'simple', null, null],
    ['no heading', 'simple', null, null],
  ];
  for (const [text, kind, title, phase] of cases) {
    it(JSON.stringify(text), () => {
      const plan = parsePlan(text);
      assert.deepEqual([plan.kind, plan.title, plan.phase], [kind, title, phase]);
    });
  }

  it('reads the lines about the plan, with their places', () => {
    const plan = parsePlan(
      [
        '\u{feff}# Phase 2: API',
        '',
        '> **Parent plan:** `2026-04-29-cli.md`',
        '> **Prerequisite:** Phase 1 merged (core and `create`)',
        '',
        '**Created:** 2026-01-06 (Tuesday)',
        '**Status:** In *Review*',
        '',
        '## Objective',
        '',
        'First line,',
        'second.',
        '',
        '---',
        '',
        '### More',
        'Not this.',
      ].join('\r\n'),
    );
    assert.equal(plan.titleLine, 0);
    assert.equal(plan.parent, '2026-04-29-cli.md');
    assert.equal(plan.dependencies, 'Phase 1 merged (core and `create`)');
    assert.equal(plan.date, '2026-01-06');
    assert.deepEqual(plan.status, { text: 'In Review', line: 6 });
    assert.equal(plan.objective, 'First line,\nsecond.');
  });

  it('takes unfilled template text for nothing', () => {
    const plan = parsePlan('# Phase 1: X\n\n## Phase Objective\n\n[What this phase achieves]\n');
    assert.equal(plan.objective, null);
  });
});

describe('plan: phases of a master', () => {
  const expected: [number | string, string][] = [
    [1, 'Data'],
    ['1b', 'API'],
    [3, 'UI'],
  ];
  const dialects: Record<string, string> = {
    headings:
      '## Phase Breakdown\n\n### Phase 1: Data\n\n### Phase 1b: API ✅\n\n### Phase 3: UI\n\n## Tests\n\n### Phase 1: unit tests',
    'headings with dashes': '## Phase 1 - Data\n## Phase 1b — API\n## Phase 3 – UI',
    'headings with marks and numbers': '## ✅ Phase 1: Data\n## 2. Phase 1b: API\n## Phase 3 (UI)',
    'bold lines': '**Phase 1:** Data\n\nText.\n\n**Phase 1b: API**\n\n- **Phase 3:** UI',
    table:
      '| Phase | Title | Scope |\n|---|:--|---|\n| **1** | Data | x |\n| 1b | `API` | y |\n| Phase 3 | UI | a \\| b |',
    'numbered table': '| # | Phase | Status |\n|---|---|---|\n| 1 | Data | x |\n| 1b | API | y |\n| 3 | UI | z |',
    'sub-plans':
      '## Sub-Plans\n\n- `2026-x-phase-1.md` — Data\n- [2026-x-phase-1b.md](2026-x-phase-1b.md): API\n- Phase 3: UI',
  };
  for (const [name, text] of Object.entries(dialects)) {
    it(name, () => assert.deepEqual(phases(`# Master Plan: X\n\n${text}\n`), expected));
  }

  it('never in fences, and not in tables of something else', () => {
    assert.deepEqual(
      phases('# Master Plan: X\n\n```\n### Phase 1: A\n| Phase | Title |\n|---|---|\n| 1 | B |\n```\n'),
      [],
    );
    assert.deepEqual(phases('# X\n\n| Phase | Branch |\n|---|---|\n| Phase 1 | `para/x-phase-1` |\n'), []);
    assert.deepEqual(phases('# X\n\n| Risk | Mitigation | Phase |\n|---|---|---|\n| a | b | 1 |\n'), []);
    assert.deepEqual(
      phases('# X\n\n## Phase Overview\n\n## Phase Objective: y\n\n**Phase:** 1 of 4\n\n**Phase 1 starts. Then 2.**\n'),
      [],
    );
  });

  it('with what is said about each, wherever it is said', () => {
    const text = [
      '# Master Plan: X',
      '### Phase 1: A',
      '**Objective:** First,',
      'and more.',
      '**Key Deliverables:**',
      '- **Plan:** none of this',
      '',
      '**Dependencies:** None (foundational phase)',
      '**Plan:** `context/plans/x-phase-1.md`',
      '### Phase 2: B',
      '- **Depends On:** Phase 1',
      '```',
      '**Plan:** `wrong.md`',
      '```',
      '## Sub-Plans',
      '- `x-phase-2.md` — other words',
    ].join('\n');
    const file = parsePlan(text);
    assert.deepEqual(file.phases, [
      {
        phase: 1,
        name: 'A',
        line: 1,
        status: null,
        objective: 'First,\nand more.',
        dependencies: 'None (foundational phase)',
        plan: 'context/plans/x-phase-1.md',
      },
      { phase: 2, name: 'B', line: 9, status: null, objective: null, dependencies: 'Phase 1', plan: 'x-phase-2.md' },
    ]);
  });
});

describe('plan: steps', () => {
  const sections: Record<string, string> = {
    boxes: under('Implementation Steps', '- [ ] A', '  - [ ] nested', '  - **Tests:** `x`', '- [x] B:', '* [~] **C**'),
    numbered: under('Implementation Steps', '1. A', '   - detail', '2. **B:**', '   1. nested', '3. `C`'),
    bold: under('Implementation Tasks', '- **A**', '  - **nested**', '- **B:**', '- **C**', '- a remark'),
    bullets: under('Implementation Tasks', '- A', '  - nested', '- B', '+ C'),
    'step headings': under('Approach', '### Step 1: A', '- detail', '1. detail', '### Step 2 - B', '### Step 3. C'),
    'task headings': under('Implementation Steps', '### PR 1: all', '### Task 1: A', '### Task 2: B', '### Task 3: C'),
    'numbered headings': under('Approach', '### 1. A', '1. detail', '### 2. B', '### 3. C'),
    'boxes below step headings': under(
      'Implementation Steps',
      '### Step 1: x',
      '- [ ] A',
      '- [ ] B',
      '### Step 2: y',
      '- [ ] C',
    ),
    'section inside another': under(
      'Approach',
      '1. not this',
      '',
      '### Detailed Implementation Steps',
      '',
      '- [ ] A',
      '- [ ] B',
      '- [ ] C',
    ),
    'numbered section': under('4. Implementation Steps (TDD):', '- [ ] A', '- [ ] B', '- [ ] C'),
  };
  for (const [name, text] of Object.entries(sections)) {
    it(name, () => assert.deepEqual(steps(text), ['A', 'B', 'C']));
  }

  it('come from the first section that has any', () => {
    const text =
      '# X\n\n## Approach\n\n1. C\n\n## Implementation Steps\n\n- [ ] B\n\n## Detailed Implementation Steps\n\n- [ ] A\n';
    assert.deepEqual(steps(text), ['A']);
    assert.deepEqual(steps(text.replace('- [ ] A', 'None yet.')), ['B']);
    assert.deepEqual(steps(text.replace('- [ ] A', '- [ ] [Step 1]').replace('- [ ] B', '')), ['C']);
  });

  it('are the headings where only one of them holds a list to tick off', () => {
    const text = under(
      'Implementation Steps',
      '### Step 1: A',
      '### Step 2: B',
      '#### Checks',
      '- [ ] try it',
      '### Step 3: C',
    );
    assert.deepEqual(steps(text), ['A', 'B', 'C']);
  });

  it('are not a check list among them', () => {
    const text = under(
      'Implementation Steps',
      '- [ ] A',
      '### Manual Testing Checklist',
      '- [ ] try it',
      '### Success Criteria',
      '- [ ] ok',
    );
    assert.deepEqual(steps(text), ['A']);
  });

  it('are no template text, no fence and no plain bullets of an approach', () => {
    assert.deepEqual(
      steps(under('Implementation Steps', '1. **[Step 1 Name]**', '   - [Detailed action]', '2. **{STEP}:** [x]')),
      [],
    );
    assert.deepEqual(steps(under('Approach', '### Step 1: [First Step]', '- [Action]')), []);
    assert.deepEqual(
      steps(under('Implementation Steps', '```', '- [ ] A', '```', '    - [ ] code', '~~~', '1. B')),
      [],
    );
    assert.deepEqual(steps(under('Approach', '- one thing', '- another')), []);
    assert.deepEqual(steps('# X\n\n- one thing\n\n1. B\n'), []);
  });

  it('are cleaned of markup and know their lines', () => {
    const text = under(
      'Implementation Steps',
      '- [ ] **Add** the [users](x.md) `table` for `Map<K>` & _all_:',
      '- [ ] keep snake_case [WIP]',
    );
    assert.deepEqual(parsePlan(text).steps, [
      {
        text: 'Add the users table for Map<K> & all',
        // A link leads from the plan's folder, so it becomes its text where the step is copied to.
        raw: '**Add** the users `table` for `Map<K>` & _all_',
        line: 4,
      },
      { text: 'keep snake_case [WIP]', line: 5 },
    ]);
  });

  it('know the sub-headings they stand under, unless one names a phase or others stand loose after them', () => {
    const groups = (...lines: string[]) =>
      parsePlan(under('Implementation Steps', ...lines)).steps.map(({ group }) => group ?? null);
    const [a, b] = ['- [ ] A', '- [ ] B'];
    assert.deepEqual(groups(a, '', '### Server', '', b), [null, 'Server']);
    assert.deepEqual(groups('### The `db`', '', a, '', '#### Later', '', b), ['The db', 'Later']);
    assert.deepEqual(groups('### Phase 2', '', a, b), [null, null]);
    assert.deepEqual(groups(a, b), [null, null]);
  });
});

describe('plan: criteria', () => {
  for (const heading of [
    'Success Criteria',
    '✅ Success Criteria (Overall)',
    'Overall Success Criteria',
    'Success Metrics',
    'Verification',
  ]) {
    it(heading, () => {
      const text = `# X\n\n### ${heading}\n\n- [x] \`A\` works\n\n**Group:**\n- [ ] B\n\n## Review Checklist\n\n- [ ] no\n`;
      assert.deepEqual(parsePlan(text).criteria, [
        { text: 'A works', done: true, line: 4 },
        { text: 'B', done: false, line: 7 },
      ]);
    });
  }

  it('of several such sections, once each and without template text', () => {
    const text =
      '# X\n\n## Success Criteria\n\n- [ ] [Criterion 1]\n\n### Success Metrics\n\n- [ ] A\n\n## Verification\n\n- [X] B\n';
    assert.deepEqual(
      parsePlan(text).criteria.map(({ text, done }) => [text, done]),
      [
        ['A', false],
        ['B', true],
      ],
    );
  });
});
