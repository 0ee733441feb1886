import { promises as fs } from 'node:fs';
import path from 'node:path';
import { readBytes, type Bytes } from './changeFiles';
import { PROGRAM } from './lines';

/** What the program requires of the bundles beside it. */
const REQUIRED = /\brequire\(["']\.\/([\w-]+\.js)["']\)/g;

/** The bundled program and all bundles that it requires, by their names; each comes after those that it requires. */
export async function bundledProgram(bundles: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const open = [PROGRAM];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    const text = await fs.readFile(path.join(bundles, name), 'latin1');
    found.set(name, text);
    open.push(...[...text.matchAll(REQUIRED)].map(([, required = '']) => required));
  }
  return new Map([...found].reverse());
}

/**
 * What brings the folder of the installed program to hold these files and no others: those of an earlier version go
 * last, since it may be running.
 */
export async function programChanges(
  folder: string,
  wanted: ReadonlyMap<string, string>,
): Promise<{ file: string; after: Bytes }[]> {
  const present = await fs.readdir(folder).catch(() => []);
  const left = present.filter((name) => name.endsWith('.js') && !wanted.has(name));
  return [...wanted, ...left.map((name) => [name, null] as const)].map(([name, after]) => ({
    file: path.join(folder, name),
    after,
  }));
}

/** Whether the folder holds just that already. */
export async function isInstalled(folder: string, wanted: ReadonlyMap<string, string>): Promise<boolean> {
  const changes = await programChanges(folder, wanted);
  const held = await Promise.all(changes.map(({ file }) => readBytes(file)));
  return changes.every(({ after }, index) => held[index] === after);
}
