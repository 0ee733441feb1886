import type { ListItem, MarkdownDocument } from '../markdown/document';
import { isTicked } from '../markdown/edits';
import { cleanInline } from '../markdown/inline';
import { normalizeName } from '../markdown/parse';
import { headingPhase } from './headings';
import { isDropped } from '../markdown/settled';
import type { Criterion } from '../types';
import { isTemplateText, readStepHeading } from './headings';
import type { PlanStep } from './model';

/** In this order; the first that yields steps is taken. `plain`: unordered bullets count when there is nothing else. */
const STEP_SECTIONS: { names: string[]; plain: boolean }[] = [
  { names: ['detailed implementation steps'], plain: true },
  { names: ['implementation steps'], plain: true },
  { names: ['implementation tasks'], plain: true },
  { names: ['approach'], plain: false },
  // Not in the method's templates, but plans in the wild have nothing else.
  { names: ['task breakdown', 'tasks', 'steps'], plain: true },
];

/** Boxes under these sub-headings check the work; they are not the work. */
const CHECKS = /\b(checklist|criteria|review)\b/;

interface Range {
  line: number;
  endLine: number;
}

/**
 * The implementation steps of a plan, in file order. Of what a section holds, check boxes are preferred, then `Step N`
 * headings, then numbered items, then bold ones; nested details, fences and unfilled template text never count.
 */
export function readSteps(doc: MarkdownDocument): PlanStep[] {
  for (const { names, plain } of STEP_SECTIONS) {
    const ranges = sectionsNamed(doc, (name) => names.includes(bareName(name)));
    const steps = stepsIn(doc, ranges, plain);
    if (steps.length > 0) return grouped(doc, ranges, steps);
  }
  return [];
}

/** The criteria of a plan: the boxes in every section that is about success, in file order. */
export function readCriteria(doc: MarkdownDocument): Criterion[] {
  const ranges = sectionsNamed(doc, isAboutSuccess);
  return inRanges(doc.items, ranges).flatMap((item) =>
    item.task && isFilled(item.text) ? [asCriterion(item, item.task.marker)] : [],
  );
}

function asCriterion({ text, line }: ListItem, marker: string): Criterion {
  return { text, done: isTicked(marker), line, ...(isDropped(marker) ? { settled: true } : {}) };
}

function isAboutSuccess(name: string): boolean {
  return /(^| )success (criteria|metrics)( |$)|^acceptance criteria$/.test(name) || bareName(name) === 'verification';
}

/** `3 implementation steps overall` → `implementation steps`. */
function bareName(name: string): string {
  return name.replace(/^\d+ /, '').replace(/ overall$/, '');
}

function stepsIn(doc: MarkdownDocument, ranges: Range[], plain: boolean): PlanStep[] {
  const items = inRanges(doc.items, ranges).filter((item) => item.depth === 0 && isFilled(item.text));
  const headings = stepHeadings(doc, ranges);
  const boxes = boxesThatAreSteps(doc, ranges, items);
  if (boxes.length > 0 && coverMost(headings, boxes)) return boxes.map(asStep);
  if (headings.length > 0) return headings;
  if (boxes.length > 0) return boxes.map(asStep);
  for (const some of [items.filter((item) => item.ordered), items.filter((item) => item.bold), plain ? items : []]) {
    // A ticked-off review list is no list of steps, even where nothing else is.
    const steps = some.filter((item) => !item.task);
    if (steps.length > 0) return steps.map(asStep);
  }
  return [];
}

function boxesThatAreSteps(doc: MarkdownDocument, ranges: Range[], items: ListItem[]): ListItem[] {
  const checks = new Set(
    inRanges(
      items,
      sectionsNamed(doc, (name) => CHECKS.test(name), ranges),
    ),
  );
  return items.filter((item) => item.task && !checks.has(item));
}

/**
 * Whether the boxes are the steps and the headings only group them: most headings have one. A plan whose sixth step
 * of eight holds a list of manual tests has eight steps.
 */
