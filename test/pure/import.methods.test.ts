import { itReads, type Rule } from '../support/importRules';

const TASKS = 'specs/007-choir-practice/tasks.md';
const SPEC = 'specs/007-choir-practice/spec.md';
const specKit: Rule[] = [
  {
    name: 'boxes are tasks, with an id or without, through sub-headings; those beside the phases’ notes aren’t',
    files: {
      [TASKS]:
        '# Tasks: Choir\n\n## Phase 1: Room\n\n- [x] T001 Book it in `hall.yml`\n  - [ ] ask twice\n\n### Chairs\n* [ ] **T002** [P] [US1] Count them\n- [ ] a task\n\n## Notes\n- [ ] T003x\n',
    },
    lines: ['# Room', '[x] Book it in `hall.yml`', '[ ] ask twice', '[ ] Count them', '[ ] a task'],
    title: 'Choir',
  },
  {
    name: 'without ids every box is a task; without phases the sections are',
    files: { [TASKS]: '## Room\n- [ ] Book it\n## Sound\n- [X] Test it\n## Notes\n- quiet\n' },
    lines: ['# Room', '[ ] Book it', '# Sound', '[x] Test it'],
    title: 'Choir practice',
  },
  {
    name: 'scenarios belong to the phase of their story, outcomes to the plan',
    files: {
      [TASKS]:
        '## Phase 3: User Story 1 - Sing (P1)\n**Independent Test**: Sing it\nonce.\n- [ ] T001 Sing\n\n**Checkpoint**: All sing\n\n**Acceptance Criteria**:\n- It is loud\n',
      [SPEC]:
        '# Feature Specification: Choir\n\n### User Story 1 - Sing (Priority: P1)\n\n**Acceptance Scenarios**:\n\n1. **Given** a song,\n   **When** it begins, **Then** all sing\n\n## Success Criteria\n- **SC-001**: Nobody leaves\n- **FR-001**: Songs MUST end\n',
    },
    lines: [
      '# User Story 1 - Sing',
      '[ ] Sing',
      '? Sing it once.',
      '? It is loud',
      '? All sing',
      '? Given a song, When it begins, Then all sing',
      'plan ? Nobody leaves',
    ],
  },
  {
    name: 'phases wait for what labels and the list of phase dependencies say',
    files: {
      [TASKS]:
        '## Phase 1: Room\n- [ ] T001 a\n## Phase 2: Basics (Shared)\n- [ ] T002 b\n## Phase 3: User Story 1 - Sing\n- [ ] T003 c\n## Phase 4: User Story 2 - Dance\n**Dependencies**: Phase 1 and 2 complete\n- [ ] T004 d\n## Phase 5: Lights\n- [ ] T005 e\n## Phase N: Polish\n- [ ] T006 f\n\n## Dependencies\n\n### Phase Dependencies\n\n- **Room (Phase 1)**: No dependencies\n- **Basics (Phase 2)**: Depends on Room - BLOCKS all user stories\n- **User Stories (Phase 3+)**: All depend on Basics\n- **Phase 5**: Depends on all previous phases\n- **Polish (Final Phase)**: Depends on all desired user stories being complete\n',
    },
    lines: [
      '# Room',
      '[ ] a',
      '# Basics (Shared) < Room',
      '[ ] b',
      '# User Story 1 - Sing < Basics (Shared)',
      '[ ] c',
      '# User Story 2 - Dance < Room, Basics (Shared)',
      '[ ] d',
      '# Lights < Room, Basics (Shared), User Story 1 - Sing, User Story 2 - Dance',
      '[ ] e',
      '# Polish < User Story 1 - Sing, User Story 2 - Dance',
      '[ ] f',
    ],
  },
];

