import assert from 'node:assert/strict';
import { authentication, makeWorld } from '../support/world';
import { refused, worldIn } from '../support/hostile';

type Call = 'createPlan' | 'approvePlan' | 'executePhase' | 'setTodo' | 'setCriterion' | 'summarizePhase' | 'archive';

describe('Options of other kinds than the API says', () => {
  const wrong: [Call | 'createPullRequest' | 'importPlan', unknown, RegExp][] = [
    ['createPlan', {}, /“task” must be a text/],
    ['createPlan', { task: 7 }, /“task” must be a text/],
    ['createPlan', { task: 'x', phases: {} }, /“phases” must be a list/],
    ['createPlan', { task: 'x', phases: [null] }, /number 1/],
    ['createPlan', { task: 'x', phases: [{ name: 'a' }, { name: 'b', steps: 'one' }] }, /number 2, “steps”/],
    ['createPlan', { task: 'x', phases: [{ name: 'a', dependsOn: [{}] }] }, /“dependsOn” must be a list of ids/],
    ['createPlan', null, /Options must be an object/],
    ['importPlan', {}, /“from” must be a path, or an object with a “text”/],
    ['importPlan', { from: { path: 'x' } }, /“from” must be/],
    ['importPlan', { from: 'x', as: 'list' }, /“as” must be “phased” or “simple”/],
    ['importPlan', { from: 'x', drop: ['1'] }, /“drop” must be a list of numbers/],
    ['importPlan', { from: 'x', rename: { 1: 2 } }, /“rename” must be an object with a text/],
    ['importPlan', { from: 'x', merge: [1, 2] }, /“merge” must be a list of lists of numbers/],
    ['approvePlan', { commit: 'yes' }, /“commit” must be true or false/],
    ['executePhase', { dirty: 'keep' }, /“dirty” must be “stop” or “carry” or “stash”/],
    ['executePhase', { todos: 'one' }, /“todos” must be a list of texts/],
    ['executePhase', { todos: [1] }, /“todos” must be a list of texts/],
    ['executePhase', { phase: {} }, /“phase” must be a number or a text/],
    ['setTodo', {}, /“index” must be a number/],
    ['setTodo', { index: 0, done: 'yes' }, /“done” must be true or false/],
    ['setTodo', { index: 0, done: true, commit: true }, /“commit” must be a text, or false/],
    ['setCriterion', { index: '0', done: true }, /“index” must be a number/],
    ['summarizePhase', { learnings: 'much' }, /“learnings” must be a list of texts/],
    ['createPullRequest', { draft: 'yes' }, /“draft” must be true or false/],
    ['createPullRequest', { body: 1 }, /“body” must be a text/],
    ['archive', { mode: 'none' }, /“mode” must be “seed” or “fresh”/],
    ['archive', [], /Options must be an object/],
  ];

  for (const [call, options, says] of wrong) {
    it(`are refused: ${call}(${JSON.stringify(options)})`, async () => {
      const world = await worldIn('started');
      const engine = world.engine as unknown as Record<string, (options: unknown) => Promise<unknown>>;
      await refused(world, 'INVALID_ARGUMENT', () => engine[call]?.(options) ?? Promise.resolve(), says);
    });
  }

  it('are let pass where nobody knows them', async () => {
    const world = makeWorld();
    await world.engine.init();
    const options = { ...authentication, more: 1 };
    assert.equal((await world.engine.createPlan(options)).files.length, 4);
  });
});
