import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { parseDependencies } from '../../src/core/plan/dependencies';
import { setPlanStatus } from '../../src/core/plan/edit';
import { readPlanFileName, readSummaryFileName } from '../../src/core/plan/names';
import { parsePlan, type PlanFile } from '../../src/core/plan/parse';
import { corpus } from '../support/corpus';

/** As a reader counts them: steps, criteria, phases listed, phases it waits for. */
const EXPECTED: Record<
  string,
  { kind: PlanFile['kind']; counts: [number, number, number]; waitsFor?: number[] | null }
> = {
  '60b5761b-2026-01-06-cursor-extension': { kind: 'master', counts: [0, 0, 4] },
  '60b5761b-2026-01-06-cursor-extension-phase-2': { kind: 'phase', counts: [4, 21, 0], waitsFor: [1] },
  '60b5761b-2026-01-06-cursor-extension-phase-3': { kind: 'phase', counts: [6, 24, 0], waitsFor: [2] },
  '60b5761b-2026-01-06-cursor-extension-phase-4': { kind: 'phase', counts: [9, 25, 0], waitsFor: [3] },
  '60b5761b-2026-02-02-tool-unification-research': { kind: 'simple', counts: [5, 4, 1] },
  '7086ffdb-2025-12-18-claude-skill-plugin': { kind: 'simple', counts: [33, 0, 7] },
  'f038c0b2-2026-02-12-pret-a-program-rebrand': { kind: 'simple', counts: [8, 12, 0] },
  '226ca780-2026-04-29-clean-slate-cli': { kind: 'master', counts: [0, 0, 3] },
  '226ca780-2026-04-29-clean-slate-cli-phase-1': { kind: 'phase', counts: [12, 0, 0], waitsFor: [] },
  '226ca780-2026-04-29-clean-slate-cli-phase-2': { kind: 'phase', counts: [16, 0, 0], waitsFor: [1] },
  '226ca780-2026-04-29-clean-slate-cli-phase-3': { kind: 'phase', counts: [9, 0, 0], waitsFor: [2] },
  '12699c1b-2026-05-18-litellm-menubar-spend': { kind: 'master', counts: [0, 0, 2] },
  '12699c1b-2026-05-18-litellm-menubar-spend-phase-1': { kind: 'phase', counts: [6, 0, 0], waitsFor: null },
  '12699c1b-2026-05-18-litellm-menubar-spend-phase-2': { kind: 'phase', counts: [8, 0, 0], waitsFor: [1] },
  '6851d177-2026-05-18-istat-inspired-spend-ui-phase-2': { kind: 'phase', counts: [5, 0, 0], waitsFor: [1] },
  '920cda06-2026-05-18-fix-litellm-ui-spend-total': { kind: 'simple', counts: [3, 0, 0] },
};

describe('plan files of the corpus', () => {
  for (const { name: path, file, text } of corpus('plans')) {
    const name = basename(path);
    it(name, () => {
      const plan = parsePlan(text);
      assert.ok(plan.title && plan.objective, 'has a title and an objective');
      assert.ok(plan.kind === 'master' ? plan.phases.length > 1 : plan.steps.length > 0, 'has phases or steps');
      assert.ok(
        plan.phases.every((phase) => phase.name !== ''),
        'names its phases',
      );

      const fileName = readPlanFileName(file);
      assert.match(fileName?.date ?? '', /^202\d-\d\d-\d\d$/);
      assert.equal(fileName?.phase, plan.phase, 'its name and its title agree on the phase');
      assert.equal(plan.kind === 'phase', plan.parent !== null);

      const expected = EXPECTED[name.replace(/\.md$/, '')];
      if (!expected) return;
      assert.equal(plan.kind, expected.kind);
      assert.deepEqual([plan.steps.length, plan.criteria.length, plan.phases.length], expected.counts);
      if (expected.waitsFor !== undefined) {
        assert.deepEqual(parseDependencies(plan.dependencies ?? '', [1, 2, 3, 4]), expected.waitsFor);
      }
    });

    it(`${name}: its status changes and comes back`, () => {
      const before = parsePlan(text).status;
      const changed = setPlanStatus(text, 'Approved');
      if (before === null) return assert.equal(changed, text);
      assert.deepEqual(parsePlan(changed).status, { text: 'Approved', line: before.line });
      assert.equal(setPlanStatus(changed, before.text), text);
    });
  }

  for (const { name, file } of corpus('summaries')) {
    it(`${basename(name)}: its name is read`, () => {
      const parts = readSummaryFileName(file);
      assert.ok(parts?.date && parts.task && !parts.task.includes('summary'));
      assert.equal(parts.phase === null, !file.includes('-phase-'));
    });
  }
});
