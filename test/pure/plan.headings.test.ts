import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { headingPhase, phaseHeading, readPhaseHeading } from '../../src/core/plan/headings';
import { parsePlan } from '../../src/core/plan/parse';

describe('plan: the heading of a phase', () => {
  const headings: [string, string | number | null, string][] = [
    ['Phase 1: Core', 1, 'Core'],
    ['Phase 1:Core', 1, 'Core'],
    ['Phase 7A - X', '7A', 'X'],
    ['Phase 1 – Core', 1, 'Core'],
    ['Phase 1—Core', 1, 'Core'],
    ['Phase 1 (Core)', 1, 'Core'],
    ['Phase 1. Core', 1, 'Core'],
    ['Phase 1.', 1, ''],
    ['Phase 2.1: Core', '2.1', 'Core'],
    ['Phase A1: Core', 'A1', 'Core'],
    ['Phase 1 ✅', 1, ''],
    ['Phase 1 ✅ Core', 1, 'Core'],
    ['Phase 1: Core ✅', 1, 'Core'],
    ['✅ Phase 1: Core', 1, 'Core'],
    ['2. Phase #1: Core', 1, 'Core'],
    ['Phase core: The core', 'core', 'The core'],
    ['Phase 1-2: Both', '1-2', 'Both'],
    ['Phase 1-2 (both)', null, ''],
    ['Phase 1–2: Both', null, ''],
    ['Phase 1-based counting', null, ''],
    ['Phase 2 Objective', null, ''],
    ['Phase Objective: Done', null, ''],
    ['Phase Breakdown', null, ''],
  ];

  it('is read in every spelling, with what is no part of the name taken off', () => {
    for (const [text, phase, name] of headings) {
      assert.deepEqual(readPhaseHeading(text), phase === null ? null : { phase, name }, text);
    }
  });

  it('means the same in a plan and over to-dos', () => {
    for (const [text, phase] of headings) {
      const [todo] = parseContext(`# Work\n\n## To-Do List\n\n### ${text}\n\n- [ ] One\n`).todos;
      const [listed] = parsePlan(`# Master Plan: X\n\n## Phase Breakdown\n\n### ${text}\n`).phases;
      assert.deepEqual([headingPhase(text), todo?.group, listed?.phase ?? null], [phase, phase, phase], text);
    }
  });

  it('is read again as it is written, whatever the id', () => {
    for (const id of [1, '1a', '2.1', 'B', 'core', 'a_b-c']) assert.equal(headingPhase(phaseHeading(id)), id);
    assert.deepEqual([phaseHeading(1), phaseHeading('core')], ['Phase 1', 'Phase core:']);
  });
});
