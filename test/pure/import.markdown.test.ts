import { itReads, type Rule } from '../support/importRules';

const PLAN = 'docs/plans/tea.md';
const work: Rule[] = [
  {
    name: 'a heading “Tasks” in a phase is none itself',
    files: {
      [PLAN]: '# Tea\n## Phase 1: Boil\n### Tasks\n1. Fill\n2. Heat\n## Phase 2: Pour\n### Steps\n- Tilt\n- Wait\n',
    },
    lines: ['# Boil', '[ ] Fill', '[ ] Heat', '# Pour', '[ ] Tilt', '[ ] Wait'],
  },
  ...[
    '## 1. Boil\n- [ ] Fill\n- [x] Heat\n## 2. Pour',
    '### Task 1: Boil\n- [ ] Fill\n- [x] Heat\n### Task 2: Pour',
  ].map((text) => ({
    name: `boxes below numbered headings are steps: ${text.slice(0, 8)}`,
    files: { [PLAN]: `# Tea\n${text}\n- [ ] Tilt\n## Later\n- [ ] Drink\n## Out of Scope\n### Cake\n- [ ] no\n` },
    lines: ['# Boil', '[ ] Fill', '[x] Heat', '# Pour', '[ ] Tilt', '# Later', '[ ] Drink'],
  })),
  {
    name: 'every section with boxes counts, in the order of the file; checks stay criteria',
    files: {
      [PLAN]:
        '# Tea\n## Done before\n- [x] Buy\n## Tasks\n- [ ] Boil\n## Testing\n- [ ] Taste\n## Documentation\n- [ ] Write\n## Verification\n### By hand\n- [ ] Hot\n',
    },
    lines: ['[x] Buy', '[ ] Boil', '[ ] Taste', '[ ] Write', 'plan ? Hot'],
  },
  {
    name: 'a list of steps without boxes doesn’t hide boxes of other sections',
    files: { [PLAN]: '# Tea\n## Steps\n1. Boil\n2. Pour\n## Next\n- [ ] Drink\n' },
    lines: ['[ ] Boil', '[ ] Pour', '[ ] Drink'],
  },
  {
    name: 'epics, sprints and milestones are phases, with boxes or without',
    files: {
      [PLAN]:
        '# Tea\n## Milestone 1: Boil ✅\n- Fill\n## Milestone 2: Pour (in progress)\n- Tilt\n## Milestone 3: Drink\nSlowly.\n',
    },
    lines: ['# Boil', '[x] Fill', '# Pour', '[ ] Tilt', '# Drink', '[ ] Drink'],
  },
  {
    name: 'a phase’s status counts for what has no box',
    files: {
      [PLAN]:
        '# Tea\n## Phase 1: Buy (Completed)\n- Tea\n## Phase 2: Boil\n**Status:** Complete\n- Fill\n## Phase 3: Pour ✅ COMPLETE\n### Tasks\n1. Tilt\n## Phase 4: Wait (Status: Complete)\n- Long\n## Phase 5: Drink\nStatus: in progress\nDepends on: Phase 1, Phase 2\n- Blow\n',
    },
    lines: [
      ...['# Buy', '[x] Tea', '# Boil', '[x] Fill', '# Pour', '[x] Tilt', '# Wait', '[x] Long'],
      ...['# Drink < Buy, Boil', '[ ] Blow'],
    ],
  },
  {
    name: 'stages with labels alone',
    files: {
      'kitchen/IMPLEMENTATION_PLAN.md':
        '# Implementation Plan\n## Stage 1: Boil\n**Goal**: Hot water\n**Success Criteria**: It steams\n**Tests**: none\n**Status**: Complete\n## Stage 2: Pour\n**Goal**: Tea\n**Success Criteria**: A cup is full\n**Status**: In Progress\n',
    },
    lines: ['# Boil', '= Hot water', '[x] Boil', '✓ It steams', '# Pour', '= Tea', '[~] Pour', '? A cup is full'],
    title: 'Kitchen',
    objective: null,
  },
  {
    name: 'criteria of a phase under a label are its own, the last phase’s too',
    files: {
      [PLAN]:
        '# Tea\n## Phase 1: Boil\n- [ ] Fill\n\n**Acceptance criteria:**\n- It steams\n## Phase 2: Pour\n- [ ] Tilt\n',
    },
    lines: ['# Boil', '[ ] Fill', '? It steams', '# Pour', '[ ] Tilt'],
  },
  {
    name: 'what a file says of itself is no objective',
    files: { [PLAN]: '# Tea\n\nLast updated: 2026-01-09\n\nWe are thirsty.\n\n- [ ] Boil\n' },
    lines: ['[ ] Boil'],
    objective: 'We are thirsty.',
  },
];

const copilot: Rule[] = [
  {
    name: 'phases in bold as items wait for what emphasis says',
    files: {
      'plan-tea.prompt.md':
        '# Plan: Tea\n\n- **Phase 1:** **Boil**\n  - Fill\n- **Phase 2:** **Pour** *depends on Phase 1*\n  - Tilt\n',
    },
    lines: ['# Boil', '[ ] Fill', '# Pour < Boil', '[ ] Tilt'],
  },
  {
    name: 'numbered labels in bold are steps, what is listed below them their detail',
    files: {
      'plan-tea.prompt.md':
        '## Plan: Tea\n### What\n**1. Boil**\n- all of it\n- File: `a.ts`\n\n**2. Pour**\n- slowly\n',
    },
    lines: ['[ ] Boil', '[ ] Pour'],
  },
];

itReads({ 'any Markdown': work, 'Copilot, phases and labels': copilot });
