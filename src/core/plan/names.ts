/**
 * Every name the method gives to files, branches and commits. Paths are relative to the workspace folder, with `/`.
 */
import { PlanError } from '../errors';
import type { PhaseId } from '../types';
import { isDate } from './dates';
import { isPlanInTaskFolder, readPlanFileName, workName } from './fileNames';

export { localDate, localTime, stateTime } from './dates';
export {
  plansOfSameTask,
  isPlanInTaskFolder,
  readPlanFileName,
  readSummaryFileName,
  summariesAmong,
  summariesSince,
  summaryAmong,
  workKey,
} from './fileNames';
export type { FileNameParts } from './fileNames';

/** With a date, a phase and `-summary.md` around it, a name still fits every file system. */
const LONGEST_SLUG = 80;
const MOST_BYTES = 200;

/** Letters that Unicode doesn't decompose into an ASCII letter and a mark. */
const LETTERS: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th' };

/** What Windows keeps for devices: it can't hold a branch of such a name. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Turns what a person calls a task into the slug in file and branch names: `Add user auth!` → `add-user-auth`,
 * `Add 登录` → `add-登录`. Latin letters become ASCII ones, letters and digits of other scripts stay; separators, dots
 * and everything else become hyphens, so the slug is safe wherever it is used.
 *
 * @throws PlanError `INVALID_ARGUMENT` when nothing is left, it is too long, no file system or a phase of another plan
 * may have it; with a proposal where there is one.
 */
export function taskSlug(task: string): string {
  const slug = slugOf(task);
  const why = slugProblem(slug);
  if (why !== null) throw new PlanError('INVALID_ARGUMENT', `“${inBrief(task)}” can't name a plan: ${why}`);
  return slug;
}

/** The slug for a title that nobody has chosen as a name: shortened or changed where it can't be one. */
export function proposedTask(title: string): string {
  const slug = slugOf(title);
  if (slug === '') return 'imported-plan';
  const proposals = [slug, cutShort(slug), cutShort(slug.replaceAll('phase', 'part')), `${cutShort(slug)}-task`];
  return proposals.find((each) => slugProblem(each) === null) ?? 'imported-plan';
}

function slugOf(task: string): string {
  return task
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Script=Latin}\p{M}*/gu, (letter) => letter.normalize('NFKD').replace(/\p{M}/gu, ''))
    .replace(/[ßæœøđðłıþ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/(^|-)\p{M}+/gu, '$1')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '')
    .normalize('NFC');
}

function slugProblem(slug: string): string | null {
  if (slug === '') return 'it needs at least one letter or digit, which files and the branch are named with.';
  const bytes = new TextEncoder().encode(slug).length;
  if (slug.length > LONGEST_SLUG || bytes > MOST_BYTES) {
    const has = slug.length > LONGEST_SLUG ? `${slug.length} characters` : `${bytes} bytes`;
    const most = slug.length > LONGEST_SLUG ? LONGEST_SLUG : `${MOST_BYTES} bytes`;
    return `files and the branch are named with it, and it has ${has}. Use ${most} at most, such as “${cutShort(slug)}”.`;
  }
  if (DEVICE.test(slug)) {
    return `Windows keeps “${slug}” for a device, and could not check out its branch. Use “${slug}-task”, for example.`;
  }
  // Asked of the reader itself, so that writing and reading can't disagree.
  if (readPlanFileName(`2000-01-01-${slug}.md`)?.phase !== null) {
    return `“${slug}” would read as one phase of another plan. Name the whole task, without “phase” and a number.`;
  }
  return null;
}

/** The first words that fit. */
function cutShort(slug: string): string {
  let short = '';
  for (const letter of slug) {
    if (short.length + letter.length > LONGEST_SLUG) break;
    if (new TextEncoder().encode(short + letter).length > MOST_BYTES) break;
    short += letter;
  }
  if (short === slug) return slug;
  const words = short.replace(/-[^-]*$/, '');
  return words.length > short.length / 2 ? words : short.replace(/-+$/, '');
}

/**
 * Refuses a phase id that couldn't safely be part of a file or branch name.
 *
 * @throws PlanError `INVALID_ARGUMENT` unless it is a whole number from 0, or letters, digits, `.`, `_` and `-`.
 */
export function checkPhaseId(id: PhaseId): void {
  const safe =
    typeof id === 'number'
      ? Number.isSafeInteger(id) && id >= 0
      : /^[0-9A-Za-z][0-9A-Za-z._-]*$/.test(id) && !/\.\.|\.$|\.lock$/i.test(id) && id.length <= 40;
  if (safe) return;
  throw new PlanError(
    'INVALID_ARGUMENT',
    `“${inBrief(String(id))}” can't be a phase id: use a number like 2 or a short name like 2a.`,
  );
}

/** The master plan, or a simple plan. Throws `INVALID_ARGUMENT` for a date that isn't `YYYY-MM-DD`. */
export function planPath(contextFolder: string, date: string, task: string): string {
  return `${folder(contextFolder)}plans/${dated(date)}-${task}.md`;
}

