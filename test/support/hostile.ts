// Worlds in which something is wrong, and what must be true of them afterwards.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isPlanError, type ErrorCode, type PlanError } from '../../src/core/errors';
import { parseContext } from '../../src/core/context/parse';
import type { CreatePlanOptions, PhaseId } from '../../src/core/types';
import { authentication, completePhase, plannedWorld, worldLike, type TestWorld } from './world';

export const TASK = 'implement-user-authentication';
export const PHASE = `para/${TASK}-phase`;
export const CONTEXT = 'context/context.md';
export const PLAN = `context/plans/2025-12-18-${TASK}`;
export const SUMMARY = `context/summaries/2025-12-18-${TASK}`;

/**
 * `planned`: committed and pushed. `started`: phase 1 runs. `completed`: phase 1 is summarized on its branch,
 * committed, unmerged.
 */
export type Stage = 'planned' | 'started' | 'completed';

/** Phases that wait for nothing. */
export const independent: CreatePlanOptions = {
  ...authentication,
  phases: (authentication.phases ?? []).map((phase) => ({ ...phase, dependsOn: [] })),
};

/** A world of its own at a stage. */
export async function worldIn(stage: Stage, plan: CreatePlanOptions = authentication): Promise<TestWorld> {
  return worldLike(['stage', stage, plan], () => bring(stage, plan));
}

async function bring(stage: Stage, plan: CreatePlanOptions): Promise<TestWorld> {
  const world = await plannedWorld({}, plan);
  if (stage === 'started') await world.engine.executePhase({ phase: 1 });
  if (stage === 'completed') await completePhase(world, 1);
  return world;
}

/** The ways a phase's branch reaches the base. */
export const WAYS = ['merge', 'squash', 'squash with a conflict', 'rebase'] as const;

/** Brings a phase's branch to `main` and pushes that; ends on `main`. */
export function land(world: TestWorld, phase: PhaseId, way: (typeof WAYS)[number] = 'merge'): void {
  const branch = `${PHASE}-${String(phase)}`;
  world.git('switch', '--quiet', 'main');
  if (way === 'merge') {
    world.git('merge', '--quiet', '--no-edit', '--no-ff', branch);
  } else if (way === 'squash') {
    world.git('merge', '--quiet', '--squash', branch);
    world.git('commit', '--quiet', `--message=feat: Phase ${String(phase)}`);
  } else if (way === 'squash with a conflict') {
    const file = `src/phase-${String(phase)}.txt`;
    commitFile(world, file, 'theirs\n');
    assert.throws(() => world.git('merge', '--quiet', '--squash', branch));
    world.write(file, 'both\n');
    world.git('add', file);
    world.git('commit', '--quiet', `--message=feat: Phase ${String(phase)}`);
  } else {
    commitFile(world, 'src/elsewhere.txt');
    world.git('switch', '--quiet', '--detach', branch);
    world.git('rebase', '--quiet', 'main');
    const tip = world.git('rev-parse', 'HEAD');
    world.git('switch', '--quiet', 'main');
    world.git('merge', '--quiet', '--ff-only', tip);
  }
  world.git('push', '--quiet');
}

/** Commits one file where HEAD is. */
export function commitFile(world: TestWorld, file: string, text = `${file}\n`, message = `feat: Change ${file}`): void {
  world.write(file, text);
  world.git('add', '--force', '--', file);
  world.git('commit', '--quiet', `--message=${message}`, '--', file);
}

/** Somebody else pushes a change to `main`. */
export function pushedByAnother(world: TestWorld, files: Record<string, string>, branch = 'main'): void {
  const name = `other-${Math.random().toString(36).slice(2)}`;
  const other = world.clone(name);
  if (branch !== 'main') other.git('switch', '--quiet', branch);
  for (const [file, text] of Object.entries(files)) commitFile(other, file, text);
  other.git('push', '--quiet', 'origin', 'HEAD');
}

/**
 * What somebody is in the middle of outside the context folder: changed, staged, staged and changed again, and new
 * files. Gives what `changes` tells of it.
 */
