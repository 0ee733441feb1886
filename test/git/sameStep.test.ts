import assert from 'node:assert/strict';
import type { ErrorCode } from '../../src/core/errors';
import { createEngine } from '../../src/core/workflow/create';
import type { Engine } from '../../src/core/workflow/engine';
import type { Step } from '../../src/core/steps';
import { CONTEXT, failed, PLAN, worldIn } from '../support/hostile';
import { worldAt, type TestWorld } from '../support/world';

/** Another window, which has judged a step, and does it when `first` has ended. */
async function afterwards(
  world: TestWorld,
  second: (engine: Engine) => Promise<unknown>,
  first: () => Promise<unknown>,
) {
  const { ports } = worldAt(world.root, world.folder, world.bare, world.settings);
  const { runner } = ports;
  const { promise: ended, resolve: end } = withResolvers();
  const { promise: judged, resolve: judge } = withResolvers();
  const run: typeof runner.run = async (plan) => {
    judge();
    await ended;
    return runner.run(plan);
  };
  const engine = createEngine({ ...ports, runner: Object.assign(Object.create(runner) as typeof runner, { run }) });
  const done = second(engine);
  await judged;
  await first();
  const between = world.snapshot();
  end();
  await done;
  return between;
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

describe('the same step by two windows, one right after the other', () => {
  const steps: [
    name: string,
    state: 'planned' | 'started',
    step: (engine: Engine) => Promise<unknown>,
    code?: ErrorCode,
  ][] = [
    ['an approval', 'planned', (engine) => engine.approvePlan({ commit: true })],
    ['a summary', 'started', (engine) => engine.summarizePhase({ open: 'carry', commit: true })],
    ['a summary without a commit', 'started', (engine) => engine.summarizePhase({ open: 'carry' })],
    [
      'a status set',
      'planned',
      (engine) => engine.setStatus({ phase: 1, status: 'dropped', reason: 'Later' }),
      'INVALID_ARGUMENT',
    ],
    ['an archive', 'planned', (engine) => engine.archive({ unfinished: 'archive', commit: true })],
    ['an archive without a commit', 'planned', (engine) => engine.archive({ unfinished: 'archive' })],
  ];
  for (const [name, state, step, code = 'CONTEXT_CHANGED'] of steps) {
    it(`${name} is done once, and the second is refused and changes nothing`, async () => {
      const world = await worldIn(state);
      const before = world.snapshot();
      const between = await afterwards(
        world,
        (engine) => failed(code, () => step(engine)),
        () => step(world.engine),
      );
      assert.deepEqual(world.snapshot(), between);
      await world.engine.undoLast();
      assert.deepEqual(world.snapshot(), before);
    });
  }

  it('is refused where the other has written no more than its first file yet', async () => {
    const world = await worldIn('planned');
    const plan = `${PLAN}-phase-1.md`;
    const writes = [CONTEXT, plan].map((file) => ({ file, was: world.read(file), text: `${world.read(file)}More.\n` }));
    world.write(CONTEXT, writes[0]?.text ?? '');
    const before = world.snapshot();
    const steps = writes.map(({ file, was, text }): Step => ({ kind: 'write', path: file, was, text }));
    const run = () => world.ports.runner.run({ title: 'Twice', start: null, proofs: [], steps });
    await failed('CONTEXT_CHANGED', run);
    assert.deepEqual(world.snapshot(), before);
  });
});
