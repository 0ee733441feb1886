import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isMomentary } from '../../src/adapters/writing/names';
import { removeLeftovers } from '../../src/adapters/writing/write';
import { CONTEXT, PLAN, same } from '../support/hostile';
import { worldAt, type TestWorld } from '../support/world';
import { checkDone, record } from './measure';
import { operations, settingsOf, type Operation } from './operations';
import { leaveIn, statesOf, type State, type States } from './states';
import { worldFor } from './worlds';

const PARTS = 4;

type Snapshot = Record<string, string>;

/**
 * Kills a part of the operations at every place: before each call that changes a file, and before and after each git
 * process.
 */
export function killEverywhere(part: number): void {
  describe(`Killed everywhere, part ${part} of ${PARTS}`, function () {
    this.timeout(600_000);
    for (const operation of operations.filter((_, index) => index % PARTS === part - 1)) {
      it(operation.name, () => killed(operation));
      it(`${operation.name}, and once more on the way back or on`, () => killedTwice(operation));
    }
  });
}

async function killed(operation: Operation): Promise<void> {
  const world = await worldFor(operation);
  const before = world.snapshot();
  const all = await statesOf(world, () => operation.run(world));
  await forEach(all, (state) => recovers(world, operation, before, state));
  const { places } = operation;
  // What the page says is at least so, and not long out of date.
  assert.ok(all.calls >= places && all.calls < places + 25, `${all.calls} places, not about ${places}`);
  record(['Killed', `killed at every place: at least ${places}`, operation.name, 'restored or finished, as chosen']);
}

async function recovers(world: TestWorld, operation: Operation, before: Snapshot, state: State): Promise<void> {
  const restarted = begin(world, operation, state);
  if (!(await restarted.engine.interrupted())) return mustBeAsBeforeOrDone(restarted, operation, before);
  await restarted.engine.restoreInterrupted();
  same(world.snapshot(), before);
  const again = begin(world, operation, state);
  await again.engine.finishInterrupted();
  assert.equal(await again.engine.interrupted(), null);
  checkDone(world, operation, before);
}

/** From half-way on it is restored and finished, and that is killed as well. */
async function killedTwice(operation: Operation): Promise<void> {
  const world = await worldFor(operation);
  const before = world.snapshot();
  const all = await statesOf(world, () => operation.run(world));
  const halfway = all.states[Math.floor((all.states.length * 2) / 3)];
  assert.ok(halfway);
  const restart = (): TestWorld => begin(world, operation, halfway);
  try {
    if ((await restart().engine.interrupted()) === null) return;
    for (const way of ['restore', 'finish'] as const) {
      const second = restart();
      const states = await statesOf(second, () => goOn(second, way));
      await forEach(
        states,
        async (state) => {
          const third = begin(world, operation, state);
          if ((await third.engine.interrupted()) !== null) await goOn(third, way);
          else await removeLeftovers(world.folder, [CONTEXT, `${PLAN}.md`]);
          if (way === 'restore') same(world.snapshot(), before);
          else checkDone(world, operation, before);
        },
        SECOND,
      );
    }
    const name = 'killed half-way, then once more on the way back or on';
    record(['Killed', name, operation.name, 'restored or finished, as chosen']);
  } finally {
    forget(all);
  }
}

const goOn = ({ engine }: TestWorld, way: 'restore' | 'finish'): Promise<unknown> =>
  way === 'restore' ? engine.restoreInterrupted() : engine.finishInterrupted();

/** Of the places where something is killed a second time, one in three by day. */
const SECOND = process.env.PHASED_PLANS_LONG ? 1 : 3;

/** Checks every state, or one in `of`. */
async function forEach(all: States, check: (state: State) => Promise<void>, of = 1): Promise<void> {
  try {
    for (const state of all.states.filter((_, index) => index % of === 0)) {
      try {
        await check(state);
      } catch (error) {
        if (error instanceof Error) error.message += `\nKilled at: ${state.at.join('; ')}`;
        throw error;
      }
    }
  } finally {
    forget(all);
  }
}

function forget({ states }: States): void {
  for (const { copy } of states) rmSync(copy, { recursive: true, force: true });
}

function begin(world: TestWorld, operation: Operation, state: State): TestWorld {
  leaveIn(world, state);
  return worldAt(world.root, world.folder, world.bare, settingsOf(operation));
}

/**
 * Either it had come to its end, or nothing had begun: what is left behind of writing, a lock among it, is in nobody's
 * way, and goes when it is done again.
 */
async function mustBeAsBeforeOrDone(world: TestWorld, operation: Operation, before: Snapshot): Promise<void> {
  if (isDeepStrictEqual(withoutRests(world.snapshot()), withoutRests(before))) await operation.run(world);
  // As every write does first.
  else await removeLeftovers(world.folder, [CONTEXT, `${PLAN}.md`]);
  checkDone(world, operation, before);
}

function withoutRests(snapshot: Snapshot): Snapshot {
  const files = Object.entries(snapshot).filter(([file]) => !isMomentary(path.basename(file)));
  const locks = snapshot.locks
    ?.split(',')
    .filter((name) => name !== 'phased-plans.lock')
    .join();
  return { ...Object.fromEntries(files), journal: '', locks: locks ?? '' };
}
