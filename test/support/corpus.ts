// Real context folders beside the repository; absent for most people, and then there is nothing to test.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeWorld, type TestWorld } from './world';

const ROOT = '../shared/corpus';
const FOLDERS = ['plans', 'summaries', 'archives'];

export interface RealFile {
  /** Where it lies: `…/context/1a2b3c4d-context.md`. */
  name: string;
  /** What it is called in its repository: `context.md`. */
  file: string;
  text: string;
}

/** Every version of every file of a folder: `context`, `plans`, `summaries` or `archives`. */
export function corpus(folder: string): RealFile[] {
  return corpusRepositories().flatMap((repository) => filesOf(repository, folder));
}

export function corpusRepositories(): string[] {
  return existsSync(ROOT) ? readdirSync(ROOT).filter((name) => existsSync(join(ROOT, name, 'context'))) : [];
}

/** Every version of a repository's context file, the archived ones too. */
export function contextVersions(repository: string): RealFile[] {
  return [...filesOf(repository, 'context'), ...filesOf(repository, 'archives')];
}

function filesOf(repository: string, folder: string): RealFile[] {
  const path = join(ROOT, repository, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path).map((name) => {
    const file = join(path, name);
    return { name: file, file: name.slice(9), text: readFileSync(file, 'utf8') };
  });
}

/** A folder with a version of every plan, summary and archive of a repository, and no context file yet; without git. */
export function realWorld(repository: string): TestWorld {
  const files = FOLDERS.flatMap((folder) =>
    filesOf(repository, folder).map(({ file, text }): [string, string] => [`context/${folder}/${file}`, text]),
  );
  return makeWorld({ repository: false, files: Object.fromEntries(files) });
}
