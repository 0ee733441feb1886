// A fault as data, tried on operations; what came of each is checked, and written down for docs/reliability.md.
import assert from 'node:assert/strict';
import { appendFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createForge } from '../../src/adapters/forge';
import { createPullRequests } from '../../src/adapters/pullRequests';
import type { GitLimits } from '../../src/adapters/git/exec';
import { createGit } from '../../src/adapters/git/git';
import { createRunner } from '../../src/adapters/runner/runner';
import { isPlanError, type PlanError } from '../../src/core/errors';
import { same, NEXT_STEP, PHASE } from '../support/hostile';
import { quiet, type TestWorld } from '../support/world';
import { operations, treeOf, type Operation } from './operations';
import { worldFor } from './worlds';

export type CleanUp = () => void | Promise<void>;

export interface Fault {
  name: string;
  /** The operations it is tried on; all where left out. */
  on?: (operation: Operation) => boolean;
  /** Another place of the repository to do it in. */
  place?(world: TestWorld, operation: Operation): TestWorld;
  /** Makes the fault; `null` when this machine can't. What it gives is done in the end. */
  setUp?(world: TestWorld, operation: Operation): void | null | CleanUp | Promise<void | null | CleanUp>;
  limits?: Partial<GitLimits>;
  binary?(world: TestWorld): string;
  /** What a person is to find in the message. */
  message?: RegExp;
  /** Where more is to be said of a refusal than “unchanged”: checks it, and gives the words. */
  refused?(world: TestWorld, before: Record<string, string>, error: PlanError): string | Promise<string>;
  /** The same for an operation that was done. */
  done?(world: TestWorld): string;
  /** Instead of doing the operation and looking at what came of it: does both, and gives the words. */
  measure?(world: TestWorld, operation: Operation): Promise<string>;
}

/** The operations with these names. */
export const named =
  (...names: string[]) =>
  (operation: Operation): boolean =>
    names.includes(operation.name);

/** One operation of each kind: enough where a fault meets them all in the same place. */
export const some = named(
  'initialize',
  'create a plan',
  'start',
  'start, stashing',
  'resume',
  'tick and commit',
  'summarize',
  'open a pull request',
  'start in a worktree',
);

/** Declares a test for every fault on every operation it is tried on. */
export function tryFaults(theme: string, faults: Fault[]): void {
  describe(theme, () => {
    for (const fault of faults) {
      for (const operation of operations.filter(fault.on ?? (() => true))) {
        it(`${fault.name}: ${operation.name}`, async function () {
          const outcome = await outcomeOf(fault, operation);
          record([theme, fault.name, operation.name, outcome]);
          if (outcome === null) this.skip();
        });
      }
    }
  });
}

export function record(row: (string | null)[]): void {
  const folder = process.env.PHASED_PLANS_OUTCOMES;
  if (folder) appendFileSync(path.join(folder, `${process.pid}.jsonl`), `${JSON.stringify(row)}\n`);
}

async function outcomeOf(fault: Fault, operation: Operation): Promise<string | null> {
  const made = await worldFor(operation);
  const world = fault.place?.(made, operation) ?? made;
  const cleanUp = await fault.setUp?.(world, operation);
  if (cleanUp === null) return null;
  try {
    const o = { binary: fault.binary?.(world) ?? 'git', log: quiet, ...(fault.limits ? { limits: fault.limits } : {}) };
    Object.assign(world.ports, {
      git: createGit(world.folder, o),
      forge: createForge(world.folder, o),
      pullRequests: createPullRequests(world.folder, o),
      runner: createRunner(world.folder, o),
    });
    return await (fault.measure?.(world, operation) ?? measure(world, operation, fault));
  } finally {
    await cleanUp?.();
    rmSync(made.root, { recursive: true, force: true });
  }
}

async function measure(world: TestWorld, operation: Operation, fault: Fault): Promise<string> {
  const before = world.snapshot();
  const error: unknown = await operation.run(world).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) {
    if (fault.done) return fault.done(world);
    checkDone(world, operation, before);
    return 'done';
  }
  if (!isPlanError(error)) throw error as Error;
  assert.match(error.message, NEXT_STEP);
  assert.doesNotMatch(error.message, /s3cret/);
  if (fault.message) assert.match(error.message, fault.message);
  if (fault.refused) return fault.refused(world, before, error);
  same(world.snapshot(), before);
  return `unchanged, ${error.code}`;
}

/** The operation came to its end, and nothing that is none of its business was touched. */
export function checkDone(world: TestWorld, operation: Operation, before: Record<string, string>): void {
  const locked = before.locks !== '';
  operation.done(world);
  const after = world.snapshot();
  const own = (key: string): boolean => isOwn(operation, key);
  const others = (all: Record<string, string>) => Object.fromEntries(Object.entries(all).filter(([key]) => !own(key)));
  same(others(after), others(before));
  if (!locked) assert.equal(after.locks ?? '', '');
  const here = operation.worktree ? `refs/heads/${PHASE}-1` : before.HEAD?.replace('ref: ', '').trim();
  const moved = operation.commits && !operation.switches ? here : undefined;
  const now = refsOf(after);
  for (const [ref, commit] of refsOf(before)) if (ref !== moved) assert.equal(now.get(ref), commit, ref);
}

/** What of a snapshot an operation may change. */
function isOwn({ worktree }: Operation, key: string): boolean {
  if (['refs', 'locks'].includes(key) || key === 'context' || key.startsWith('context/')) return true;
  if (!worktree) return ['HEAD', 'index'].includes(key);
  return key === 'exclude' || key === `worktree ${path.basename(treeOf(1))}` || key.startsWith(`${treeOf(1)}/`);
}

function refsOf(snapshot: Record<string, string>): Map<string, string> {
  const lines = (snapshot.refs ?? '').split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => line.split(' ') as [string, string]));
}
