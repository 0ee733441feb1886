// Real context folders beside the repository; absent for most people, and then there is nothing to test.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = '../shared/corpus';

export interface RealFile {
  /** Where it lies: `…/context/1a2b3c4d-context.md`. */
  name: string;
  text: string;
}

/** Every version of every file of a folder: `context`, `plans`, `summaries` or `archives`. */
export function corpus(folder: string): RealFile[] {
  if (!existsSync(ROOT)) return [];
  return readdirSync(ROOT)
    .map((repository) => join(ROOT, repository, folder))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path).map((name) => join(path, name)))
    .map((name) => ({ name, text: readFileSync(name, 'utf8') }));
}
