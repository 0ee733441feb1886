import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDependencies, resolveDependencies, writeDependencies } from '../../src/core/plan/dependencies';
import type { PhaseId } from '../../src/core/types';
import { cases } from '../support/cases';

describe('dependencies: the line', () => {
  const numbers: PhaseId[] = [1, 2, 3, 4, 10];
  const mixed: PhaseId[] = ['1a', '1b', 2, '7A'];
  const lines: [string, PhaseId[], PhaseId[] | null][] = [
    ['None (foundational phase)', numbers, []],
    ['None', numbers, []],
    ['**None** — can start in parallel with Phase 2', numbers, []],
    ['No dependencies on other phases', numbers, []],
    ['Nothing; N/A', numbers, []],
    ['-', numbers, []],
    ['Phase 1 must be complete and merged', numbers, [1]],
    ['Phase 1', numbers, [1]],
    ['`Phase 1` merged (core packages and headless `create` working)', numbers, [1]],
    ['phase #10 merged', numbers, [10]],
    ['Phases 1 and 2', numbers, [1, 2]],
    ['Phases 1, 2, and 10 must be complete and merged', numbers, [1, 2, 10]],
    ['Phase 2 & Phase 1', numbers, [1, 2]],
    ['Phases 1-3', numbers, [1, 2, 3]],
    ['Phases 2 – 10 merged', numbers, [2, 3, 4, 10]],
    ['Phase 1 through Phase 3', numbers, [1, 2, 3]],
    ['1, 3', numbers, [1, 3]],
    ['Phase 2 (which needs Phase 1)', numbers, [2]],
    ['The data layer (Phase 1)', numbers, [1]],
    ['Phase 1; can run in parallel with Phase 2', numbers, [1]],
    ['Phase 1a, 2', mixed, ['1a', 2]],
    ['Phase 7a and Phase 1B', mixed, ['1b', '7A']],
    ['Phases 1a-2', mixed, ['1a', '1b', 2]],
    ['Phase 1.5', ['1', '1.5'], ['1.5']],
    ['Phase 12', numbers, null],
    ['Phase 1', mixed, null],
    ['Not started before the 3 reviews', numbers, null],
    ['Plan approval', numbers, null],
    ['Current `main` with 2 trackers', numbers, null],
    ['all previous phases', numbers, null],
    ['', numbers, null],
    ['Phase 1', [], null],
  ];
  for (const [line, known, expected] of lines) {
    it(`“${line}” of ${known.join(' ')}`, () => assert.deepEqual(parseDependencies(line, known), expected));
  }

  it('is written for people, and reads back', function () {
    this.timeout(60_000);
    assert.equal(writeDependencies([], true), 'None (foundational phase)');
    assert.equal(writeDependencies([], false), 'None');
    assert.equal(writeDependencies([1], false), 'Phase 1 must be complete and merged');
    assert.equal(writeDependencies([1, '2a'], false), 'Phases 1 and 2a must be complete and merged');
    assert.equal(writeDependencies([1, 2, 3], false), 'Phases 1, 2 and 3 must be complete and merged');
    const id = fc.oneof(fc.nat(20), fc.stringMatching(/^\d{1,2}[a-z]?$/), fc.constantFrom('7A', '2.1', 'rc-1', 'B'));
    const ids = fc.uniqueArray(id, { selector: String, maxLength: 8 });
    fc.assert(
      fc.property(ids, fc.infiniteStream(fc.boolean()), fc.boolean(), (known, coin, first) => {
        const some = known.filter(() => coin.next().value);
        assert.deepEqual(parseDependencies(writeDependencies(some, first), known), some);
      }),
      cases(500),
    );
  });

  it('of any text and ids gives known ids or null', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(fc.string(), fc.array(fc.oneof(fc.nat(), fc.string())), (line, known) => {
        for (const text of [line, `Phase ${line}`]) {
          assert.ok((parseDependencies(text, known) ?? []).every((id) => known.includes(id)));
        }
      }),
      cases(1000),
    );
  });
});

describe('dependencies: of all phases', () => {
  const resolve = (...phases: [PhaseId, PhaseId[] | null, string | null][]): Record<string, PhaseId[]> =>
    Object.fromEntries(
      [
        ...resolveDependencies(phases.map(([phase, dependsOn, dependencies]) => ({ phase, dependsOn, dependencies }))),
      ].map(([key, ids]) => [String(key), ids]),
    );

  it('prefer the state block, then the line, then all earlier phases', () => {
    assert.deepEqual(
      resolve([1, null, null], [2, null, null], [3, [1], 'Phase 2'], [4, null, 'Phase 2'], [5, [], 'Phase 1']),
      {
        1: [],
        2: [1],
        3: [1],
        4: [2],
        5: [],
      },
    );
  });

  it('fall back to all earlier phases when the line says nothing that can be used', () => {
    assert.deepEqual(resolve(['1a', null, 'Plan approval'], [2, null, 'Phase 2'], ['7A', null, 'the tracker']), {
      '1a': [],
      2: ['1a'],
      '7A': ['1a', 2],
    });
  });

  it('hold no unknown phase, not the phase itself, and ids as the list writes them', () => {
    assert.deepEqual(resolve([1, [], null], [2, ['1', 2, 9, '1'], null]), { 1: [], 2: [1] });
  });
});