export function mess(world: TestWorld, folder = '.'): string[] {
  world.write(`${folder}/README.md`, '# Changed\n');
  world.write(`${folder}/staged.txt`, 'staged\n');
  world.git('-C', folder, 'add', 'staged.txt');
  world.write(`${folder}/staged.txt`, 'staged, and more\n');
  world.write(`${folder}/dir/untracked.txt`, 'untracked\n');
  return [' M README.md', '?? dir/untracked.txt', 'AM staged.txt'];
}

/** Asserts that an operation is refused with a code, tells a next step, and leaves everything as it was. */
export async function refused(
  world: TestWorld,
  code: ErrorCode,
  run: () => Promise<unknown>,
  message?: RegExp,
): Promise<PlanError> {
  const before = world.snapshot();
  const error = await failed(code, run, message);
  same(world.snapshot(), before);
  return error;
}

/** Asserts that two snapshots agree, showing what differs alone. */
export function same(after: Record<string, string>, before: Record<string, string>, but: string[] = []): void {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const different = keys.filter((key) => before[key] !== after[key] && !but.includes(key)).sort();
  const pick = (all: Record<string, string>) => different.map((key) => `${key}: ${readable(all[key])}`);
  assert.deepEqual(pick(after), pick(before));
}

function readable(value: string | undefined): string {
  const [mode = '', content] = (value ?? '(none)').split(' ');
  const text = /^\d{3}$/.test(mode) && content !== undefined ? Buffer.from(content, 'base64').toString('utf8') : value;
  return String(text);
}

export async function failed(code: ErrorCode, run: () => Promise<unknown>, message?: RegExp): Promise<PlanError> {
  const error: unknown = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isPlanError(error)) {
    assert.fail(`Expected ${code}, got ${error instanceof Error ? (error.stack ?? error.message) : 'a success'}`);
  }
  assert.equal(error.code, code, error.message);
  if (message) assert.match(error.message, message);
  // A next step is a sentence of its own that tells what to do.
  assert.match(error.message, NEXT_STEP);
  return error;
}

export const NEXT_STEP =
  /\b(try again|first|instead|again|run “|choose|use|set “|write|merge|commit|revert|summarize|archive|start|resume|restore|repair|rename|make|there are \d+|switch|needs|can't depend|add one|by hand|install|trust|name the)\b/i;

/** Makes an executable hook. */
export function hook(world: TestWorld, name: string, script: string): void {
  writeScript(path.join(world.folder, '.git', 'hooks', name), script);
}

/** Makes a program outside the repository; gives its path. */
export function executable(world: TestWorld, name: string, script: string): string {
  return writeScript(path.join(world.root, 'bin', name), script);
}

function writeScript(file: string, script: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

export function unhook(world: TestWorld, name: string): void {
  rmSync(path.join(world.folder, '.git', 'hooks', name));
}

/** What the commit at a revision says and touches: its subject, then its paths with their letters. */
export function commitAt(world: TestWorld, revision = 'HEAD'): { subject: string; files: string[] } {
  const [subject = '', ...files] = world
    .git('show', '--format=%s', '--name-status', '--no-renames', '--first-parent', revision)
    .split('\n')
    .filter((line) => line !== '');
  return { subject, files: files.map((line) => line.replace('\t', ' ')) };
}

export const firstCommit = (phase: PhaseId): string =>
  `chore: Initialize execution context for ${TASK}-phase-${String(phase)}`;

/** The short form of `git status`, sorted. */
export function changes(world: TestWorld): string[] {
  const lines = world.git('status', '--porcelain=v1', '--untracked-files=all').split('\n');
  return lines.filter((line) => line !== '').sort();
}

export function branch(world: TestWorld): string {
  return world.git('branch', '--show-current');
}

export function tip(world: TestWorld, revision: string): string {
  return world.git('rev-parse', '--verify', revision);
}

/** The statuses of the context file on disk, in order. */
export function statuses(world: TestWorld): string[] {
  const state = parseContext(world.read(CONTEXT)).state;
  return (state?.phased?.phases ?? []).map((each) => each.status);
}

export const absolute = (world: TestWorld, file = CONTEXT): string => path.join(world.folder, file);

export function exists(world: TestWorld, file: string): boolean {
  return existsSync(absolute(world, file));
}

/** A world whose plan of one phase is done: summarized and committed on its branch, unmerged. */
export async function completedWorld(): Promise<TestWorld> {
  return worldIn('completed', { ...authentication, phases: (authentication.phases ?? []).slice(0, 1) });
}
