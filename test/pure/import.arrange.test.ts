import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPlanError } from '../../src/core/errors';
import { arrange, type Arrangement } from '../../src/core/import/arrange';
import { inOrder } from '../../src/core/import/order';
import type { ForeignPhase, PlanDraft } from '../../src/core/import/model';

const phase = (name: string, dependsOn: string[] = [], more: Partial<ForeignPhase> = {}): ForeignPhase => ({
  name,
  steps: [{ text: `Do ${name}`, state: 'open' }],
  criteria: [],
  dependsOn,
  ...more,
});
const draftOf = (...phases: ForeignPhase[]): PlanDraft => ({ title: 'Plan', objective: null, phases });

/** `A B<A C<A,B`, in the order in which they run. */
const shown = (draft: PlanDraft, how: Arrangement = {}): string => {
  const { phases } = arrange(draft, how);
  return phases.map(({ name, dependsOn }) => [name, ...dependsOn.map((at) => phases[at]?.name)].join('<')).join(' ');
};

describe('arranging a draft', () => {
  const named = draftOf(phase('A'), phase('B', ['A']), phase('C', ['B']), phase('D', ['A']));
  const unnamed = draftOf(phase('A'), phase('B'), phase('C'));

  const rows: [what: string, draft: PlanDraft, how: Arrangement, becomes: string][] = [
    ['without dependencies each waits for the one before', unnamed, {}, 'A B<A C<B'],
    ['also when one is dropped', unnamed, { drop: [2] }, 'A C<A'],
    ['also when two become one', unnamed, { merge: [[1, 3]] }, 'A + C B<A + C'],
    ['named ones are kept, and no others', named, {}, 'A B<A C<B D<A'],
    ['what waits for a dropped one waits for what that waited for', named, { drop: [2] }, 'A C<A D<A'],
    ['the first may go', named, { drop: [1] }, 'B C<B D'],
    ['several in a row may go', named, { drop: [1, 2] }, 'C D'],
    ['one that is merged waits for all that its parts wait for', named, { merge: [[3, 4]] }, 'A B<A C + D<A<B'],
    ['in whatever order they are given', named, { merge: [[4, 2]] }, 'A B + D<A C<B + D'],
    ['a dropped one merges with none', named, { merge: [[3, 4]], drop: [3] }, 'A B<A D<A'],
    ['new names', named, { rename: { 2: 'X' } }, 'A X<A C<X D<A'],
    ['of one that is merged: of any part', named, { merge: [[3, 4]], rename: { 4: 'X' } }, 'A B<A X<A<B'],
    [
      'what comes later and is waited for comes first',
      draftOf(phase('A', ['C']), phase('B'), phase('C')),
      {},
      'C A<C B',
    ],
    ['a circle is cut where it leads on', draftOf(phase('A', ['B']), phase('B', ['A'])), {}, 'A B<A'],
    ['a long one too', draftOf(phase('A', ['C']), phase('B', ['A']), phase('C', ['B'])), {}, 'A B<A C<B'],
    ['none waits for itself', draftOf(phase('A', ['A']), phase('B', ['A'])), {}, 'A B<A'],
    [
      'of several with one name the nearest before is meant',
      draftOf(phase('A'), phase('A', ['A']), phase('B', ['A'])),
      {},
      'A A<A B<A',
    ],
    ['a name that is nowhere is no dependency', draftOf(phase('A'), phase('B', ['X']), phase('C')), {}, 'A B<A C<B'],
  ];
  for (const [what, draft, how, becomes] of rows) it(what, () => assert.equal(shown(draft, how), becomes));

  it('says what it cut', () => {
    const { left } = arrange(draftOf(phase('A', ['B']), phase('B', ['A'])), {});
    assert.deepEqual(left, [{ what: '“A” waiting for “B”', why: 'They wait for each other, and one has to begin.' }]);
    assert.equal(arrange(draftOf(phase('A', ['A'])), {}).left.length, 1);
    assert.deepEqual(arrange(named, { merge: [[2, 3]] }).left, []);
  });

  it('gives the draft as it was read where nothing is asked for', () => {
    for (const draft of [named, unnamed]) assert.deepEqual(arrange(draft, {}).draft, draft);
    assert.deepEqual(arrange(named, { drop: [2], title: 'Other' }).draft, {
      ...draftOf(phase('A'), phase('C', ['A']), phase('D', ['A'])),
      title: 'Other',
    });
  });

  const flat: PlanDraft = {
    title: 'List',
    objective: null,
    phases: [],
    steps: [
      { text: 'One', state: 'done' },
      { text: 'Two', state: 'open' },
    ],
    criteria: [{ text: 'It works', done: false }],
  };

  it('makes a flat list a plan without phases, or each step a phase', () => {
    const simple = arrange(flat, {});
    assert.deepEqual([simple.isPhased, simple.phases, simple.draft], [false, [], flat]);
    assert.deepEqual(arrange(flat, { as: 'simple' }).draft, flat);
    const phased = arrange(flat, { as: 'phased' });
    assert.equal(shown(flat, { as: 'phased' }), 'One Two<One');
    assert.deepEqual(
      phased.draft.phases.map(({ steps }) => steps),
      [[flat.steps?.[0]], [flat.steps?.[1]]],
    );
    assert.ok(!('steps' in phased.draft));
    assert.deepEqual(phased.draft.criteria, flat.criteria);
    assert.equal(shown(flat, { as: 'phased', merge: [[1, 2]], rename: { 1: 'All' } }), 'All');
  });

  it('makes phases a plan without them, and says what is lost', () => {
    const draft = {
      ...draftOf(
        phase('B', ['A'], { objective: 'Why', criteria: [{ text: 'B works', done: false }] }),
        phase('A', [], { criteria: [{ text: 'A works', done: true }] }),
      ),
      criteria: [{ text: 'All works', done: false }],
    };
    const simple = arrange(draft, { as: 'simple' });
    assert.equal(simple.isPhased, false);
    assert.deepEqual(simple.draft.phases, []);
    assert.deepEqual(
      simple.draft.steps?.map(({ text }) => text),
      ['Do A', 'Do B'],
    );
    assert.deepEqual(
      simple.draft.criteria?.map(({ text }) => text),
      ['A works', 'B works', 'All works'],
    );
    assert.match(simple.left[0]?.what ?? '', /objectives of the phases/);
  });

  it('counts phases as completed whose work is done, where that is wanted', () => {
    const done = {
      steps: [
        { text: 'a', state: 'done' as const },
        { text: 'b', state: 'dropped' as const },
      ],
    };
    const draft = draftOf(phase('A', [], done), phase('B', [], done), phase('C'), phase('D', [], { steps: [] }));
    const completed = (how: Arrangement): string[] =>
      arrange(draft, how).phases.flatMap(({ name, isCompleted }) => (isCompleted ? [name] : []));
    assert.deepEqual(completed({}), []);
    assert.deepEqual(completed({ completed: [1, 3, 4] }), ['A']);
    assert.deepEqual(completed({ completed: [1, 2], merge: [[1, 2]] }), ['A + B']);
    assert.deepEqual(completed({ completed: [1, 2, 3], merge: [[2, 3]] }), ['A']);
  });

  const refused: [Arrangement, RegExp][] = [
    [{ drop: [5] }, /no phase 5/],
    [{ drop: [0] }, /no phase 0/],
    [{ rename: { 9: 'x' } }, /no phase 9/],
    [{ rename: { x: 'x' } as never }, /no phase NaN/],
    [{ merge: [[1, 1.5]] }, /no phase 1.5/],
    [
      {
        merge: [
          [1, 2],
          [2, 3],
        ],
      },
      /two phases/,
    ],
    [{ drop: [1, 2, 3, 4] }, /Nothing is left/],
  ];
  for (const [how, says] of refused)
    it(`refuses ${JSON.stringify(how)}`, () =>
      assert.throws(
        () => arrange(named, how),
        (error) => isPlanError(error, 'INVALID_ARGUMENT') && says.test(error.message),
      ));

  it('refuses numbers of a list that has no phases, and more phases than a plan has', () => {
    const isRefused = (error: unknown) => isPlanError(error, 'INVALID_ARGUMENT');
    assert.throws(() => arrange(flat, { drop: [1] }), isRefused);
    const steps = Array.from({ length: 1001 }, (_, at) => ({ text: `Step ${at}`, state: 'open' as const }));
    assert.throws(() => arrange({ ...flat, steps }, { as: 'phased' }), isRefused);
    assert.equal(arrange({ ...flat, steps }, {}).draft.steps?.length, 1001);
  });

  it('keeps every step, and lets phases wait only for what comes before', () => {
    const drafts = fc
      .array(
        fc.record({
          name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
          on: fc.array(fc.constantFrom('a', 'b', 'c', 'x')),
        }),
        { minLength: 1, maxLength: 12 },
      )
      .map((all) =>
        draftOf(...all.map(({ name, on }, at) => phase(name, on, { steps: [{ text: `${at}`, state: 'open' }] }))),
      );
    fc.assert(
      fc.property(drafts, fc.array(fc.nat({ max: 12 })), (draft, numbers) => {
        const drop = [...new Set(numbers)].filter((each) => each > 1 && each <= draft.phases.length);
        const merge = [
          [...draft.phases.keys()]
            .map((at) => at + 1)
            .filter((each) => !drop.includes(each))
            .slice(0, 2),
        ];
        for (const how of [{}, { drop }, { merge, drop }]) {
          const { phases, draft: after } = arrange(draft, how);
          phases.forEach(({ dependsOn }, at) => assert.ok(dependsOn.every((on) => on < at)));
          const steps = phases.flatMap((each) => each.steps.map(({ text }) => Number(text))).sort((a, b) => a - b);
          const kept = [...draft.phases.keys()].filter((at) => !(how.drop ?? []).includes(at + 1));
          assert.deepEqual(steps, kept);
          assert.equal(after.phases.length, phases.length);
        }
      }),
    );
  });

  it('orders a thousand phases that all wait for each other', () => {
    const all = Array.from({ length: 1000 }, (_, at) => at);
    const { order, cut } = inOrder(all.map(() => all));
    assert.deepEqual(order, all);
    assert.equal(cut.length, (1000 * 1001) / 2);
  });
});
