import { boxOf, isSettled } from '../settled';
import type { Criterion, PhaseId } from '../types';
import { SUMMARY } from './builtin';
import { codeSpan, contained, oneLine, plainLine } from './literal';
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

const NONE = '_None recorded._';

/**
 * The summary of a phase or a simple plan (DESIGN §2). File names, commit subjects and notes can't change its
 * structure, whatever is in them. `{CHANGES}` is the changed files and the to-dos.
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
    OBJECTIVE: contained(o.objective ?? '') || plainLine(o.phaseName ?? '') || NONE,
    CHANGES: changes(o.changes, o.todos ?? []),
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

function changes(all: readonly SummaryChange[], tasks: readonly SummaryTodo[]): string {
  const groups = GROUPS.flatMap(({ kind, heading }) => {
    const files = all.filter((change) => change.kind === kind);
    return files.length > 0 ? [`### ${heading}\n\n${files.map(change).join('\n')}`] : [];
  });
  const files = groups.join('\n\n') || '_No files changed outside the context folder._';
  return tasks.length === 0 ? files : `${files}\n\n### To-Dos\n\n${todos(tasks)}`;
}

/** Those with something open first; what is nested stays below its item. */
function todos(all: readonly SummaryTodo[]): string {
  const groups: { lines: string[]; open: boolean }[] = [];
  for (const { text, marker, depth, under = '' } of all) {
    const group = depth > 0 ? groups.at(-1) : undefined;
    const indent = group ? '  '.repeat(depth) : '';
    const item = marker === null ? plainLine(text) : `[${marker}] ${oneLine(text)}`;
    const below = under === '' ? '' : `${breaksBefore(under)}${indented(contained(under), `${indent}  `)}`;
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

function change({ path, from, added, removed, subjects }: SummaryChange): string {
  const name = from === undefined ? codeSpan(path) : `${codeSpan(from)} → ${codeSpan(path)}`;
  const counts = added === null || removed === null ? 'binary' : `+${added} -${removed}`;
  // A file touched by ten commits of one name says so once.
  const lines = [...new Set(subjects.map(plainLine))].filter((subject) => subject !== '');
  return [`- ${name} (${counts})`, ...lines.map((subject) => `  - ${subject}`)].join('\n');
}

function criterion({ text, marker, ...box }: Criterion & { marker?: string }): string {
  return `- [${marker ?? boxOf(box)}] ${oneLine(text)}`;
}

/** What was given, then the notes taken on the way: they leave the context file when the next phase starts. */
function learnings({ learnings: given, progressNotes }: SummaryContent): string {
  const notes = contained(progressNotes ?? '');
  const parts = [bullets(given), notes === '' ? '' : `### Progress Notes\n\n${notes}`];
  return parts.filter((part) => part !== '').join('\n\n') || NONE;
}

/** One bullet each; further lines (a code sample, say) are indented into their bullet. */
function bullets(items: readonly string[]): string {
  const texts = items.map((item) => item.trim()).filter((item) => item !== '');
  return texts
    .map((item) => `- ${/[\r\n]/.test(item) ? indented(contained(item), '  ').trimStart() : plainLine(item)}`)
    .join('\n');
}

function indented(text: string, indent: string): string {
  return text.replace(/^(?=[^\n])/gm, indent);
}
