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
      const read = readPhaseHeading(text);
      assert.deepEqual(read && [read.phase, read.name], phase === null ? null : [phase, name], text);
    }
  });

  it('leaves out of the name what is said of the state, and what other tools append', () => {
    for (const [text, name, state] of [
      ['Phase 1: Core [COMPLETE]', 'Core', 'COMPLETE'],
      ['Phase 1: Core (done)', 'Core', 'done'],
      ['Phase 1: Core ✅ Complete', 'Core', 'Complete'],
      ['Phase 1: Core (Status: Complete)', 'Core', 'Complete'],
      ['Phase 1: `core.ts` (new)', '`core.ts` (new)', null],
      ['Phase 1: Core (deferred)', 'Core (deferred)', null],
      ['Phase 1: Core [DEFERRED]', 'Core', 'DEFERRED'],
      ['Phase 1: core()', 'core()', null],
      ['Phase 1: Core (completed 2026-01-06) ✅', 'Core', 'completed 2026-01-06'],
      ['Phase 1 [DONE]', '', 'DONE'],
      ['Phase 1 (In Progress)', '', 'In Progress'],
      ['### [x] Phase 1: Core', 'Core', null],
      ['[ ] Phase 1: Core', 'Core', null],
      ['Phase 1: ✅ Core', 'Core', '✅'],
      ['Phase 1: 🚧 Core', 'Core', '🚧'],
      ['Phase 1: Core — DONE', 'Core', 'DONE'],
      ['Phase 1: Core [checkpoint: a1b2c3d]', 'Core', null],
      ['Phase 1: Core [DONE] [checkpoint: a1b2c3d]', 'Core', 'DONE'],
      ['Phase 1: Core [ab12cd3]', 'Core', null],
      ['Phase 1: Core (extension)', 'Core (extension)', null],
      ['Phase 1: Core (merged with phase 2)', 'Core (merged with phase 2)', null],
      ['Phase 1: Ship what is done', 'Ship what is done', null],
      ['Phase 1: Read it - Live', 'Read it - Live', null],
      ['Phase 1: Rename [Foo] to [Bar]', 'Rename [Foo] to [Bar]', null],
      ['阶段 1：基础【已完成】', '基础', '已完成'],
    ] as const) {
      const read = readPhaseHeading(text.replace(/^#+ /, ''));
      assert.deepEqual([read?.phase, read?.name, read?.state], [1, name, state], text);
    }
  });

  it('is read in other tongues', () => {
    for (const [text, phase, name] of [
      ['Phase 1：全角', 1, '全角'],
      ['[Phase 2]: Bracketed', 2, 'Bracketed'],
      ['[Phase 2] Bracketed', 2, 'Bracketed'],
      ['Phase-4: Hyphen', 4, 'Hyphen'],
      ['Stage 5: Other word', 5, 'Other word'],
      ['Fase 2 - Núcleo', 2, 'Núcleo'],
      ['Étape 3 : Le reste', 3, 'Le reste'],
      ['Этап 1. Основа', 1, 'Основа'],
      ['阶段 1：基础', 1, '基础'],
      ['第二阶段：接口', 2, '接口'],
      ['第 12 階段 介面', 12, '介面'],
      ['阶段十二：收尾', 12, '收尾'],
      ['フェーズ1：基盤', 1, '基盤'],
      ['2단계: 연결', 2, '연결'],
      ['단계 3 - 끝', 3, '끝'],
    ] as const) {
      const read = readPhaseHeading(text);
      assert.deepEqual(read && [read.phase, read.name], [phase, name], text);
    }
    for (const text of ['Phase-in: slowly', 'Stage fright: 1', '阶段性成果', 'Epic 1: X', 'Milestone 2 - Y']) {
      assert.equal(readPhaseHeading(text), null, text);
    }
  });

  it('may be called what other methods call it, where no phase has its number', () => {
    const phases = (...headings: string[]) =>
      parsePlan(`# Master Plan: X\n\n${headings.map((each) => `## ${each}\n\nText.\n`).join('\n')}`).phases.map(
        ({ phase, name }) => `${phase} ${name}`,
      );
    assert.deepEqual(phases('Milestone 1: A', 'Milestone 2: B'), ['1 A', '2 B']);
    assert.deepEqual(phases('Epic 1 — A', 'Iteration 2: B'), ['1 A', '2 B']);
    assert.deepEqual(phases('Phase 1: A', 'Phase 2: B', 'Milestone 1: Seen', 'Milestone 3: Sold'), ['1 A', '2 B']);
    assert.equal(parsePlan('# Epic 3: Checkout\n\n## Implementation Steps\n\n1. Pay\n').kind, 'simple');
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
