/** The way into this room: finding other methods' plans among paths, and reading them. */
import { leftOut } from './left';
import { METHODS, NO_PLANS, methodOf, methodOfText, type Method } from './methods';
import type { ForeignFile, ForeignFind, ForeignPlan } from './model';
import type { Feature } from './parts/feature';

export interface ForeignOptions {
  /** What the folder is called that the paths are relative to, for plans that have no other name. */
  project?: string;
}

/**
 * The plans of other methods that paths tell of; several files of one feature are one find. Nothing is read: whether a
 * find is a plan, only `readForeign` can say.
 */
export function findForeign(paths: readonly string[]): ForeignFind[] {
  const found = new Map<Method, Map<string, ForeignFind>>(METHODS.map((method) => [method, new Map()]));
  for (const path of paths) {
    const owner = ownerOf(path);
    const finds = owner && found.get(owner.method);
    if (!finds) continue;
    const find = finds.get(owner.source) ?? { method: owner.method.id, source: owner.source, files: [] };
    find.files.push(path);
    finds.set(owner.source, find);
  }
  return [...found].flatMap(([{ needs, join }, finds]) => {
    const all = [...finds.values()].filter(({ files }) => !needs || files.some((path) => needs.test(path)));
    return join ? join(all) : all;
  });
}

function ownerOf(path: string): { method: Method; source: string } | null {
  if (!/\.(?:md|json)$/i.test(path)) return null;
  for (const method of METHODS) {
    const source = method.paths.exec(path)?.groups?.source;
    if (source !== undefined) return { method, source };
  }
  return null;
}

/**
 * Reads the plans that these files hold, by their paths, else by what the text looks like. Never throws; what holds no
 * plan gives none.
 */
export function readForeign(files: readonly ForeignFile[], options: ForeignOptions = {}): ForeignPlan[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finds = findForeign(files.map(({ path }) => path)).filter(({ method }) => method !== 'markdown');
  const claimed = new Set(finds.flatMap((find) => find.files));
  return [
    ...finds.flatMap(({ method, source, files: own }) =>
      plansOf(methodOf(method), {
        source,
        project: projectOf(source, options),
        files: own.flatMap((path) => byPath.get(path) ?? []),
      }),
    ),
    ...files.filter(({ path }) => !claimed.has(path) && !NO_PLANS.test(path)).flatMap((file) => byShape(file, options)),
  ];
}

function byShape(file: ForeignFile, options: ForeignOptions): ForeignPlan[] {
  const feature = { source: file.path, project: projectOf(file.path, options), files: [file] };
  return plansOf(methodOfText(file.text), feature);
}

function plansOf(method: Method | undefined, feature: Feature): ForeignPlan[] {
  const read = method?.read(feature) ?? [];
  const drafts = Array.isArray(read) ? read : [{ tag: null, draft: read }];
  return drafts.map(({ tag, draft: { left = [], ...draft } }) => ({
    method: method?.id ?? 'markdown',
    source: feature.source,
    ...(tag === null ? {} : { tag }),
    draft,
    left: [...left, ...leftOut(feature, draft)],
  }));
}

/** The folder that the method's own one lies in: of `shop/.taskmaster/tasks/tasks.json` it is `shop`. */
function projectOf(source: string, { project }: ForeignOptions): string | null {
  const folders = source.split('/').slice(0, -1);
  const own = folders.findIndex((name) => name.startsWith('.'));
  return (own < 0 ? folders : folders.slice(0, own)).at(-1) ?? project ?? null;
}