/** A phase's plan. Throws `INVALID_ARGUMENT` for an impossible date or id. */
export function phasePlanPath(contextFolder: string, date: string, task: string, phase: PhaseId): string {
  return `${folder(contextFolder)}plans/${dated(date)}-${safeName(task, phase)}.md`;
}

/** The summary of a phase, or of a simple plan (`phase` null). Throws as `phasePlanPath` does. */
export function summaryPath(contextFolder: string, date: string, task: string, phase: PhaseId | null): string {
  return `${folder(contextFolder)}summaries/${dated(date)}-${safeName(task, phase)}-summary.md`;
}

/** Where a finished context file goes; `hhmm` is for when the plain name is taken. */
export function archivePath(contextFolder: string, date: string, hhmm: string | null): string {
  return `${folder(contextFolder)}archives/${dated(date)}-${hhmm === null ? '' : `${hhmm}-`}context.md`;
}

/** What tools of the method begin the names of their branches with; ours, the default, first. */
export const BRANCH_PREFIXES = ['para/', 'pret/'] as const;

/**
 * `para/<task>-phase-<id>`, or `para/<task>` for a simple plan. A task or an id written by hand may hold characters
 * that git allows in no branch; they become hyphens, since a plan is shown whatever it is called.
 */
export function branchName(prefix: string, task: string, phase: PhaseId | null): string {
  return refSafe(prefix + workName(task, phase));
}

/** The folder of the phases' worktrees, at the top of the repository. */
export const WORKTREES = '.para-worktrees';

/**
 * Where a phase's worktree is: `.para-worktrees/<task>-phase-<id>`, with what its branch's name has besides the rule's.
 */
export function worktreePath(prefix: string, task: string, phase: PhaseId | null, branch: string): string {
  const rule = branchName(prefix, task, phase);
  const suffix = branch.startsWith(`${rule}-`) ? branch.slice(rule.length).replaceAll('/', '-') : '';
  return `${WORKTREES}/${branchName('', task, phase)}${suffix}`;
}

/** The message of a phase's first commit; a summary finds the phase's beginning by it. */
export function initMessage(task: string, phase: PhaseId | null): string {
  return `chore: Initialize execution context for ${workName(task, phase)}`;
}

/**
 * Where to look for a phase's plan when the state block names none, likeliest first: beside the master in the three
 * forms of `readPlanFileName`, then in the `plans` folder when the master stands elsewhere under the context folder.
 * Empty for an id that no safe path could hold.
 */
export function phasePlanCandidates(masterPath: string, phase: PhaseId): string[] {
  try {
    checkPhaseId(phase);
  } catch {
    return [];
  }
  const [, parent = '', name = ''] = /^(.*\/)?([^/]*)$/s.exec(masterPath) ?? [];
  const [, date = '', slug = ''] = /^(\d{4}-\d{2}-\d{2}-)?(.*?)(?:-master(?:-plan)?)?(?:\.md)?$/is.exec(name) ?? [];
  const stem = name.replace(/\.md$/i, '');
  const names = [
    ...(isPlanInTaskFolder(masterPath) ? [`phase-${phase}.md`, `phase${phase}.md`] : []),
    `${stem}-phase-${phase}.md`,
    `${date}${slug}-phase-${phase}.md`,
    `${date}phase-${phase}-${slug}.md`,
    `${date}phase${phase}-${slug}.md`,
  ];
  const plans = parent.replace(/[^/]+\/$/, 'plans/');
  const paths = [...names.map((each) => parent + each), ...names.map((each) => plans + each)];
  return [...new Set(paths)];
}

/**
 * What a path written in a plan (`**Parent Plan:**`, `**Plan:**`, a Sub-Plans list) means: a bare file name stands
 * beside the file that names it, anything else is relative to the workspace folder. May still leave that folder:
 * the caller's port refuses it.
 */
export function resolveReference(from: string, written: string): string {
  const path = written.replace(/^\.\//, '');
  return path.includes('/') ? path : from.slice(0, from.lastIndexOf('/') + 1) + path;
}

function safeName(task: string, phase: PhaseId | null): string {
  if (phase !== null) checkPhaseId(phase);
  return workName(task, phase);
}

function dated(date: string): string {
  if (isDate(date)) return date;
  throw new PlanError('INVALID_ARGUMENT', `“${inBrief(date)}” isn't a date: write it as YYYY-MM-DD.`);
}

function folder(contextFolder: string): string {
  return `${contextFolder.replace(/\/+$/, '')}/`;
}

/** The rules of `git check-ref-format`, applied instead of complained about. */
function refSafe(name: string): string {
  return name
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s~^:?*[\\\p{Cc}]+|@\{|\.{2,}/gu, '-')
    .replace(/\/{2,}/g, '/')
    .replace(/(^|\/)[.-]+/g, '$1')
    .replace(/\.lock(?=\/|$)/gi, '-lock')
    .replace(/[./]+$/, '');
}

function inBrief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
