// Finding a problem in a world and repairing it with one of its fixes.
import assert from 'node:assert/strict';
import type { FileChange, Finding, Fix } from '../../src/core/problems/parts/rule';
import { authentication, CONTEXT } from './authentication';
import { difference } from './changes';
import { plannedWorld, type TestWorld } from './world';

/** The plan of three phases, in a repository without a remote, its context file changed. */
export async function brokenWorld(change: (text: string) => string = (text) => text): Promise<TestWorld> {
  const world = await plannedWorld({ remote: false }, authentication);
  rewrite(world, CONTEXT, change);
  return world;
}

/** Changes a file; the change must find what it is to change. */
export function rewrite(world: TestWorld, file: string, change: (text: string) => string): void {
  const before = world.read(file);
  world.write(file, change(before));
}

export async function findings(world: TestWorld, code?: string): Promise<Finding[]> {
  const all = (await world.engine.read()).findings;
  return code === undefined ? all : all.filter((each) => each.code === code);
}

/** The one problem of a rule. */
export async function only(world: TestWorld, code: string): Promise<Finding> {
  const found = await findings(world, code);
  assert.deepEqual(found.map((each) => each.message).length, 1, JSON.stringify(found, null, 1));
  return found[0] as Finding;
}

export const titles = ({ fixes }: Finding): string[] => fixes.map((fix) => fix.title);

/** The text that a problem is shown at. */
export function marked(world: TestWorld, { file, range }: Finding): string {
  const lines = world.read(file).split('\n');
  assert.equal(range.start.line, range.end.line);
  return (lines[range.start.line] ?? '').slice(range.start.character, range.end.character);
}

export function write(world: TestWorld, changes: readonly FileChange[]): void {
  for (const { file, before, after } of changes) {
    if (before !== null) assert.equal(world.read(file), before);
    world.write(file, after);
  }
}

/**
 * Makes a fix: afterwards the problem is gone, and the files hold what they held but for the lines given (`-` taken
 * out, `+` put in), without white space around them.
 */
export async function fix(world: TestWorld, finding: Finding, title: string, lines: string[] | null): Promise<Fix> {
  const chosen = finding.fixes.find((each) => each.title === title);
  assert.ok(chosen && 'changes' in chosen, `no fix “${title}” but ${titles(finding).join(', ')}`);
  const changes = chosen.changes();
  if (lines !== null) {
    assert.deepEqual(
      changes.flatMap(({ before, after }) => difference(before, after)),
      lines,
    );
  }
  write(world, changes);
  const left = await findings(world, finding.code);
  assert.ok(!left.some(({ message }) => message === finding.message), `still there: ${finding.message}`);
  return chosen;
}
