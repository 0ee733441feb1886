import { boxOf, isSettled } from '../markdown/settled';
import type { Criterion, PhaseId } from '../types';
import { SUMMARY } from './builtin';
import { codeSpan, nestHeadings, oneLine, plainLine } from './plainText';
import { renderAll } from './render';

export interface SummaryChange {
  kind: 'created' | 'modified' | 'deleted' | 'renamed';
  path: string;
  /** The former path of a renamed file. */
  from?: string;
  /** Null for a binary file. */
  added: number | null;
  removed: number | null;
  /** Of the commits that touched it. */
  subjects: readonly string[];
}

export interface SummaryTodo {
  text: string;
  /** Null for an item without a box that to-dos stand under. */
  marker: string | null;
  /** How many of these it stands under. */
  depth: number;
  /** What else stands under it, as Markdown. */
  under?: string;
}

export interface SummaryContent {
  /** Of the whole plan. */
  title: string;
  /** Null for a simple plan. */
  phase: PhaseId | null;
  phaseName: string | null;
  date: string;
  branch: string;
  /** The path of the phase's (or the simple) plan. */
  plan: string;
  objective: string | null;
  changes: readonly SummaryChange[];
  /** The subjects of all commits that touched them, in their order. */
  commits: readonly string[];
  /** Of the context file, in its order. */
  todos?: readonly SummaryTodo[];
  /** `marker`: the character in the box; left out: the usual one. */
  criteria: readonly (Criterion & { marker?: string })[];
  learnings: readonly string[];
  progressNotes: string | null;
  nextSteps: readonly string[];
}

const GROUPS = [
  { kind: 'created', heading: 'Files Created' },
  { kind: 'modified', heading: 'Files Modified' },
  { kind: 'deleted', heading: 'Files Deleted' },
  { kind: 'renamed', heading: 'Files Renamed' },
] as const;

/** Where a subject would stand below more files than this, commits are listed apart from the files. */
const FEW_FILES = 3;

const NONE = '_None recorded._';

/**
 * The summary of a phase or a simple plan. File names, commit subjects and notes can't change its structure, whatever
 * is in them. `{CHANGES}` is the changed files and the to-dos.
 *
 * @param template The user's own `templates/summary.md`. Knows `{TITLE}`, `{PHASE}`, `{PHASE_NAME}`, `{PHASE_SUFFIX}`
 * (` - Phase 1`, or nothing), `{DATE}`, `{BRANCH}`, `{PLAN}`, `{OBJECTIVE_HEADING}`, `{OBJECTIVE}`, `{CHANGES}`,
 * `{CRITERIA}`, `{LEARNINGS}`, `{NEXT_STEPS}`; given texts it has no place for are appended.
 */
export function renderSummary(o: SummaryContent, template: string = SUMMARY): string {
  const objectiveHeading = o.phase === null ? 'Objective' : 'Phase Objective';
  const values = {
    TITLE: oneLine(o.title),
    PHASE: o.phase === null ? '' : String(o.phase),
    PHASE_NAME: oneLine(o.phaseName ?? ''),
    PHASE_SUFFIX: o.phase === null ? '' : ` - Phase ${o.phase}`,
    DATE: o.date,
    BRANCH: codeSpan(o.branch),
    PLAN: codeSpan(o.plan),
    OBJECTIVE_HEADING: objectiveHeading,
    OBJECTIVE: nestHeadings(o.objective ?? '') || NONE,
    CHANGES: changes(o),
    CRITERIA: o.criteria.map(criterion).join('\n') || '_The plan lists no success criteria._',
    LEARNINGS: learnings(o),
    NEXT_STEPS: bullets(o.nextSteps) || NONE,
  };
  return renderAll(template, values, [
    { name: 'CHANGES', heading: 'Changes Made' },
    ...(o.criteria.length > 0 ? [{ name: 'CRITERIA', heading: 'Success Criteria Validation' }] : []),
    ...(values.LEARNINGS === NONE ? [] : [{ name: 'LEARNINGS', heading: 'Key Learnings' }]),
    ...(o.nextSteps.length > 0 ? [{ name: 'NEXT_STEPS', heading: 'Next Steps' }] : []),
  ]);
}

