import { readFileSync } from 'node:fs';
import path from 'node:path';
import { worldIn } from './hostile';
import type { TestWorld } from './world';

/** The remote has an address of the web, and is a folder all the same. */
export function at(world: TestWorld, address: string, remote = 'origin', bare = world.bare): void {
  world.git('remote', 'set-url', '--push', remote, bare);
  world.git('config', `remote.${remote}.url`, address);
  world.settings.fetchBeforeStart = false;
}

/** A world whose first phase is completed, with such a remote. */
export async function completedAt(address: string): Promise<TestWorld> {
  const world = await worldIn('completed');
  at(world, address);
  return world;
}

/** What a stand-in for a program was given last. */
export function argsOf(world: TestWorld, name: string): string[] {
  return readFileSync(path.join(world.root, `${name}.args`), 'utf8')
    .trim()
    .split('\n');
}
