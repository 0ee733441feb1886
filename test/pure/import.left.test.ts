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
        'a note in tea.md: what stands below or beside a step is its detail',
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
          '# Tea\n\nMuch of it.\n\n## Phase 1: Boil\n\n**Goal:** Steam\n\n**Tests:** none\n\n- [ ] Fill\n\nSlowly.\n\n## Phase 2: Pour\n\n**Status:** open\n**Depends on:** Phase 1\n\n### Approach\n\n**Step 1 - Tilt**\n\n## Cakes\n\n- [ ] Bake\n',
      }),
      [
        '“Cakes” in tea.md: its boxes stand apart from the plan’s own steps and criteria',
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