/** The totals, the files by kind, the commits where they don't stand below their files, the to-dos. */
function changes({ changes: all, commits, todos: tasks = [] }: SummaryContent): string {
  const apart = mostFiles(all) > FEW_FILES;
  const groups = GROUPS.flatMap(({ kind, heading }) => {
    const files = all.filter((each) => each.kind === kind);
    const lines = files.map((each) => (apart ? counted(each) : [counted(each), ...below(each)].join('\n')));
    return files.length > 0 ? [`### ${heading}\n\n${lines.join('\n')}`] : [];
  });
  const subjects = apart ? plainLines(commits).map((subject) => `- ${subject}`) : [];
  return [
    all.length > 0 ? totals(all) : '_No files changed outside the context folder._',
    ...groups,
    ...(subjects.length > 0 ? [`### Commits\n\n${subjects.join('\n')}`] : []),
    ...(tasks.length > 0 ? [`### To-Dos\n\n${todos(tasks)}`] : []),
  ].join('\n\n');
}

/** How many files the subject stands below that stands below the most. */
function mostFiles(all: readonly SummaryChange[]): number {
  const files = new Map<string, number>();
  for (const { subjects } of all) {
    for (const subject of new Set(subjects)) files.set(subject, (files.get(subject) ?? 0) + 1);
  }
  return [...files.values()].reduce((most, each) => Math.max(most, each), 0);
}

/** `4 files (1 binary), +32 -3`. */
function totals(all: readonly SummaryChange[]): string {
  const binary = all.filter(({ added, removed }) => added === null || removed === null).length;
  const sum = (of: (each: SummaryChange) => number | null): number =>
    all.reduce((total, each) => total + (of(each) ?? 0), 0);
  const files = `${all.length} ${all.length === 1 ? 'file' : 'files'}${binary > 0 ? ` (${binary} binary)` : ''}`;
  return `${files}, +${sum(({ added }) => added)} -${sum(({ removed }) => removed)}`;
}

/** Those with something open first; what is nested stays below its item. */
function todos(all: readonly SummaryTodo[]): string {
  const groups: { lines: string[]; open: boolean }[] = [];
  for (const { text, marker, depth, under = '' } of all) {
    const group = depth > 0 ? groups.at(-1) : undefined;
    const indent = group ? '  '.repeat(depth) : '';
    const item = marker === null ? plainLine(text) : `[${marker}] ${oneLine(text)}`;
    const below = under === '' ? '' : `${breaksBefore(under)}${indented(nestHeadings(under), `${indent}  `)}`;
    const line = `${indent}- ${item}${below}`;
    const open = marker !== null && !isSettled(marker);
    if (!group) groups.push({ lines: [line], open });
    else Object.assign(group, { lines: [...group.lines, line], open: group.open || open });
  }
  const sorted = [...groups.filter(({ open }) => open), ...groups.filter(({ open }) => !open)];
  return sorted.flatMap(({ lines }) => lines).join('\n');
}

/** A paragraph right below an item's text would be a part of it. */
const breaksBefore = (under: string): string => (/^\s*\n/.test(under) ? '\n\n' : '\n');

function counted({ path, from, added, removed }: SummaryChange): string {
  const name = from === undefined ? codeSpan(path) : `${codeSpan(from)} → ${codeSpan(path)}`;
  const counts = added === null || removed === null ? 'binary' : `+${added} -${removed}`;
  return `- ${name} (${counts})`;
}

function below({ subjects }: SummaryChange): string[] {
  return plainLines(subjects).map((subject) => `  - ${subject}`);
}

/** A file touched by ten commits of one name says so once. */
function plainLines(subjects: readonly string[]): string[] {
  return [...new Set(subjects.map(plainLine))].filter((subject) => subject !== '');
}

function criterion({ text, marker, ...box }: Criterion & { marker?: string }): string {
  return `- [${marker ?? boxOf(box)}] ${oneLine(text)}`;
}

/** What was given, then the notes taken on the way: they leave the context file when the next phase starts. */
function learnings({ learnings: given, progressNotes }: SummaryContent): string {
  const notes = nestHeadings(progressNotes ?? '');
  const parts = [bullets(given), notes === '' ? '' : `### Progress Notes\n\n${notes}`];
  return parts.filter((part) => part !== '').join('\n\n') || NONE;
}

/** One bullet each; further lines (a code sample, say) are indented into their bullet. */
function bullets(items: readonly string[]): string {
  const texts = items.map((item) => item.trim()).filter((item) => item !== '');
  return texts
    .map((item) => `- ${/[\r\n]/.test(item) ? indented(nestHeadings(item), '  ').trimStart() : plainLine(item)}`)
    .join('\n');
}

function indented(text: string, indent: string): string {
  return text.replace(/^(?=[^\n])/gm, indent);
}
