import assert from 'node:assert/strict';
import { readForeign } from '../../src/core/import/foreign';

const leftOf = (files: Record<string, string>): string[] => {
  const [plan] = readForeign(Object.entries(files).map(([path, text]) => ({ path, text })));
  return (plan?.left ?? []).map(({ what, why }) => `${what}: ${why}`);
};

describe('import: what is left out', () => {
  it('is said section by section, with the reason; what is in the draft isn’t', () => {
    assert.deepEqual(
      leftOf({
        '.claude/plans/tea.md':
          '# Tea\n\n## Context\n\nThirst.\n\n## Approach\n\n1. **Boil**\n   - all of it\n2. Pour\n\n## Critical Files\n\n- `a`\n\n## Out of Scope\n\n- Cake\n\n## Verification\n\n- Hot\n',
      }),
      [
        '“Critical Files” in tea.md: which files there are is for the code to say',
        '“Out of Scope” in tea.md: it says what is not to be done',
        'a note in tea.md: what stands below a step is its detail',
      ],
    );
  });

  it('is a whole file, too', () => {
    assert.deepEqual(
      leftOf({
        '.kiro/specs/tea/tasks.md': '- [ ] 1. Boil\n',
        '.kiro/specs/tea/design.md': '# Design\n\n## Overview\n\nA kettle.\n',
      }),
      ['design.md: nothing in it was taken for a step or a criterion'],
    );
  });

  it('knows the marks that a method has', () => {
    assert.deepEqual(
      leftOf({
        'task_plan.md':
          '# Task Plan: Tea\n## Goal\n- Hot.\n- Soon.\n## Phases\n- [complete] Boil\n- [ ] Phase 2: Pour (CURRENT)\n',
      }),
      [],
    );
  });

  it('is told truly of boxes apart, of labels and of paragraphs, and not of what became a step or a dependency', () => {
    assert.deepEqual(
      leftOf({
        'docs/plans/tea.md':
          '# Tea\n\nMuch of it.\n\n## Phase 1: Boil\n\n**Goal:** Steam\n\n**Tests:** none\n\n- [ ] Fill\n\nSlowly.\n\n## Phase 2: Pour\n\n**Status:** open\n**Depends on:** Phase 1\n\n### Approach\n\n**Step 1 - Tilt**\n\n## Notes\n\n- [ ] Bake\n',
      }),
      [
        '“Notes” in tea.md: its boxes stand apart from the plan’s own steps and criteria',
        '“Tests” in tea.md: prose is neither a step nor a criterion',
        'a paragraph in tea.md: prose is neither a step nor a criterion',
      ],
    );
    assert.deepEqual(
      leftOf({
        'specs/1-tea/tasks.md':
          '## Phase 1: Boil\n**Purpose**: Steam\n- [ ] T001 Fill\n## Phase 2: Pour\n- [ ] T002 Tilt\n## Dependencies & Execution Order\n### Phase Dependencies\n- **Pour (Phase 2)**: Depends on Boil\n### Parallel Opportunities\n- none\n',
      }),
      [
        '“Parallel Opportunities” in tasks.md: it says how to work, not what to do',
        '“Purpose” in tasks.md: prose is neither a step nor a criterion',
      ],
    );
  });

  it('names open work one by one, and first', () => {
    assert.deepEqual(
      leftOf({
        'docs/plans/tea.md':
          '# Tea\n\n- [ ] Kettle\n- [x] Cup\n\n## Risks\n\n- Burns\n\n## Phase 1: Boil\n\n- [ ] Fill\n  - all of it\n- Slowly\n\n### Why\n\n1. Thirst\n2. Cold\n\n## Notes\n\n- [ ] Cake\n',
      }),
      [
        '“Notes” in tea.md: its boxes stand apart from the plan’s own steps and criteria',
        'the boxes “Kettle”, “Cup” in tea.md: boxes apart from the plan’s own steps and criteria are none of either',
        '“Risks” in tea.md: questions and risks are no steps',
        '“Why” in tea.md: nothing in it was taken for a step or a criterion',
        'a note in tea.md: what stands below a step is its detail',
        'a note in tea.md: bullets beside steps and criteria are notes',
      ],
    );
    assert.deepEqual(
      leftOf({ 'docs/plans/tea.md': '# Tea\n\n## Phase 1: Boil\n\n1. Thirst\n2. Cold\n\n- [ ] Fill\n' }),
      ['the numbered items “Thirst”, “Cold” in tea.md: the steps stand in other lists'],
    );
    assert.deepEqual(
      leftOf({ 'conductor/tracks/tea/plan.md': '# Tea\n## Phase 1: Boil\n- [ ] Task: Fill\n  - [ ] Twice\n' }),
      ['the box “Twice” in plan.md: what stands below a step is its detail'],
    );
  });

  it('is what only groups steps, too, and tables', () => {
    assert.deepEqual(
      leftOf({
        'docs/plans/tea.md':
          '# Tea\n\n## Phase 1: Boil\n\n### Kitchen\n\n- Stove\n  - [ ] Fill\n\n### Tasks\n\n- [ ] Heat\n\n| Step | Status |\n| --- | --- |\n| Pour | open |\n\n## Overview\n\n| Task |\n|---|\n| [ ] Drink |\n',
      }),
      [
        '“Overview” in tea.md: rows of a table are neither steps nor criteria',
        'the item “Stove” in tea.md: what stands below is in the plan, which has no groups of steps',
        'the heading “Kitchen” in tea.md: its steps are in the plan, which has no groups of steps',
        'a table in tea.md: rows of a table are neither steps nor criteria',
      ],
    );
    assert.deepEqual(leftOf({ 'docs/plans/tea.md': '# Tea\n\n## Kitchen\n\n- [ ] Boil\n\n## Steps\n\n- [ ] Pour\n' }), [
      'the heading “Kitchen” in tea.md: its steps are in the plan, which has no groups of steps',
    ]);
  });

  it('is waiting for what there is none of, too', () => {
    const none = 'the original has no such phase';
    const waits = (left: string[]): string[] => left.filter((each) => each.includes(' waiting for '));
    assert.deepEqual(
      waits(
        leftOf({
          'docs/plans/tea.md':
            '# Tea\n## Phase 1: Boil\n**Depends on:** None\n- [ ] Fill\n## Phase 2: Pour (needs Phase 7)\n**Depends on:** Phases 1 and 9, blocks Phase 8\n- [ ] Tilt\n## Phase 3: Drink\n**Depends on:** The guests\n- [ ] Sip\n## Phase 4: Wash\n**Depends on:** 3, 5\n- [ ] Dry\n',
        }),
      ),
      [
        `“Pour” waiting for “Phase 7”: ${none}`,
        `“Pour” waiting for “Phase 9”: ${none}`,
        `“Drink” waiting for “The guests”: ${none}`,
        `“Wash” waiting for “Phase 5”: ${none}`,
      ],
    );
    const tasks = '{"tasks":[{"id":1,"title":"Boil","dependencies":[99],"subtasks":[{"id":1,"title":"Fill"}]}]}';
    assert.deepEqual(leftOf({ '.taskmaster/tasks/tasks.json': tasks }), [`“Boil” waiting for “task 99”: ${none}`]);
    const specKit = '## Phase 1: Boil\n**Dependencies**: Phase 4 complete\n- [ ] T001 Fill\n';
    assert.deepEqual(waits(leftOf({ 'specs/1-tea/tasks.md': specKit })), [`“Boil” waiting for “Phase 4”: ${none}`]);
    const epics = '## Epic 0: Boil\n- [ ] **0.1.1** Fill\n- Deps: 4.1\n';
    assert.deepEqual(waits(leftOf({ 'conductor/tracks/tea/plan.md': epics })), [
      `“Boil” waiting for “Epic 4”: ${none}`,
    ]);
    const task = (id: string, more: string): string => `---\nid: ${id}\ntitle: ${id}\n${more}---\n`;
    assert.deepEqual(
      waits(
        leftOf({
          'backlog/tasks/task-1 - a.md': task('task-1', ''),
          'backlog/tasks/task-1.1 - b.md': task('task-1.1', 'dependencies: [task-9]\n'),
        }),
      ),
      [`“task-1.1” waiting for “task-9”: ${none}`],
    );
  });

  it('is what a task has besides its title', () => {
    assert.deepEqual(
      leftOf({ '.taskmaster/tasks/tasks.json': '{"tasks":[{"id":1,"title":"Boil","details":"all of it"}]}' }),
      ['details of tasks: a step is its title'],
    );
  });

  it('is at most twenty sections', () => {
    const sections = Array.from({ length: 50 }, (_, at) => `## Risk ${at}\n\nx\n`).join('\n');
    const left = leftOf({ 'docs/plans/tea.md': `# Tea\n\n- [ ] Boil\n\n${sections}` });
    assert.equal(left.length, 21);
    assert.equal(left.at(-1), '30 more parts: for reasons like these');
  });
});
