import { itReads, type Rule } from '../support/importRules';

const planning: Rule[] = [
  {
    name: 'a phase’s status is that of bullets without a box',
    files: {
      'task_plan.md':
        '# Task Plan: Bake\n## Goal\nBread.\n### Phase 1: Dough\n- Knead\n- [ ] no, boxes count\n- **Status:** complete\n### Phase 2: Oven\n- Heat\n- **Status:** complete\n### Phase 3: Eat\n- Cut\n- **Status:** in_progress\n## Key Questions\n1. Why?\n',
    },
    lines: ['# Dough', '[ ] no, boxes count', '# Oven', '[x] Heat', '# Eat', '[ ] Cut'],
    title: 'Bake',
    objective: 'Bread.',
  },
  {
    name: 'states in words stand for boxes',
    files: {
      'kitchen/task_plan.md':
        '# Task Plan\n## Phases\n- [complete] Knead\n- [in_progress] Bake\n- [failed] Eat\n- [ ] Phase 4: Wash (CURRENT)\n',
    },
    lines: ['[x] Knead', '[~] Bake', '[ ] Eat', '[~] Wash'],
    title: 'Kitchen',
  },
  {
    name: 'a state may stand in brackets, and the goal in a line of its own',
    files: {
      'task_plan.md':
        '# 任务计划：Bake\n\nGoal: Bread\nfor all.\n\n## Phases\n1. **Knead (complete)** — well\n2. **Bake (in progress)**\n3. Eat (with butter)\n',
    },
    lines: ['[x] Knead — well', '[~] Bake', '[ ] Eat (with butter)'],
    title: 'Bake',
    objective: 'Bread for all.',
  },
  {
    name: 'numbered items with something below them are phases',
    files: {
      'task_plan.md': '## Plan\n1. Dough\n   - Knead\n2. Oven\n   - [x] Heat\n## Acceptance Criteria\n- It smells\n',
    },
    lines: ['# Dough', '[ ] Knead', '# Oven', '[x] Heat', 'plan ? It smells'],
  },
];

const TRACK = 'conductor/tracks/kite_20260301';
const conductor: Rule[] = [
  {
    name: 'boxes below a task are notes, verifications are criteria, hashes go wherever they stand',
    files: {
      [`${TRACK}/plan.md`]:
        "# Plan\n## Phase 1: Sail [checkpoint: 3f9c2ab]\n- [x] Task: Cut it 3f9c2ab\n    - [ ] twice\n- [x] 3f9c2ab Task: Sew it\n- [~] **Task: Conductor - User Manual Verification 'Phase 1: Sail' (Protocol in workflow.md)**\n",
      [`${TRACK}/spec.md`]: '# Spec\n\n**Track:** kite\n\nIt flies.\n\n## Acceptance Criteria\n- [x] High\n- Far\n',
    },
    lines: ['# Sail', '[x] Cut it', '[x] Sew it', '? User Manual Verification', 'plan ✓ High', 'plan ? Far'],
    title: 'Kite',
    objective: 'It flies.',
  },
  {
    name: 'epics have dotted headings, or boxes below these, and wait for other epics',
    files: {
      [`${TRACK}/plan.md`]:
        '# Plan: Kite\n## Epic 0: Sail\n### 0.1 Cut it [S]\n- **Acceptance:** It is square\n- Deps: None\n### Colours\n## Epic 1: Line\n### 1.1 Wind it\n- [x] **1.1.1** Buy it\n- Deps: 0.1, 1.0\n',
    },
    lines: ['# Sail', '[ ] Cut it', '? It is square', '# Line < Sail', '[x] Buy it'],
  },
  {
    name: 'a track’s description is its title where no heading says one',
    files: {
      [`${TRACK}/plan.md`]: '# Plan\n- [ ] Task: Fly\n',
      [`${TRACK}/metadata.json`]: '{"description": "Fly a kite"}',
    },
    lines: ['[ ] Fly'],
    title: 'Fly a kite',
  },
];

const superpowers: Rule[] = [
  {
    name: 'tasks are phases, grouped or not; what stands in fences of Markdown is an example, others in it or not',
    files: {
      'docs/superpowers/plans/2026-03-01-nest.md':
        '# Nest Implementation Plan\n\n**Goal:** Owls\nmove in.\n\n## Phase 1: Wood\n### Task 1: Saw `a`\n- [x] **Step 1: Measure** (twice)\n\n````md\n### Task 9: no\n````\n\n```markdown\n```sh\nls\n```\n- [ ] no\n```\n\n- [ ] **Step 2: Cut**\n### Task 2: Hang\n**Depends on:** Task 1\n\n**Step 1: Climb**\n\nHigh.\n\n## Verification\n- [ ] An owl\n- a bullet\n',
    },
    lines: ['# Saw `a`', '[x] Measure (twice)', '[ ] Cut', '# Hang < Saw `a`', '[ ] Climb', 'plan ? An owl'],
    title: 'Nest',
    objective: 'Owls move in.',
  },
];

