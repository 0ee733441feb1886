import { byCount, countTogether } from './together';
import { readManifest, type Manifest } from './manifests';
import type { Survey, SurveyFolder, SurveySource } from './model';
import { isHolder, languageOf, LAYERS, whatByName } from './names';
import { posixJoin } from './paths';

/** A survey has no more characters than this, as JSON on lines of its own. */
export const LONGEST_SURVEY = 16_000;

/** More of a list tells nobody anything. */
const MOST = { folders: 80, together: 30, dependencies: 80, commands: 30 };

/** Maps a repository. Pure: the same files and commits give the same survey, to the character. */
export function surveyOf(source: SurveySource): Survey {
  const manifests = manifestsByFolder(source);
  const places = placesIn(source.files, manifests);
  const placeOf = (file: string): string => nearest(places, file);
  const folders = foldersOf(source.files, { places, placeOf, manifests });
  const known = new Set(folders.map(({ path }) => path));
  const lists = {
    folders,
    together: countTogether(source.commits, (file) => (known.has(placeOf(file)) ? placeOf(file) : null)),
    dependencies: dependenciesOf(manifests, known),
    commands: commandsOf(manifests),
  };
  const layers = LAYERS.flatMap((name) => {
    const of = folders.filter((folder) => whatByName(folder.path) === name).map(({ path }) => path);
    return of.length > 0 ? [{ name, folders: of.slice(0, 12) }] : [];
  });
  return shortened({ ...lists, layers, leftOut: 0 });
}

interface Found {
  file: string;
  manifest: Manifest;
}

function manifestsByFolder({ files, manifests }: SurveySource): Map<string, Found[]> {
  const present = new Set(files);
  const found = new Map<string, Found[]>();
  for (const file of [...manifests.keys()].sort()) {
    const folder = folderOf(file);
    const beside = (name: string) => present.has(posixJoin(folder, name));
    const manifest = readManifest(file, manifests.get(file) ?? '', beside);
    if (manifest) found.set(folder, [...(found.get(folder) ?? []), { file, manifest }]);
  }
  return found;
}

const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.');

/** The folders that stand for themselves: at the top, in those that only hold others, and those with a manifest. */
function placesIn(files: readonly string[], manifests: ReadonlyMap<string, unknown>): Set<string> {
  const places = new Set(['.', ...manifests.keys()]);
  for (const file of files) {
    const parts = file.split('/');
    for (let depth = 1; depth < parts.length && depth <= 6; depth++) {
      const place = parts.slice(0, depth).join('/');
      if (depth > 1 && !isHolder(parts.slice(0, depth - 1).join('/'))) break;
      places.add(place);
    }
  }
  return places;
}

/** The place that a file, or a folder, is in. */
function nearest(places: ReadonlySet<string>, file: string): string {
  for (let at = folderOf(file); at !== '.'; at = folderOf(at)) if (places.has(at)) return at;
  return '.';
}

function foldersOf(
  files: readonly string[],
  o: { places: ReadonlySet<string>; placeOf: (file: string) => string; manifests: ReadonlyMap<string, Found[]> },
): SurveyFolder[] {
  const counts = new Map<string, Map<string, number>>();
  const totals = new Map<string, number>();
  for (const file of files) {
    const place = o.placeOf(file);
    totals.set(place, (totals.get(place) ?? 0) + 1);
    const language = languageOf(file);
    const languages = counts.get(place) ?? new Map<string, number>();
    if (language !== null) languages.set(language, (languages.get(language) ?? 0) + 1);
    counts.set(place, languages);
  }
  const all = [...totals].map(([path, total]): SurveyFolder => {
    const languages = byCount(counts.get(path) ?? new Map())
      .slice(0, 3)
      .map(([name]) => name);
    return { path, what: whatIs(path, o.manifests.get(path)), languages, files: total };
  });
  // The largest are kept, and told in the order of their paths.
  const kept = new Set(all.sort((a, b) => b.files - a.files || compare(a.path, b.path)).slice(0, MOST.folders));
  return all.filter((folder) => kept.has(folder)).sort((a, b) => compare(a.path, b.path));
}

function whatIs(path: string, found: readonly Found[] = []): string | null {
  const manifest = found.find(({ manifest: { kind } }) => kind !== 'make')?.manifest;
  const byManifest = manifest && (manifest.name === null ? manifest.kind : `${manifest.kind} “${manifest.name}”`);
  return [path === '.' ? null : whatByName(path), byManifest].filter(Boolean).join(', ') || null;
}

/** Of all that manifests need, what is in the repository itself. */
function dependenciesOf(manifests: ReadonlyMap<string, Found[]>, known: ReadonlySet<string>): Survey['dependencies'] {
  const all = [...manifests].flatMap(([folder, found]) => found.map(({ manifest }) => ({ folder, manifest })));
  const byName = new Map(
    all.flatMap(({ folder, manifest: { name } }) => (name === null ? [] : [[name, folder] as const])),
  );
  const pairs = all.flatMap(({ folder, manifest: { needs } }) =>
    [...needs.names.map((name) => byName.get(name)), ...needs.paths.map((path) => posixJoin(folder, path))].map(
      (to) => ({ from: folder, to }),
    ),
  );
  const real = pairs.filter(
    (pair): pair is { from: string; to: string } =>
      pair.to !== undefined && pair.to !== pair.from && known.has(pair.to) && known.has(pair.from),
  );
  const unique = new Map(real.map((pair) => [`${pair.from}\n${pair.to}`, pair]));
  return [...unique.values()]
    .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to))
    .slice(0, MOST.dependencies);
}

function commandsOf(manifests: ReadonlyMap<string, Found[]>): Survey['commands'] {
  const all = [...manifests].flatMap(([folder, found]) =>
    found.flatMap(({ file, manifest }) => manifest.commands.map((each) => ({ ...each, folder, from: file }))),
  );
  // Those of the top first: they are for all.
  const depth = (folder: string) => (folder === '.' ? 0 : folder.split('/').length);
  return all.sort((a, b) => depth(a.folder) - depth(b.folder) || compare(a.folder, b.folder)).slice(0, MOST.commands);
}

/** Takes from the longest list what is told least by, until it is short enough. */
function shortened(survey: Survey): Survey {
  const result = { ...survey, layers: survey.layers.map((layer) => ({ ...layer })) };
  while (JSON.stringify(result, null, 2).length > LONGEST_SURVEY) {
    const lists = [result.folders, result.together, result.dependencies, result.commands] as unknown[][];
    const longest = lists.reduce((a, b) => (JSON.stringify(b).length > JSON.stringify(a).length ? b : a));
    if (longest.length === 0) break;
    longest.pop();
    result.leftOut++;
  }
  return result;
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
