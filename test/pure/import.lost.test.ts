import { itReads, type Rule } from '../support/importRules';

const TRACK = 'conductor/tracks/kite';
const rules: Record<string, Rule[]> = {
  'Conductor, other shapes': [
    {
      name: 'a phase without a number counts, and commits go whatever they are called',
      files: {
        [`${TRACK}/plan.md`]:
          '# Track Plan: Kite\n## Phase 1: Sail\n- [x] Task: Cut it [commit: 2a399a9]\n## Phase: Review Fixes\n- [ ] Task: Sew it\n',
      },
      lines: ['# Sail', '[x] Cut it', '# Review Fixes', '[ ] Sew it'],
      title: 'Kite',
    },
  ],
  'Backlog.md, other shapes': [
    {
      name: 'without a plan boxes of other sections are steps, those of criteria aren’t',
      files: {
        'backlog/tasks/task-3 - Mow.md':
          '---\nid: task-3\ntitle: Mow\nstatus: Done\n---\n## Description\nGrass.\n## Implementation Steps\n- [x] Oil\n- [ ] Rake\n## Success Criteria\n- [x] Short\n',
      },
      lines: ['[x] Oil', '[ ] Rake', 'plan ✓ Short'],
    },
    {
      name: 'a title is a text alone, whatever stands below it',
      files: { 'backlog/tasks/task-4 - Mow.md': '---\nid: task-4\ntitle: Mow\n- [ ] #1 x\n---\n## Plan\n- [ ] Oil\n' },
      lines: ['[ ] Oil'],
      title: 'Mow',
    },
    {
      name: 'a task without front matter has its heading and its boxes',
      files: { 'backlog/tasks/task-110 - Mow.md': '# Task 110: Mow the lawn\n## Work\n- [x] Oil\n- [ ] Rake\n' },
      lines: ['[x] Oil', '[ ] Rake'],
      title: 'Mow the lawn',
    },
  ],
  'Codex, other shapes': [
    {
      name: 'phases with boxes are a plan without *Progress*, too',
      files: {
        'PLANS.md':
          '# Clock\n\nLast updated: 2026-02-12\n\n### Phase 0 - Wind\n\n- [x] Find the key\n\nAcceptance criteria:\n- It ticks\n\n### Phase 1 - Set\n\n#### 1A. Hours\n\n- [ ] Turn\n',
      },
      lines: ['# Wind', '[x] Find the key', '? It ticks', '# Set', '[ ] Turn'],
      objective: null,
    },
    {
      name: 'rules without boxes are none',
      files: { 'PLANS.md': '# ExecPlans\n\n## Phase 1: Write\n\n- it\n' },
      lines: [],
    },
  ],
  'superpowers, other shapes': [
    {
      name: 'tasks of another level count, wait for what a bracket says, and may have labels before their words',
      files: {
        'docs/superpowers/plans/nest.md':
          '# Nest\n\n### Task 1: Saw\n- [x] **Step 1: Measure**\n### Task 2a: Nail (depends on Task 1)\n- [ ] Step 1: Hit\n#### Task 3 — Hang\n\n**Step 1:** Climb\n\n## Success Criteria\n- [ ] An owl\n',
      },
      lines: ['# Saw', '[x] Measure', '# Nail < Saw', '[ ] Hit', '# Hang', '[ ] Climb', 'plan ? An owl'],
    },
  ],
  'planning-with-files, other shapes': [
    {
      name: 'items without their space, a status right below an item, and states behind marks',
      files: {
        'task_plan.md':
          '# Task Plan: Bake\n## 目标（面包）\n面包。\n### Phase 1: Dough ✅ 完成\n-[x] Knead\n-[ ] Rest\n### Phase 2: Oven ⏳ 进行中\n- Heat\n**Status:** pending\n### Phase 3: Eat\n- Cut\n-**状态：**完成\n',
      },
      lines: ['# Dough', '[x] Knead', '[ ] Rest', '# Oven', '[ ] Heat', '# Eat', '[x] Cut'],
      objective: '面包。',
    },
    {
      name: 'every section with boxes counts',
      files: {
        'task_plan.md':
          '# Task Plan: Bake\n## Completed Workstreams\n- [x] Knead\n## Remaining\n- [ ] Heat\n## Errors\n- [ ] no\n',
      },
      lines: ['[x] Knead', '[ ] Heat'],
    },
    {
      name: 'beside numbered phases, too',
      files: { 'task_plan.md': '# Task Plan: Bake\n## Plan\n1. Dough\n   - [x] Knead\n## Remaining\n- [ ] Heat\n' },
      lines: ['# Dough', '[x] Knead', '# Remaining', '[ ] Heat'],
    },
  ],
  'spec-kit, other shapes': [
    {
      name: 'ids may stand in brackets, and what is struck out is dropped',
      files: {
        'specs/1-choir/tasks.md':
          '## Phase 1: Room\n- [ ] [T007] Book it\n- [ ] ~~T004 Paint it~~\n- [ ] `T009` Air it\n',
      },
      lines: ['# Room', '[ ] Book it', '[-] Paint it', '[ ] Air it'],
    },
  ],
  'the clipboard': [
    {
      name: 'a text without a heading has its first line as title, and may say when it is done',
      files: { '': 'Plan for the fridge\n\n1. Buy it\n2. Fill it\n\nDone when: it is cold\n' },
      lines: ['[ ] Buy it', '[ ] Fill it', 'plan ? it is cold'],
      title: 'fridge',
    },
  ],
};

itReads(rules);