const CLAUDE = '.claude/plans/calm-blue-kettle.md';
const prose: Rule[] = [
  {
    name: 'an approach’s numbered items are steps, files and code are none',
    files: {
      [CLAUDE]:
        '# Plan: Tea\n## Context\nThirst.\n## Approach\n1. **Boil** water\n   - all of it\n2. Pour\n## Critical Files\n1. `kettle.ts`\n## Verification\n- It steams\n',
    },
    lines: ['[ ] Boil water', '[ ] Pour', 'plan ? It steams'],
    title: 'Tea',
    objective: 'Thirst.',
  },
  {
    name: 'numbered headings are steps, unless the whole outline has numbers',
    files: {
      [CLAUDE]:
        '# Tea\n## 1. Context\nx\n## 2. Changes\n### 1. Boil\n- water\n### 2. Pour\n## 3. Verification\n1. Hot\n',
    },
    lines: ['[ ] Boil', '[ ] Pour', 'plan ? Hot'],
  },
  {
    name: 'phases wait for what their heading or a label says; their files are no steps',
    files: {
      [CLAUDE]:
        '# Tea\n## Phase 1: Boil\n- Fill\n\n**Files:**\n- `a.ts`\n## Phase 2: Pour (needs Phase 1)\n1. Slowly\n## Phase 3: Drink\n**Depends on:** Phases 1-2\n- [x] Blow\n  - [ ] again\n',
    },
    lines: ['# Boil', '[ ] Fill', '# Pour < Boil', '[ ] Slowly', '# Drink < Boil, Pour', '[x] Blow', '[ ] again'],
  },
  {
    name: 'phases in bold have numbers that run on; what a step waits for goes',
    files: {
      'plan-makeTea.prompt.md':
        '## Plan: Tea\n\n**TL;DR** - Hot\nwater.\n\n**Steps**\n\n**Phase 1 - Boil**\n1. Fill. *depends on 4*\n2. Heat (*parallel with 1*)\n\n**Phase 2 - Pour** (*depends on Phase 1*)\n3. Tilt\n\n**Relevant files**\n- `a.ts`\n\n**Verification**\n1. Hot\n',
    },
    lines: ['# Boil', '[ ] Fill.', '[ ] Heat', '# Pour < Boil', '[ ] Tilt', 'plan ? Hot'],
    title: 'Tea',
    objective: 'Hot water.',
  },
  {
    name: 'a label in the last phase alone is about the plan, one in each is about that phase',
    files: {
      'plan-tea.prompt.md':
        '## Plan: Tea\n### Phase 1: Boil\n1. Fill\n### Phase 2: Pour\n2. Tilt\n\n**Verification**\n1. Hot\n',
    },
    lines: ['# Boil', '[ ] Fill', '# Pour', '[ ] Tilt', 'plan ? Hot'],
  },
  {
    name: 'phases may be items of a list, with sub-items that lack a mark',
    files: {
      'plan-tea.prompt.md':
        '## Plan: Tea\n\n**Steps**\n1. Phase A - Boil\n\t1.1 Fill it.\n\t1.2 Heat it.\n\n2. Phase B - Pour (depends on Phase A)\n\t2.1 Tilt it.\n',
    },
    lines: ['# Boil', '[ ] Fill it.', '[ ] Heat it.', '# Pour < Boil', '[ ] Tilt it.'],
  },
  {
    name: 'or items between which others stand',
    files: {
      'plan-tea.prompt.md':
        '## Plan: Tea\n\n**Steps**\n1. Phase 1 - Boil\n2. Fill it. *blocks the rest*\n\n3. Phase 2 - Pour\n4. Tilt it.\n5. Wait.\n',
    },
    lines: ['# Boil', '[ ] Fill it.', '# Pour', '[ ] Tilt it.', '[ ] Wait.'],
  },
  {
    name: 'files are steps where a phase lists nothing else',
    files: { [CLAUDE]: '# Tea\n## Phase 1: Boil\n**Files to modify:**\n\n1. **Kettle** - `kettle.ts`\n   - fill it\n' },
    lines: ['# Boil', '[ ] Kettle - `kettle.ts`'],
  },
  {
    name: 'a plain list of boxes is a plan',
    files: { 'docs/plans/tea.md': '# Tea\n\nWe are thirsty.\n\n- [x] Boil\n- [ ] Pour\n' },
    lines: ['[x] Boil', '[ ] Pour'],
    objective: 'We are thirsty.',
  },
  { name: 'prose alone is none', files: { 'docs/plans/tea.md': '# Tea\n\nWe are thirsty.\n\n- really\n' }, lines: [] },
];

const codex: Rule[] = [
  {
    name: 'progress is the plan; partly done is under way',
    files: {
      'PLANS.md':
        '# Clock\n## Purpose / Big Picture\nIt ticks.\n## Progress\n- [x] (2026-04-02 09:10Z) Wind it.\n- [ ] Set it (completed: hours; remaining: minutes)\n## Validation and Acceptance\nLook:\n- It is noon.\n',
    },
    lines: ['[x] Wind it.', '[~] Set it (completed: hours; remaining: minutes)', 'plan ? It is noon.'],
    title: 'Clock',
    objective: 'It ticks.',
  },
  {
    name: 'milestones under progress are phases, elsewhere they aren’t',
    files: {
      '.agent/execplans/clock.md':
        '# ExecPlan: Clock\n## Progress\n### Milestone 1: Hands\n- [x] Bend\n### Milestone 2: Bell\n- [ ] Cast\n## Plan of Work\n### Milestone 3: no\n- [ ] no\n',
    },
    lines: ['# Hands', '[x] Bend', '# Bell', '[ ] Cast'],
  },
  {
    name: 'the rules for such plans are none, with their skeleton in a fence or not',
    files: {
      '.agent/PLANS.md':
        '# ExecPlans\n## Progress\nUse boxes.\n- [x] (2025-10-01 13:00Z) Example completed step.\n- [ ] Example incomplete step.\n',
    },
    lines: [],
  },
];

itReads({
  'planning-with-files': planning,
  Conductor: conductor,
  superpowers,
  'Claude Code, Copilot and any Markdown': prose,
  Codex: codex,
});
