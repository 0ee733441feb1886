import { nodeAt, valueOf } from '../../json/json';
import type { StateEdit } from '../../context/model';
import { stateFix } from './fixes';
import { baseName } from '../../folder/paths';
import { similarFiles } from './names';
import { namedPaths } from './paths';
import { stateRoot } from './ranges';
import type { Fix, Subject } from './rule';

/** Takes a path out of the state block, or puts others in its place, wherever it is named. */
export function pathFix(subject: Subject, title: string, path: string, others: string[], safe = false): Fix {
  return stateFix(subject, title, () => pathEdits(subject, path, others), safe);
}

/** Similar files, to be put in a path's place. */
export function useSimilar(subject: Subject, path: string): Fix[] {
  return similarFiles(subject.files, path).map((file) => pathFix(subject, `Use “${file}”`, path, [file]));
}

/** Leaving a path out, where something may be left out. */
export function removePath(subject: Subject, path: string, safe = false): Fix[] {
  if (!isOnlyListed(subject, path)) return [];
  return [pathFix(subject, `Remove “${baseName(path)}” from the State Block`, path, [], safe)];
}

/** Only in lists can a path be left out: a plan's own file isn't forgotten, but corrected. */
function isOnlyListed(subject: Subject, path: string): boolean {
  return (
    namedPaths(subject)
      .get(path)
      ?.every(({ where }) => where !== 'master_plan') ?? false
  );
}

function pathEdits(subject: Subject, path: string, others: string[]): StateEdit[] {
  const edits = new Map<string, StateEdit>();
  const root = stateRoot(subject.context);
  for (const { place } of namedPaths(subject).get(path) ?? []) {
    const list = typeof place.at(-1) === 'number' ? place.slice(0, -1) : null;
    const edited = list ?? place;
    const node = root && list ? nodeAt(root, list) : null;
    const value = node ? withReplaced(valueOf(node) as unknown[], path, others) : others[0];
    edits.set(JSON.stringify(edited), { path: [...edited], value });
  }
  return [...edits.values()];
}

/** The others go where the path stood; what is in the list already isn't added. */
function withReplaced(list: unknown[], path: string, others: string[]): unknown[] {
  const added = new Set(others.filter((each) => !list.includes(each)));
  const first = list.indexOf(path);
  return list.flatMap((each, i) => (each !== path ? [each] : i === first ? [...added] : []));
}
