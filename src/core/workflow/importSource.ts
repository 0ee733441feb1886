import { inShort, isPlanError, PlanError } from '../errors';
import { isInFolder } from '../folder/paths';
import { readJson } from '../json/json';
import { findForeign, readForeign } from '../import/foreign';
import type { ForeignFile, ForeignPlan } from '../import/model';
import { LARGEST_FILE } from '../limits';
import type { Ports } from '../ports';

/** A folder with more files than these is no plan, and looking at all of them would take its time. */
const MOST_FILES = 5_000;
/** The files of one feature lie this many folders deep below it at most: `changes/<id>/specs/<part>/spec.md`. */
const MOST_LEVELS = 4;
/** So many are named in a message. */
const MOST_NAMES = 10;

/** Where a plan is read from: a file or folder of the workspace, a text, or files that were read elsewhere. */
export type ImportSource = string | { text: string } | { files: readonly ForeignFile[] };

/**
 * The plans that a source holds: one, or for a file with several all of them. Changes nothing.
 * Throws `PLAN_MISSING` where nothing is there, `OUTSIDE_WORKSPACE`, and `INVALID_ARGUMENT` for what is too large,
 * can't be read, holds no plan, or is a folder with several; of broken JSON it says what is wrong with it and where.
 */
export async function readSource(ports: Ports, from: ImportSource): Promise<ForeignPlan[]> {
  const files = await filesOf(ports, from);
  const size = files.reduce((sum, { text }) => sum + text.length, 0);
  if (size > LARGEST_FILE)
    throw refused(
      `${shown(from)} has ${megabytes(size)}, and ${megabytes(LARGEST_FILE)} are the most that is read. ` +
        'Choose a part of it.',
    );
  const plans = readForeign(files, { project: ports.files.name });
  if (plans.length > 0) return plans;
  const broken = files.map(brokenJson).find((each) => each !== null);
  if (broken) throw refused(broken);
  throw refused(
    `There is no plan in ${shown(from)}: no steps or phases were found. ` +
      'Choose a file with headings and a list of what is to be done.',
  );
}

/** What is wrong with a file that is meant to be JSON, and where; null for nothing, and for another file. */
function brokenJson({ path, text }: ForeignFile): string | null {
  const json = text.replace(/^\ufeff/, '');
  if (!/\.json$/i.test(path) && !/^\s*(?:\{\s*"|\[\s*\{)/.test(json)) return null;
  const { error } = readJson(json, { trailingCommas: true });
  if (!error) return null;
  const before = json.slice(0, error.offset).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return `${path || 'The text'} can't be read as JSON: ${error.message} (${place}). Fix it there, then try again.`;
}

/** Several plans in one file have tags. Throws `INVALID_ARGUMENT` where it isn't plain which one is meant. */
export function chooseTag(plans: readonly ForeignPlan[], tag: string | undefined): ForeignPlan {
  const [only] = plans;
  const chosen = tag === undefined ? (plans.length === 1 ? only : undefined) : plans.find((each) => each.tag === tag);
  if (chosen) return chosen;
  const tags = plans.flatMap((each) => each.tag ?? []);
  const source = only?.source ?? 'The source';
  if (tags.length === 0) throw refused(`${source} has no tag “${tag}”: it holds one plan. Leave the tag out.`);
  const which = tag === undefined ? `holds ${tags.length} plans` : `has no tag “${tag}”`;
  throw refused(`${source} ${which}. Name one by its tag: ${quoted(tags)}.`);
}

async function filesOf(ports: Ports, from: ImportSource): Promise<readonly ForeignFile[]> {
  if (typeof from !== 'string') return 'files' in from ? from.files : [{ path: '', text: from.text }];
  const inside = await ports.files.pathOf(from);
  const path = inside.replace(/^(?:\.\/+)+|(?<!^)\/+$/g, '').replace(/^\.$/, '');
  const kind = path === '' ? 'folder' : await ports.files.kindOf(path);
  if (isInFolder(`${path}/`, ports.settings().contextFolder))
    throw refused(`${path} is a plan of this method already. Use it as it is (“Phased Plans: Use This Plan…”).`);
  if (kind === 'outside')
    throw new PlanError(
      'OUTSIDE_WORKSPACE',
      `${path} leads out of the workspace folder, so it isn’t read. Pass its text instead.`,
    );
  if (kind === 'missing') throw new PlanError('PLAN_MISSING', `There is no ${path}. Choose a file that is there.`);
  if (kind === 'special') throw refused(`${path} is no file that can be read. Choose another one.`);
  const paths = kind === 'folder' ? await filesInFolder(ports, path) : await filesAround(ports, path);
  const files = await readFiles(ports, paths);
  if (files.length > 0) return files;
  throw new PlanError('PLAN_MISSING', `There is no ${path} any more. Choose a file that is there.`);
}

/** Those that are still there. */
export async function readFiles(ports: Ports, paths: readonly string[]): Promise<ForeignFile[]> {
  const read = await Promise.all(paths.map(async (path) => ({ path, text: await readFile(ports, path) })));
  return read.flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
}

/** The files of the one plan in a folder. */
async function filesInFolder(ports: Ports, folder: string): Promise<string[]> {
  const paths = await ports.files.listBelow(folder, MOST_FILES);
  if (paths === null)
    throw refused(
      `${folder || 'The workspace folder'} has more than ${MOST_FILES} files. Choose the plan’s own folder.`,
    );
  const finds = findForeign(foreignPaths(ports, paths));
  const own = finds.find(({ source }) => source === folder);
  const [only, ...others] = own ? [own] : finds;
  if (only && others.length === 0) return only.files;
  if (!only) throw refused(`There is no plan of a known method in ${folder || 'the workspace folder'}. Choose a file.`);
  throw refused(
    `${folder || 'The workspace folder'} has several plans. Choose one: ${quoted(finds.map((each) => each.source))}.`,
  );
}

/** A file with the others of its plan: those of the find that it is one of, in the folders around it. */
async function filesAround(ports: Ports, path: string): Promise<string[]> {
  const parts = path.split('/').slice(0, -1);
  for (let up = 0; up < MOST_LEVELS && up <= parts.length; up++) {
    const paths = await ports.files.listBelow(parts.slice(0, parts.length - up).join('/'), MOST_FILES);
    if (paths === null) break;
    const found = findForeign(foreignPaths(ports, paths)).find(({ files }) => files.includes(path));
    if (found) return found.files;
  }
  return [path];
}

/** Plans of this method are none of another. */
export function foreignPaths(ports: Ports, paths: readonly string[]): string[] {
  return paths.filter((path) => !isInFolder(path, ports.settings().contextFolder));
}

/** As it stands in an editor, saved or not; null for what isn't there any more. */
async function readFile(ports: Ports, path: string): Promise<string | null> {
  const unsaved = ports.documents.unsavedText?.(path) ?? null;
  if (unsaved !== null) return unsaved;
  try {
    return await ports.files.read(path, () => true);
  } catch (error) {
    if (isPlanError(error, 'CONTEXT_INVALID')) throw refused(error.message);
    throw error;
  }
}

function shown(from: ImportSource): string {
  if (typeof from === 'string') return from === '' || from === '.' ? 'the workspace folder' : from;
  return 'files' in from ? (from.files[0]?.path ?? 'the files') : 'the text';
}

const quoted = (names: readonly string[]): string =>
  inShort(
    names.map((name) => `“${name}”`),
    MOST_NAMES,
  );
const megabytes = (characters: number): string => `${Math.ceil(characters / 1_000_000)} MB`;
const refused = (message: string): PlanError => new PlanError('INVALID_ARGUMENT', message);
