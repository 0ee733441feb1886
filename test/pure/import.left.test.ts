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
      ['design.md: nothing in it is a step or a criterion'],
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
    assert.equal(left.at(-1), '30 more sections: nothing in it is a step or a criterion');
  });
});
