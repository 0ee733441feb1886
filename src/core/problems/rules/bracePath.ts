import { BRACES, foundPaths, namedPaths } from '../parts/paths';
import { pathFix, removePath } from '../parts/pathFixes';
import type { Fix, Rule, Subject } from '../parts/rule';

export const bracePath: Rule = {
  id: 'brace-path',
  severity: 'warning',
  description: 'Several paths written as one with braces, as a shell reads them: `plan-phase-{1,2}.md`.',
  fixes: 'Write out the paths of the files that are there (safe when all are) · Remove the path',
  check: (subject) =>
    foundPaths(subject, 'braces', (path) => ({
      message: `“${path}” is several paths in one. Each file needs a path of its own.`,
      fixes: [...writeOut(subject, path), ...removePath(subject, path)],
    })),
};

function writeOut(subject: Subject, path: string): Fix[] {
  const places = namedPaths(subject).get(path) ?? [];
  const all = expandBraces(path);
  const there = all.filter((each) => subject.files.includes(each));
  if (there.length === 0 || !places.every(({ place }) => typeof place.at(-1) === 'number')) return [];
  const title = there.length === 1 ? 'Write Out the Path' : `Write Out the ${there.length} Paths`;
  return [pathFix(subject, title, path, there, there.length === all.length)];
}

/** More than this is nobody's list of files. */
const MOST_PATHS = 200;

function expandBraces(path: string): string[] {
  let open = [path];
  while (open.length < MOST_PATHS && open.some((each) => BRACES.test(each))) open = open.flatMap(expandFirst);
  return open.filter((each) => !BRACES.test(each));
}

function expandFirst(path: string): string[] {
  const match = BRACES.exec(path);
  if (!match) return [path];
  const [whole, inside = ''] = match;
  const [before, after] = [path.slice(0, match.index), path.slice(match.index + whole.length)];
  return alternatives(inside).map((each) => before + each + after);
}

function alternatives(inside: string): string[] {
  const [, from, to] = /^(\d+)\.\.(\d+)$/.exec(inside) ?? [];
  if (from === undefined || to === undefined) return inside.split(',').map((each) => each.trim());
  const [first, last] = [Number(from), Number(to)];
  return Array.from({ length: Math.min(MOST_PATHS, Math.max(0, last - first + 1)) }, (_, i) => String(first + i));
}
