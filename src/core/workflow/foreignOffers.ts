import { isPlanError } from '../errors';
import { isWholePlan, readLibrary } from '../folder/library';
import { countSteps } from '../import/arrange';
import { findForeign, readForeign } from '../import/foreign';
import { METHODS } from '../import/methods';
import type { DraftStep, ForeignFind, ForeignPlan, MethodId } from '../import/model';
import type { Ports } from '../ports';
import { sourceOf } from './importContent';
import { readFiles, foreignPaths } from './importSource';

/** The most that are read to be offered: a project has a few, and a folder full of examples would take its time. */
const MOST_FOUND = 100;
/** The files of one plan are fewer. */
const MOST_FILES = 500;

/** A plan of another method, found in the workspace folder, with work left to do. */
export interface ForeignOffer {
  method: MethodId;
  /** The file or folder to import it from. */
  source: string;
  /** Of a file with several plans: of the first. */
  title: string;
  /** How many plans it holds. */
  plans: number;
  done: number;
  total: number;
}

/** Globs of the files that tell of plans of other methods. */
export const FOUND_BY: readonly string[] = METHODS.flatMap(({ find }) => find);

/**
 * The plans of other methods that files tell of. Those that git ignores are none, and nothing is offered of which all
 * is done, or of which a plan was made. What can't be read is passed over: nobody has asked for it yet.
 */
export async function foreignOffers(ports: Ports, paths: readonly string[]): Promise<ForeignOffer[]> {
  const ours = foreignPaths(ports, paths);
  const ignored = new Set(await ignoredOf(ports, ours));
  const finds = findForeign(ours.filter((path) => !ignored.has(path))).slice(0, MOST_FOUND);
  const found: ForeignOffer[] = [];
  let brought: ReadonlySet<string> | null = null;
  for (const find of finds) {
    const read = await readFind(ports, find);
    brought ??= read.length > 0 ? await sourcesOfPlans(ports) : null;
    const plans = read.filter((plan) => !brought?.has(sourceOf(ports, plan)));
    const steps = plans.flatMap(stepsOf);
    const { done, total } = countSteps(steps);
    const [first] = plans;
    if (!first || done === total) continue;
    const { method, source } = find;
    const title = first.draft.title;
    found.push({ method, source, title, plans: plans.length, done, total });
  }
  return found;
}

/** The label stands near the top. */
const HEAD_BYTES = 2_000;
/** So many of the newest plans are asked. */
const MOST_PLANS = 200;

/** What the plans that are there were made of, as they say it. */
async function sourcesOfPlans(ports: Ports): Promise<ReadonlySet<string>> {
  const { plans } = await readLibrary(ports);
  const heads = plans.filter(isWholePlan).slice(0, MOST_PLANS);
  const sources = heads.map(async ({ path }) => {
    const start = await ports.files.readStart(path, HEAD_BYTES).catch(() => null);
    return /^\*\*Source:\*\* (.+?)\r?$/m.exec(start?.text ?? '')?.[1] ?? [];
  });
  return new Set((await Promise.all(sources)).flat());
}

async function readFind(ports: Ports, { source, files, method }: ForeignFind): Promise<ForeignPlan[]> {
  try {
    const isFolder = (await ports.files.kindOf(source)) === 'folder';
    const below = isFolder ? await ports.files.listBelow(source, MOST_FILES) : files;
    const own = findForeign(below ?? []).find((each) => each.source === source && each.method === method);
    return readForeign(await readFiles(ports, own?.files ?? files), { project: ports.files.name });
  } catch (error) {
    if (isPlanError(error)) return [];
    throw error;
  }
}

const stepsOf = ({ draft }: ForeignPlan): DraftStep[] => [
  ...draft.phases.flatMap(({ steps }) => steps),
  ...(draft.steps ?? []),
];

async function ignoredOf(ports: Ports, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  try {
    await ports.git.open();
    return await ports.git.ignored(paths);
  } catch (error) {
    // Without git nothing is ignored.
    if (isPlanError(error)) return [];
    throw error;
  }
}
