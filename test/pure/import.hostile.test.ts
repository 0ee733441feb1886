import assert from 'node:assert/strict';
import { readForeign } from '../../src/core/import/foreign';

/** Where a file of each method lies; a pasted text has no path. */
const PATHS = [
  ...['', '.taskmaster/tasks/tasks.json', 'PLANS.md', 'specs/1-a/tasks.md', '.kiro/specs/a/tasks.md', 'task_plan.md'],
  ...['openspec/changes/a/tasks.md', 'backlog/tasks/task-1 - a.md', 'conductor/tracks/a/plan.md', '.claude/plans/a.md'],
  ...['docs/superpowers/plans/a.md'],
];

/** The slowest of them, and one that is told by its shape alone. */
const LONGEST = ['', 'specs/1-a/tasks.md', '.taskmaster/tasks/tasks.json'];

describe('import: hostile sizes', function () {
  this.timeout(600_000);

  const many = (n: number, line: (at: number) => string): string =>
    Array.from({ length: n }, (_, at) => line(at)).join('\n');
  const texts: Record<string, (part: number) => string> = {
    'boxes without end': (part) => many(100_000 / part, (at) => `- [ ] T${at} [P] **b** \`c\` ${at}`),
    'phases without end': (part) =>
      many(50_000 / part, (at) => `## Phase ${at}: x\n**Depends on:** Phase ${at - 1}\n- [ ] y`),
    'tasks without end': (part) => many(50_000 / part, (at) => `### Task ${at}: x\n**Step ${at}: y**\n`),
    'numbers without end': (part) => many(50_000 / part, (at) => `- [ ] ${at}.${at} x\n- [x] ${at}. y`),
    'deep lists': (part) => many(5_000 / part, (at) => `${' '.repeat(at)}- [ ] ${at}. x`),
    'deep headings and quotes': (part) =>
      many(20_000 / part, (at) => `${'>'.repeat(at % 200)} ${'#'.repeat(1 + (at % 6))} Phase ${at}`),
    'comments that don’t end': (part) => '<!--'.repeat(100_000 / part),
    'fences that don’t end': (part) => many(100_000 / part, (at) => `\`\`\`${at % 2 ? 'md' : 'js'}`),
    'fences within fences': (part) => many(50_000 / part, () => '````md\n```js'),
    'one long line': (part) => `- [ ] ${'1. T001 [P] #3 (2026-01-01) **'.repeat(200_000 / part)}`,
    'labels without end': (part) => many(100_000 / part, () => '**Status:** a · **Date:** b | **Deps:** 1'),
    'rows without end': (part) => many(100_000 / part, () => '| - [ ] a | b |'),
    'stamps and tags': (part) => many(50_000 / part, () => `- [ ] ${'[P]'.repeat(100)} ${'(2026-01-01)'.repeat(50)}`),
    'JSON of ten megabytes': (part) =>
      `{"tasks":[${'{"id":1,"title":"x","subtasks":[{"id":1,"title":"y"}]},'.repeat(190_000 / part)}{}]}`,
    'JSON of four megabytes': (part) =>
      `{"tasks":[${'{"id":1,"title":"x","dependencies":[1,2],"subtasks":[{"title":"y"}]},'.repeat(55_000 / part)}{}]}`,
    'JSON without an end': (part) => '{"a":['.repeat(100_000 / part),
  };
  const read = (path: string, text: string): void => {
    const begun = process.cpuUsage();
    readForeign([{ path, text }]);
    // Quadratic time would take minutes; what else the machine does takes none of this one's.
    assert.ok(process.cpuUsage(begun).user < 20_000_000, path);
  };

  for (const [name, make] of Object.entries(texts)) {
    it(name, () => {
      for (const path of PATHS) read(path, make(100));
      for (const path of LONGEST) read(path, make(1));
    });
  }
});