const CHANGE = 'openspec/changes/add-choir';
const openSpec: Rule[] = [
  {
    name: 'every box is a task, with its own state; a numbered verification is a phase, a checklist is none',
    files: {
      [`${CHANGE}/tasks.md`]:
        '# Tasks\n\n## 1. Room\n- [x] 1.1 Book it\n  - [ ] 1.1.1 Ask\n- plain\n\n## 2. Verification\n- [~] 2.1 Listen\n\n## Extra\n- [ ] Bring tea\n\n## Checklist\n- [ ] Read this\n',
    },
    lines: ['# Room', '[x] Book it', '[ ] Ask', '# Verification', '[~] Listen', '# Extra', '[ ] Bring tea'],
    title: 'Add choir',
  },
  {
    name: 'without numbered sections it is one list',
    files: { [`${CHANGE}/tasks.md`]: '## Room\n- [ ] Book it\n## Songs\n- [-] Choose\n' },
    lines: ['[ ] Book it', '[-] Choose'],
  },
  {
    name: 'requirements that are added or changed are criteria of the plan, by their first paragraph',
    files: {
      [`${CHANGE}/proposal.md`]: '# Change: Sing\n\n## Why\n\nIt is\nquiet.\n\nMore.\n',
      [`${CHANGE}/tasks.md`]: '## 1. Room\n- [ ] 1.1 a\n',
      [`${CHANGE}/specs/room/spec.md`]:
        '## ADDED Requirements\n### Requirement: Loud\nIt SHALL be\nloud.\n\n#### Scenario: x\n- y\n## MODIFIED Requirements\n### Requirement: Long\nIt SHALL be long.\n## REMOVED Requirements\n### Requirement: Late\nIt SHALL be late.\n',
    },
    lines: ['# Room', '[ ] a', 'plan ? It SHALL be loud.', 'plan ? It SHALL be long.'],
    title: 'Sing',
    objective: 'It is quiet.',
  },
];

const KIRO = '.kiro/specs/bird-feeder';
const kiro: Rule[] = [
  {
    name: 'numbers say what belongs to what; a minus is under way; a star is optional',
    files: {
      [`${KIRO}/tasks.md`]:
        '# Implementation Plan\n\n## Overview\n\n- [-] 1. Build\n- [x] 1.1 Saw\n  - [ ] sand it\n- [ ]* 1.2 Paint\n- [ ] 2. Fill\n  - [-] 2.1 Buy seed\n- [ ] 3. Hang it up\n\n## Success\n- [ ] Birds come\n',
    },
    lines: ['# Build', '[x] Saw', '[ ] Paint (optional)', '# Fill', '[~] Buy seed', '# Hang it up', '[ ] Hang it up'],
    title: 'Bird feeder',
  },
  {
    name: 'a checkpoint is a criterion of the phase before it',
    files: {
      [`${KIRO}/tasks.md`]: '- [ ] 1. Build\n- [x] 2. Checkpoint - It holds\n- [ ] 3. Final checkpoint: Birds come\n',
    },
    lines: ['# Build', '[ ] Build', '✓ It holds', '? Birds come'],
  },
  {
    name: 'without numbers, what hangs below a task belongs to it',
    files: { [`${KIRO}/tasks.md`]: '- [ ] Build\n  - [x] Saw\n    - [ ] twice\n- [ ] Hang\n## Notes\n- [ ] no\n' },
    lines: ['# Build', '[x] Saw', '# Hang', '[ ] Hang'],
  },
  {
    name: 'requirements give the objective and the criteria of the plan',
    files: {
      [`${KIRO}/requirements.md`]:
        '# Requirements Document\n## Introduction\n\nBirds are *hungry*.\n\n### Requirement 1\n#### Acceptance Criteria\n1. WHEN it snows, THE feeder SHALL be full.\n\n### Requirement 2\n**Acceptance Criteria:**\n\n1. IF a cat comes, THEN it SHALL ring.\n',
      [`${KIRO}/tasks.md`]: '- [ ] 1. Build\n',
    },
    lines: [
      '# Build',
      '[ ] Build',
      'plan ? WHEN it snows, THE feeder SHALL be full.',
      'plan ? IF a cat comes, THEN it SHALL ring.',
    ],
    objective: 'Birds are hungry.',
  },
];

const task = (id: string, more: string, body: string): string =>
  `---\nid: ${id}\ntitle: Task ${id}\n${more}---\n\n${body}`;