function coverMost(headings: PlanStep[], boxes: ListItem[]): boolean {
  if (headings.length === 0) return true;
  const covered = new Set<number>();
  let at = -1;
  for (const box of boxes) {
    while (at + 1 < headings.length && (headings[at + 1]?.line ?? Infinity) <= box.line) at++;
    covered.add(at);
  }
  return covered.has(-1) || covered.size * 2 >= headings.length;
}

/** The `Step N` headings of the outermost level that has any; of `PR 1` and `Task 1` side by side, the smaller unit. */
function stepHeadings(doc: MarkdownDocument, ranges: Range[]): PlanStep[] {
  const found = inRanges(doc.headings, ranges).flatMap((heading) => {
    const step = readStepHeading(heading.text);
    return step ? [{ ...step, level: heading.level, line: heading.line }] : [];
  });
  for (const kinds of [
    ['step', 'task', 'pr'],
    ['phase', 'number'],
  ]) {
    const some = found.filter(({ kind }) => kinds.includes(kind));
    const level = some.reduce((least, each) => Math.min(least, each.level), 7);
    const outermost = some.filter((each) => each.level === level);
    const kind = kinds.find((each) => outermost.some((one) => one.kind === each));
    const steps = outermost.filter((each) => each.kind === kind && isFilled(each.text));
    if (steps.length > 0) return steps.map(asStep);
  }
  return [];
}

function asStep({ text, raw, line, task }: Pick<ListItem, 'text' | 'line'> & Partial<ListItem>): PlanStep {
  const marker = task ? task.marker : ' ';
  const bare = text.endsWith(':') ? text.slice(0, -1).trimEnd() : text;
  const marked = raw === undefined ? null : portable(raw, bare);
  return {
    text: bare,
    ...(marked === null ? {} : { raw: marked }),
    line,
    ...(marker === ' ' ? {} : { marker }),
  };
}

/**
 * A step's text with its markup, as another file can hold it: links become their text, since they lead from the plan's
 * folder. Null when it has none, or would read otherwise there.
 */
function portable(raw: string, text: string): string | null {
  const marked = raw
    .replace(/!?\[([^\][]*)\]\([^()]*\)/g, '$1')
    .replace(/\s*:([*_`]*)$/, text.endsWith(':') ? '$&' : '$1');
  return marked !== text && cleanInline(marked) === text ? marked : null;
}

/** Gives the steps the sub-headings that they stand under; none where that would put one under another's. */
function grouped(doc: MarkdownDocument, ranges: Range[], steps: PlanStep[]): PlanStep[] {
  const headings = inRanges(doc.headings, ranges);
  const groups = steps.map(({ line }) => headings.findLast((each) => each.line < line && line < each.endLine)?.text);
  const isLoose = groups.some((group, at) => group === undefined && at > 0 && groups[at - 1] !== undefined);
  // A heading that names a phase makes what stands under it that phase's.
  if (isLoose || groups.some((group) => group !== undefined && headingPhase(group) !== null)) return steps;
  return steps.map((step, at) => {
    const group = groups[at];
    return group === undefined || !isFilled(group) ? step : { ...step, group };
  });
}

function isFilled(text: string): boolean {
  return text !== '' && !isTemplateText(text);
}

/** The lines of all sections so named, as ranges that don't overlap. */
function sectionsNamed(doc: MarkdownDocument, isWanted: (name: string) => boolean, within?: Range[]): Range[] {
  const ranges: Range[] = [];
  for (const { text, line, endLine } of within ? inRanges(doc.headings, within) : doc.headings) {
    const last = ranges.at(-1);
    if (!isWanted(comparable(text)) || (last && endLine <= last.endLine)) continue;
    ranges.push({ line: line + 1, endLine });
  }
  return ranges;
}

/** `Success Criteria (all phases)` → `success criteria`. */
function comparable(text: string): string {
  return normalizeName(text.replace(/\([^()]*\)/g, ' ')) || normalizeName(text);
}

/** What begins in one of the ranges; both lists are in file order, so one pass is enough. */
function inRanges<T extends { line: number }>(all: readonly T[], ranges: readonly Range[]): T[] {
  let at = 0;
  return all.filter(({ line }) => {
    while (at < ranges.length && (ranges[at]?.endLine ?? 0) <= line) at++;
    const range = ranges[at];
    return range !== undefined && line >= range.line;
  });
}
