import type { PhaseId } from '../types';

/** What a file name says about the plan or the summary in it. */
export interface FileNameParts {
  /** `YYYY-MM-DD`, or null. */
  date: string | null;
  /** The slug in file and branch names; empty for a bare `DATE-phase-1.md`. */
  task: string;
  /** Null for a master or simple plan. */
  phase: PhaseId | null;
}

/**
 * Ids that a name may carry without a state block vouching for them: they begin with a digit, or are one letter.
 * Anything looser would take `two-phase-commit` for the phase `commit` of `two`.
 */
const LAST_ID = /^(.+)-phase-?(\d[0-9A-Za-z._]*|(?<=-)[A-Za-z])$/i;
/** `DATE-slug-phase-2-what-it-does.md`: only short ids, since more text follows. */
const MIDDLE_ID = /^(.+)-phase-(\d{1,3}[A-Za-z]?(?:\.\d+[A-Za-z]?)*)-[^-].*$/i;
/** `DATE-phase-2-slug.md`, `DATE-phase1a-slug.md`, `DATE-phase-1.2b-slug.md`, `DATE-phase-2.md`. */
const FIRST_ID = /^phase-?(\d{1,3}[A-Za-z]?(?:\.\d+[A-Za-z]?)*)(?:-(.+))?$/i;

/**
 * Reads the name of a plan file, whatever form it has: `DATE-slug.md`, `DATE-slug-phase-N.md`, `DATE-phase-N-slug.md`,
 * `DATE-phase1a-slug.md`, with or without a date, or `plans/DATE-slug/plan.md` and `plans/DATE-slug/phase-N.md`.
 * Number-like ids become numbers.
 *
 * @returns null for a name that isn't a Markdown file's, or that names no task.
 */
export function readPlanFileName(path: string): FileNameParts | null {
  const stem = stemOf(path);
  return stem === null ? null : (readInTaskFolder(path, stem) ?? readStem(stem));
}

/** `plans/<task>/plan.md`, `plans/<task>/phase-1.md`: the folder names the day and the task. */
function readInTaskFolder(path: string, stem: string): FileNameParts | null {
  const folder = /(?:^|[/\\])plans[/\\]([^/\\]+)[/\\][^/\\]+$/.exec(path)?.[1];
  const own = folder === undefined ? null : readStem(folder);
  if (!own || own.phase !== null || own.task === '') return null;
  if (/^(?:master[-_ ]?)?plan$|^master$/i.test(stem)) return own;
  const phase = FIRST_ID.exec(stem)?.[1];
  return phase === undefined ? null : { ...own, phase: phaseIdFrom(phase) };
}

/** Whether a path is that of a plan file in a folder of its task. */
export function isPlanInTaskFolder(path: string): boolean {
  const stem = stemOf(path);
  return stem !== null && readInTaskFolder(path, stem) !== null;
}

/** Reads the name of a summary file, with the `-summary` suffix or without, as `readPlanFileName` reads a plan's. */
export function readSummaryFileName(path: string): FileNameParts | null {
  const stem = stemOf(path);
  return stem === null ? null : readStem(stem.replace(/[-_]summary$/i, ''));
}

/** `<task>-phase-<id>`, or `<task>` for a simple plan: what the method names files, branches and commits with. */
export function workName(task: string, phase: PhaseId | null): string {
  return phase === null ? task : `${task}-phase-${phase}`;
}

/**
 * By this, files are known to be of one phase or plan, whatever forms their names have. A master plan may say that it
 * is one (`DATE-slug-master.md`); the files of its phases don't.
 */
export function workKey({ task, phase }: Pick<FileNameParts, 'task' | 'phase'>): string {
  return workName(task.replace(/-master(?:-plan)?$/, ''), phase);
}

/** Those of these plan files that are of the same day and task as a plan, with their phases; null: of the whole. */
export function plansOfSameTask(paths: readonly string[], plan: string): { path: string; phase: PhaseId | null }[] {
  const keyOf = (path: string): string | null => {
    const name = readPlanFileName(path);
    return name && `${name.date} ${workKey({ task: name.task, phase: null })}`;
  };
  const own = keyOf(plan);
  const found = paths
    .filter((path) => own !== null && keyOf(path) === own)
    .map((path) => ({ path, phase: readPlanFileName(path)?.phase ?? null }));
  // Notes beside a plan begin as its name does: the shortest is the plan.
  const isPlan = ({ path, phase }: (typeof found)[number]): boolean =>
    phase === null || !found.some((other) => other.phase === phase && other.path.length < path.length);
  return found.filter(isPlan);
}

/** Those of these summaries that aren't older than a plan: of an earlier one of the same name they tell nothing. */
export function summariesSince(plan: string, paths: readonly string[]): string[] {
  const planned = readPlanFileName(plan)?.date ?? null;
  return paths.filter((path) => {
    const written = readSummaryFileName(path)?.date ?? null;
    return planned === null || written === null || written >= planned;
  });
}

/** The files of each list by what they are summaries of: many phases ask for theirs in one list. */
const byWork = new WeakMap<readonly string[], ReadonlyMap<string, string[]>>();

function summariesByWork(paths: readonly string[]): ReadonlyMap<string, string[]> {
  const known = byWork.get(paths);
  if (known) return known;
  const found = new Map<string, string[]>();
  for (const path of paths) {
    const name = readSummaryFileName(path);
    const key = name && workKey(name);
    if (key !== null) found.set(key, [...(found.get(key) ?? []), path]);
  }
  byWork.set(paths, found);
  return found;
}

/** Those of these files that have the name of a phase's summary, or (null) of a simple plan's, whatever their dates. */
export function summariesAmong(paths: readonly string[], task: string, phase: PhaseId | null): readonly string[] {
  return summariesByWork(paths).get(workKey({ task, phase })) ?? [];
}

/** The last of them, which counts; null when there is none. */
export function summaryAmong(paths: readonly string[], task: string, phase: PhaseId | null): string | null {
  return summariesAmong(paths, task, phase).at(-1) ?? null;
}

/** `1` and not `01` is a number; everything else stays as it is written. */
export function phaseIdFrom(text: string): PhaseId {
  return /^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

function readStem(stem: string): FileNameParts | null {
  // Files and branches are named with what is read here: nothing invisible gets into their names.
  const [, date, rest] = /^(?:(\d{4}-\d{2}-\d{2})(?:-|$))?(.*)$/s.exec(stem.replace(/\p{Cf}/gu, '')) ?? [];
  if (!rest?.trim()) return null;
  return { date: date ?? null, ...readTask(rest) };
}

function readTask(name: string): { task: string; phase: PhaseId | null } {
  const last = LAST_ID.exec(name) ?? MIDDLE_ID.exec(name);
  if (last?.[1] && last[2]) return { task: last[1], phase: phaseIdFrom(last[2]) };
  const first = FIRST_ID.exec(name);
  if (first?.[1]) return { task: first[2] ?? '', phase: phaseIdFrom(first[1]) };
  return { task: name, phase: null };
}

function stemOf(path: string): string | null {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return /\.md$/i.test(name) ? name.slice(0, -'.md'.length) : null;
}