const backlog: Rule[] = [
  {
    name: 'the plan’s items have the state of their task, unless they have a box; criteria and what is done go together',
    files: {
      'backlog/tasks/task-3 - Mow.md': task(
        'TASK-3',
        'status: Done\n',
        '## Description\n\nGrass.\n\n## Implementation Plan\n\n1. Oil it\n   - well\n- [ ] Rake\n\n## Acceptance Criteria\n- [x] #1 It is short\n\n## Definition of Done\n- [ ] #1 Tea\n',
      ),
    },
    lines: ['[x] Oil it', '[ ] Rake', 'plan ✓ It is short', 'plan ? Tea'],
    objective: 'Grass.',
  },
  {
    name: 'children are phases, in the order of their ids, and wait for each other',
    files: {
      'backlog/tasks/task-3 - Mow.md': task('task-3', 'status: To Do\n', '## Implementation Plan\n1. All of it\n'),
      'backlog/tasks/task-3.10 - Rake.md': task(
        'TASK-3.10',
        'status: In Progress\ndependencies:\n  - task-3.2\n  - task-9\nparent_task_id: TASK-3\n',
        '## Description\nx\n',
      ),
      'backlog/completed/task-3.2 - Oil.md': task('TASK-3.2', 'status: Done\nparent_task_id: task-3\n', ''),
    },
    lines: ['# Task TASK-3.2', '[x] Task TASK-3.2', '# Task TASK-3.10 < Task TASK-3.2', '[~] Task TASK-3.10'],
    title: 'Task task-3',
  },
  {
    name: 'between its comments a section has headings of its own',
    files: {
      'backlog/tasks/task-4 - X.md': task(
        'task-4',
        '',
        '## Implementation Plan\n<!-- SECTION:PLAN:BEGIN -->\n## First\n1. a\n## Second\n1. b\n<!-- SECTION:PLAN:END -->\n',
      ),
    },
    lines: ['[ ] a', '[ ] b'],
  },
];

const json = (value: unknown): Record<string, string> => ({ '.taskmaster/tasks/tasks.json': JSON.stringify(value) });
const taskMaster: Rule[] = [
  {
    name: 'tasks with subtasks are phases; ids of any form name them',
    files: json({
      tasks: [
        {
          id: 1,
          title: 'Dig',
          status: 'done',
          testStrategy: 'Look.\nAgain.',
          subtasks: [{ id: 1, title: 'Buy', status: 'review', acceptanceCriteria: '- It is sharp\n- It is long' }],
        },
        { id: '2', title: 'Plant', status: 'deferred', dependencies: ['1.1', 99, 2], testStrategy: '- Water\n- Wait' },
        { id: 3, title: 'Fence', status: 'cancelled', dependencies: [1, '2'] },
      ],
    }),
    lines: [
      '# Dig',
      '[~] Buy',
      '✓ Look. Again.',
      '✓ It is sharp',
      '✓ It is long',
      '# Plant < Dig',
      '[ ] Plant',
      '? Water',
      '? Wait',
      '# Fence < Dig, Plant',
      '[-] Fence',
    ],
    title: 'Garden',
    project: 'garden',
  },
  {
    name: 'of a cancelled task nothing is left to do',
    files: json({
      tasks: [
        {
          id: 1,
          title: 'Dig',
          status: 'cancelled',
          subtasks: [
            { id: 1, title: 'Buy', status: 'done' },
            { id: 2, title: 'Hit', status: 'pending' },
          ],
        },
      ],
    }),
    lines: ['# Dig', '[x] Buy', '[-] Hit'],
  },
  {
    name: 'a tag’s name is the title, its description the objective unless the tool wrote it',
    files: json({
      'rain-barrel': {
        tasks: [{ id: 1, title: 'Buy', status: 'in-progress' }],
        metadata: { description: 'Save water' },
      },
    }),
    lines: ['[~] Buy'],
    title: 'Rain barrel',
    objective: 'Save water',
  },
  {
    name: 'keys of the language itself are keys like any other',
    files: {
      'tasks/tasks.json': '{"__proto__": {"tasks": [{"id": "constructor", "title": "Buy", "status": "toString"}]}}',
    },
    lines: ['[ ] Buy'],
    title: 'Proto',
  },
];

itReads({ 'spec-kit': specKit, OpenSpec: openSpec, Kiro: kiro, 'Backlog.md': backlog, 'Task Master': taskMaster });
