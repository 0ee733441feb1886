// What operations change in every version of the context files of the corpus.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isPlanError } from '../../src/core/errors';
import { contextVersions, corpusRepositories, realWorld } from './corpus';
import { CONTEXT } from './hostile';
import type { TestWorld } from './world';

export interface Version {
  world: TestWorld;
  name: string;
  text: string;
}

/** Every file of the folder. */
function filesOf({ folder }: TestWorld): Map<string, string> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  return new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]));
}

/**
 * What an operation does to the files, each with its text before and after; all are put back. A refusal changes none.
 */
export async function during(
  world: TestWorld,
  operation: () => Promise<unknown>,
): Promise<Record<string, [string, string]>> {
  const before = filesOf(world);
  const refusal = await operation().then(
    () => null,
    (error: unknown) => error,
  );
  const after = filesOf(world);
  const changed: Record<string, [string, string]> = {};
  for (const file of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(file), after.get(file)];
    if (was === is) continue;
    changed[file] = [was ?? '', is ?? ''];
    if (was === undefined) rmSync(join(world.folder, file));
    else world.write(file, was);
  }
  if (refusal === null) return changed;
  if (!isPlanError(refusal)) throw refusal as Error;
  assert.deepEqual(changed, {}, 'a refusal changes nothing');
  return changed;
}

/** Tries operations on every version of every context file. */
export function tryOnEveryVersion(operations: Record<string, (version: Version) => Promise<void>>): void {
  for (const repository of corpusRepositories()) {
    describe(`every version of the context file of ${repository} keeps what isn’t the operation’s own:`, function () {
      this.timeout(60_000);
      let world: TestWorld;
      before(() => {
        world = realWorld(repository);
      });
      for (const [operation, operate] of Object.entries(operations)) {
        it(operation, async () => {
          for (const { name, text } of contextVersions(repository)) {
            world.write(CONTEXT, text);
            await operate({ world, name, text });
          }
        });
      }
    });
  }
}
