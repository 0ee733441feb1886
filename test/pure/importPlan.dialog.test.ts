import assert from 'node:assert/strict';
import { readForeign } from '../../src/core/import/foreign';
import type { ForeignPlan } from '../../src/core/import/model';
import {
  divided,
  joined,
  nothingChosen,
  renamed,
  toImportChoices,
  withCompleted,
  withoutPhase,
  withPhase,
  type Choices,
} from '../../src/features/importPlan/choices';
import { dialogRows, dialogTitle } from '../../src/features/importPlan/rows';
import { foundNodes } from '../../src/features/planTree/found';
import type { ForeignOffer } from '../../src/core/workflow/foreignOffers';
import { kiro } from '../support/foreign';
import { folderInMemory } from '../support/memory';

const DATE = '2025-12-18';
const [kiroPlan] = readForeign(Object.entries(kiro.files).map(([path, text]) => ({ path, text })));
assert.ok(kiroPlan);
const plan: ForeignPlan = { ...kiroPlan, left: [] };
const flat: ForeignPlan = {
  method: 'claude',
  source: '',
  draft: {
    title: 'List',
    objective: null,
    phases: [],
    steps: [
      { text: 'One', state: 'done' },
      { text: 'Two', state: 'open' },
      { text: 'Three', state: 'open' },
    ],
  },
  left: [{ what: '“Decisions”', why: 'It is no step.' }],
};

async function shown(of: ForeignPlan, choices: Choices, isInitialized = true): Promise<string[]> {
  const { engine } = folderInMemory(new Map());
  const foreseen = await engine.foreseeImport(of, toImportChoices(of, choices, DATE));
  const around = { problem: null, contextFile: 'context/context.md', isInitialized, branchPrefix: 'para/' };
  return dialogRows({ plan: of, choices, foreseen, ...around }).map(({ action, label, description }) =>
    action ? [label, description].filter(Boolean).join(' | ') : `— ${label}`,
  );
}

