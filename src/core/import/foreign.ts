/** The way into this room: finding other methods' plans among paths, and reading them. */
import type { Feature } from './parts/feature';
import { leftOut } from './left';
import { METHODS, methodOf, type Method } from './methods';
import type { ForeignFile, ForeignFind, ForeignPlan } from './model';

export interface ForeignOptions {
  /** What the folder is called that the paths are relative to, for plans that have no other name. */
  project?: string;
}

/**
 * The plans of other methods that paths tell of, in the order of the paths; several files of one feature are one find.
 * Nothing is read: whether a find is a plan, only `readForeign` can say.
 */
export function findForeign(paths: readonly string[]): ForeignFind[] {
  const found = new Map<string, ForeignFind>();
  for (const path of paths) {
    const owner = ownerOf(path);
    if (!owner) continue;
    const key = `${owner.method.id}\n${owner.source}`;
    const find = found.get(key) ?? { method: owner.method.id, source: owner.source, files: [] };
    find.files.push(path);
    found.set(key, find);
  }
  return [...found.values()].filter(({ method, files }) => {
    const needs = methodOf(method)?.needs;
    return !needs || files.some((path) => needs.test(path));
  });
}

function ownerOf(path: string): { method: Method; source: string } | null {
  if (!/\.(?:md|markdown|json)$/i.test(path)) return null;
  for (const method of METHODS) {
    const source = method.paths.exec(path)?.groups?.source;
    if (source !== undefined) return { method, source };
  }
  return null;
}

/**
 * Reads the plans that these files hold, by their paths, else by what the text looks like. Never
 * throws; what is no plan gives none.
 */
export function readForeign(files: readonly ForeignFile[], options: ForeignOptions = {}): ForeignPlan[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finds = findForeign(files.map(({ path }) => path));
  const claimed = new Set(finds.flatMap((find) => find.files));
  return [
    ...finds.flatMap((find) => {
      const method = methodOf(find.method);
      const own = find.files.flatMap((path) => byPath.get(path) ?? []);
      return method
        ? plansOf(method, { source: find.source, project: projectOf(find.source, options), files: own })
        : [];
    }),
    ...files.filter(({ path }) => !claimed.has(path)).flatMap((file) => byShape(file, options)),
  ];
}

function byShape(file: ForeignFile, options: ForeignOptions): ForeignPlan[] {
  const method = METHODS.find(({ shape }) => shape.test(file.text));
  return method ? plansOf(method, { source: file.path, project: projectOf(file.path, options), files: [file] }) : [];
}

function plansOf(method: Method, feature: Feature): ForeignPlan[] {
  const read = method.read(feature);
  const drafts = Array.isArray(read) ? read : read ? [{ tag: null, draft: read }] : [];
  return drafts.map(({ tag, draft }) => ({
    method: method.id,
    source: feature.source,
    ...(tag === null ? {} : { tag }),
    draft,
    left: leftOut(feature, draft),
  }));
}

/** The folder that the method's own one lies in: of `shop/.taskmaster/tasks/tasks.json` it is `shop`. */
function projectOf(source: string, { project }: ForeignOptions): string | null {
  const folders = source.split('/').slice(0, -1);
  const own = folders.findIndex((name) => name.startsWith('.'));
  return (own < 0 ? folders : folders.slice(0, own)).at(-1) ?? project ?? null;
}
