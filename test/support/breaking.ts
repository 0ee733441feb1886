// Ways to break a folder with the plan of three phases, each for one problem or more.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { TASK } from './hostile';
import { CONTEXT, PHASE, rewrite } from './problems';
import { authentication, makeWorld, plannedWorld, work, type TestWorld } from './world';

const END = '"last_updated"';

export const replacing = (piece: string | RegExp, by: string) => (text: string) => {
  assert.notEqual(text.replace(piece, by), text, String(piece));
  return text.replace(piece, by);
};
export const key = (line: string) => replacing(END, `${line}\n  ${END}`);
/** Further keys of the entries of phases, by their number. */
export const entries = (more: Record<number, string>) => (text: string) =>
  Object.entries(more).reduce(
    (all, [phase, keys]) => all.replace(new RegExp(`"phase": ${phase},`), `"phase": ${phase}, ${keys},`),
    text,
  );
export const statuses =
  (...all: string[]) =>
  (text: string) => {
    let at = 0;
    return text.replace(/"status": "pending"/g, (old) => (at < all.length ? `"status": "${all[at++]}"` : old));
  };
export const both =
  (...changes: ((text: string) => string)[]) =>
  (text: string) =>
    changes.reduce((all, change) => change(all), text);

/** The plan of three phases in a folder without git, with its context file broken, and then whatever else. */
export async function broken(change: (text: string) => string, and: (world: TestWorld) => unknown = () => undefined) {
  const world = makeWorld({ repository: false });
  await world.engine.init();
  await world.engine.createPlan(authentication);
  await and(world);
  rewrite(world, CONTEXT, change);
  return world;
}

export const also = (and: (world: TestWorld) => unknown, change: (text: string) => string = (text) => text) => ({
  world: () => broken(change, and),
});

async function onItsBranch(): Promise<TestWorld> {
  const world = await plannedWorld({ remote: false });
  await world.engine.executePhase({ phase: 1 });
  return world;
}

async function inWorktree(): Promise<TestWorld> {
  const world = await plannedWorld({ remote: false, settings: { isolation: 'worktree' } });
  await world.engine.executePhase({ phase: 1 });
  return world;
}

export const WORKTREE = `.para-worktrees/${TASK}-phase-1`;

export async function lostWorktree(): Promise<TestWorld> {
  const world = await inWorktree();
  remove(world, WORKTREE);
  return world;
}

export async function orphanedWorktree(): Promise<TestWorld> {
  const world = await inWorktree();
  rewrite(world, CONTEXT, (text) => text.replace(/,?\s*"worktree_path": "[^"]*"/, ''));
  return world;
}

export function elsewhere(...branch: string[]): () => Promise<TestWorld> {
  return async () => {
    const world = await onItsBranch();
    world.git('switch', '--quiet', ...branch);
    return world;
  };
}

export async function completedByHand(): Promise<TestWorld> {
  const world = await onItsBranch();
  rewrite(world, CONTEXT, replacing('"in_progress"', '"completed"'));
  return world;
}

export async function runningUnmerged(): Promise<TestWorld> {
  const world = await onItsBranch();
  await work(world, 'a.txt');
  await world.engine.summarizePhase({ commit: true, open: 'carry' });
  await world.engine.executePhase({ phase: 2, unmerged: 'continue' });
  return world;
}

export const remove = (world: TestWorld, file: string) => rmSync(join(world.folder, file), { recursive: true });

export function move(world: TestWorld, from: string, to: string): void {
  world.write(to, world.read(from));
  remove(world, from);
}

export const twoCriteria = (world: TestWorld) =>
  rewrite(world, PHASE(1), replacing(/- \[ \] Migrations.*\n/, '- [ ] One\n- [ ] Two\n'));
