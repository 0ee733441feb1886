import { itReads, type Rule } from '../support/importRules';

const PLAN = 'docs/plans/tea.md';
const numbered: Rule[] = [
  {
    name: 'numbered items that hold boxes are steps, and so are those beside them',
    files: {
      [PLAN]: '# Tea\n## Steps\n1. Boil\n   - [ ] Fill\n   - [x] Heat\n2. Pour\n3. Drink\n   - [x] Slowly\n',
    },
    lines: ['[ ] Boil', '[ ] Fill', '[x] Heat', '[ ] Pour', '[x] Drink', '[x] Slowly'],
  },
  {
    name: 'in a phase, too, and outside the list that speaks of steps',
    files: {
      [PLAN]: '# Tea\n## Phase 1: Boil\n1. Fill\n   - [ ] a cup\n2. Heat\n## Phase 2: Pour\n1. Tilt\n2. [x] Wait\n',
    },
    lines: ['# Boil', '[ ] Fill', '[ ] a cup', '[ ] Heat', '# Pour', '[ ] Tilt', '[x] Wait'],
  },
  {
    name: 'or in a section beside the steps',
    files: { [PLAN]: '# Tea\n## Steps\n1. Boil\n## Later\n1. Wash\n   - [ ] Dry\n2. Store\n' },
    lines: ['[ ] Boil', '[ ] Wash', '[ ] Dry', '[ ] Store'],
  },
  {
    name: 'and below groups; bullets without a box are groups or notes',
    files: { [PLAN]: '# Tea\n## Steps\n- Kitchen\n  1. Boil\n     - [ ] Fill\n  2. Pour\n- [ ] Drink\n  1. slowly\n' },
    lines: ['[ ] Boil', '[ ] Fill', '[ ] Pour', '[ ] Drink'],
  },
  {
    name: 'numbered items in a list of their own aren’t, where others have boxes',
    files: { [PLAN]: '# Tea\n## Phase 1: Boil\n### Why\n1. Thirst\n### Tasks\n- [ ] Fill\n' },
    lines: ['# Boil', '[ ] Fill'],
  },
];

const forms: Rule[] = [
  {
    name: 'signs and words stand for boxes',
    files: {
      [PLAN]:
        '# Tea\n## Steps\n- ☐ Buy\n- ☑ Fill\n- ☒ Heat\n- ⬜ Pour\n- ✅ Wait\n- ✔️ Stir\n- ✓ Smell\n- [ x ] Blow\n- TODO: Sip\n- **DONE:** Sit\n- [WIP] Read\n- CANCELLED: Cake\n- a note\n',
    },
    lines: [
      ...['[ ] Buy', '[x] Fill', '[x] Heat', '[ ] Pour', '[x] Wait', '[x] Stir', '[x] Smell', '[x] Blow', '[ ] Sip'],
      ...['[x] Sit', '[~] Read', '[-] Cake'],
    ],
  },
  {
    name: 'so they do without a list',
    files: { [PLAN]: '# Tea\n\nWe are thirsty.\n\n[ ] Boil\n[x] Fill\n\n☐ Pour\n' },
    lines: ['[ ] Boil', '[x] Fill', '[ ] Pour'],
    objective: 'We are thirsty.',
  },
  {
    name: 'one sign for all is an ornament, but says what is done',
    files: { [PLAN]: '# Tea\n## Good\n- ✅ Hot\n## Steps\n- ✅ Boil\n- Pour\n' },
    lines: ['[x] Boil', '[ ] Pour'],
  },
  {
    name: 'a word without its colon is none, nor is a link',
    files: { [PLAN]: '# Tea\n## Steps\n- TODO lists are read\n- [TODO](a.md) is read\n- Todo: kettle\n' },
    lines: ['[ ] TODO lists are read', '[ ] [TODO](a.md) is read', '[ ] Todo: kettle'],
  },
];

const beside: Rule[] = [
  {
    name: 'boxes of sections beside phases are phases of their own; checks, reviews, and lists of the phases aren’t',
    files: {
      [PLAN]:
        '# Tea\n## Before\n- [x] Buy\n## Progress\n- [x] Phase 1\n- [ ] Pour\n## Phase 1: Boil\n- [ ] Fill\n## Phase 2: Pour\n- [ ] Tilt\n## Later\n### Kitchen\n- [ ] Wash\n### Review\n- [ ] Clean\n## Success Criteria\n- [ ] Hot\n## Out of Scope\n- [ ] Cake\n',
    },
    lines: ['# Before', '[x] Buy', '# Boil', '[ ] Fill', '# Pour', '[ ] Tilt', '# Kitchen', '[ ] Wash', 'plan ? Hot'],
  },
  {
    name: 'beside phases in bold, and phases as items, too',
    files: {
      [PLAN]:
        '# Tea\n## Before\n- [x] Buy\n## Steps\n**Phase 1 - Boil**\n1. Fill\n\n**Phase 2 - Pour** (*depends on Phase 1*)\n1. Tilt\n## Later\n- [ ] Wash\n',
    },
    lines: ['# Before', '[x] Buy', '# Boil', '[ ] Fill', '# Pour < Boil', '[ ] Tilt', '# Later', '[ ] Wash'],
  },
  {
    name: 'of planning-with-files',
    files: {
      'task_plan.md': '# Task Plan\n### Phase 1: Boil\n- [x] Fill\n## Later\n- [ ] Wash\n## Errors\n- [ ] no\n',
    },
    lines: ['# Boil', '[x] Fill', '# Later', '[ ] Wash'],
  },
  {
    name: 'of Conductor',
    files: {
      'conductor/tracks/tea/plan.md': '# Plan\n## Phase 1: Boil\n- [x] Task: Fill\n## Later\n- [ ] Task: Wash\n',
    },
    lines: ['# Boil', '[x] Fill', '# Later', '[ ] Wash'],
  },
  {
    name: 'of superpowers',
    files: {
      'docs/superpowers/plans/tea.md':
        '# Tea\n### Task 1: Boil\n- [x] Fill\n#### Task 2: Heat\n- [ ] Wait\n## Later\n- [ ] Wash\n## Self-Review\n- [ ] no\n',
    },
    lines: ['# Boil', '[x] Fill', '# Heat', '[ ] Wait', '# Later', '[ ] Wash'],
  },
  {
    name: 'of spec-kit, whose boxes may have no id; what is judged is no step',
    files: {
      'specs/1-tea/tasks.md':
        '# Tasks: Tea\n## Phase 1: Boil\n- [ ] T001 Fill\n- [ ] Heat\n- [ ] **Checkpoint**: It sings\n\n**Acceptance Criteria**:\n- [ ] It steams\n## Final Phase: Pour\n- [ ] T002 Tilt\n## Later\n- [ ] Wash\n## Quality Gates\n- [ ] Hot\n## Validation Checklist\n- [ ] no\n## Phase Dependencies\n- **Final Phase**: Depends on Boil\n',
    },
    lines: [
      ...['# Boil', '[ ] Fill', '[ ] Heat', '? It steams', '? It sings', '# Pour < Boil', '[ ] Tilt', '# Later'],
      ...['[ ] Wash', 'plan ? Hot'],
    ],
  },
];

itReads({ 'sections beside phases': beside, 'numbered items and boxes': numbered, 'forms of boxes': forms });