describe('the dialog of an import', () => {
  const start = nothingChosen(plan);

  it('says what is created, what each phase is, and what can be changed', async () => {
    assert.equal(dialogTitle(plan), 'Create Plan From Kiro');
    assert.deepEqual(await shown(plan, start), [
      '$(check) Create 4 files | and add the plan to context/context.md',
      '— Plan and phases',
      '$(list-tree) Bike rental | 2025-12-18-bike-rental.md',
      '$(circle-large-outline) 1 · Model the stations | 2 of 2 steps done · waits for none',
      '$(circle-large-outline) 2 · Rent a bike | 1 of 4 steps done · after 1',
      '$(circle-large-outline) 3 · Leave a bike | 2 steps · after 2',
      '— Change',
      '$(pass) Count the phase that is done as completed | the next one can start',
      '$(circle-large-outline) Make it one phase | with all steps, more can be added later',
      '$(note) Make it a plan without phases | one file, one branch',
      '$(edit) Change the name of files and branches | para/bike-rental-phase-1',
    ]);
    assert.match((await shown(plan, start, false))[0] ?? '', /and context\/context\.md$/);
  });

  it('goes on with every choice', async () => {
    const chosen = renamed(joined(withCompleted(start, [1], true), [2], [3]), [2, 3], 'Ride');
    assert.deepEqual((await shown(plan, chosen)).slice(2, 5), [
      '$(list-tree) Bike rental | 2025-12-18-bike-rental.md',
      '$(pass-filled) 1 · Model the stations | completed · waits for none',
      '$(circle-large-outline) 2 · Ride | 1 of 6 steps done · after 1',
    ]);
    assert.equal(
      (await shown(plan, chosen)).at(-1),
      '$(edit) Change the name of files and branches | para/bike-rental-phase-2',
    );
    assert.deepEqual(toImportChoices(plan, chosen, DATE), {
      date: DATE,
      merge: [[2, 3]],
      rename: { 2: 'Ride' },
      completed: [1],
    });
    assert.deepEqual(divided(chosen, [3]).merged, []);
    assert.deepEqual(joined(chosen, [1], [2, 3]).merged, [[1, 2, 3]]);
    const dropped = withoutPhase(chosen, [2, 3]);
    assert.deepEqual([dropped.dropped, dropped.merged], [[2, 3], []]);
    assert.ok((await shown(plan, dropped)).includes('$(circle-slash) Rent a bike | choose it to bring it back'));
    assert.deepEqual(withPhase(dropped, 2).dropped, [3]);
    assert.deepEqual(withCompleted(chosen, [1], false).completed, []);
  });

  it('makes a list phases, one phase, or a plan without phases', async () => {
    const simple = nothingChosen(flat);
    assert.deepEqual(await shown(flat, simple), [
      '$(check) Create 1 file | and add the plan to context/context.md',
      '— Plan',
      '$(note) List | 1 of 3 steps done · 2025-12-18-list.md',
      '— Change',
      '$(list-tree) Make it phases | 3 phases, each with a branch',
      '$(circle-large-outline) Make it one phase | with all steps, more can be added later',
      '$(edit) Change the name of files and branches | para/list',
      '$(info) 1 part of the original left out | see which, and why',
    ]);
    const phases = await shown(flat, { ...simple, shape: 'phases' });
    assert.deepEqual(phases[0], '$(check) Create 4 files | and add the plan to context/context.md');
    const one = await shown(flat, { ...simple, shape: 'one' });
    assert.equal(one[3], '$(circle-large-outline) 1 · List | 1 of 3 steps done · waits for none');
    const whole = await shown(plan, { ...start, shape: 'one', dropped: [1] });
    assert.equal(whole[3], '$(circle-large-outline) 1 · Bike rental | 1 of 6 steps done · waits for none');
    const less = await shown(plan, { ...start, shape: 'simple', title: 'Bikes', task: 'b' });
    assert.equal(less[2], '$(note) Bikes | 3 of 8 steps done · 2025-12-18-b.md');
  });

  it('says what is in the way in the first place', async () => {
    const { engine } = folderInMemory(new Map());
    const foreseen = await engine.foreseeImport(plan, toImportChoices(plan, start, DATE));
    const around = { contextFile: 'context/context.md', isInitialized: true, branchPrefix: 'para/' };
    const [first] = dialogRows({ plan, choices: start, foreseen, problem: 'It exists already.', ...around });
    assert.deepEqual(first, { action: { do: 'name' }, label: '$(warning) It exists already.' });
  });
});

describe('plans of other methods in the Plan view', () => {
  const offer = (method: ForeignOffer['method'], source: string, more: Partial<ForeignOffer> = {}): ForeignOffer => ({
    method,
    source,
    title: source,
    plans: 1,
    done: 1,
    total: 4,
    ...more,
  });
  const offers = [
    offer('spec-kit', 'a'),
    offer('spec-kit', 'b'),
    offer('kiro', 'c'),
    offer('taskmaster', 'd', { plans: 3 }),
  ];
  const rows = (...situation: Parameters<typeof foundNodes>) =>
    foundNodes(...situation)
      .flatMap((node) => [node, ...node.children])
      .map(({ label, description }) => [label, description].filter(Boolean).join(' | '));

  it('are counted by method, with what the welcome text would offer below', () => {
    assert.deepEqual(rows(offers, { state: 'uninitialized', canAdopt: false }), [
      'Found: 2 spec-kit features, 1 Kiro spec, 1 Task Master file',
      'a | spec-kit feature · 1/4',
      'b | spec-kit feature · 1/4',
      'c | Kiro spec · 1/4',
      'd | Task Master file · 3 plans',
      'Initialize | for a plan of your own',
    ]);
    assert.deepEqual(rows(offers.slice(2, 3), { state: 'idle', canAdopt: true }), [
      'Found: 1 Kiro spec',
      'c | Kiro spec · 1/4',
      'Create Plan | of your own',
      'Use a Plan… | whose files are there already',
    ]);
  });

  it('are nothing where there are none', () => {
    assert.deepEqual(foundNodes([], { state: 'idle', canAdopt: true }), []);
  });
});
