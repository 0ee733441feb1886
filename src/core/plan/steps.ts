import type { ListItem, MarkdownDocument } from '../markdown/document';
import { cleanInline } from '../markdown/inline';
import { lineCount } from '../markdown/lines';
import { inRanges, sectionsNamed, type LineRange } from '../markdown/ranges';
import { checkingBoxes } from './criteria';
import { isSettled } from '../markdown/settled';
import { headingPhase, isFilled, readStepHeading } from './headings';
import type { PlanStep } from './model';
import { stepsInTables } from './stepTables';
import { FOREIGN_STEP_SECTIONS } from './words';

/** In this order; the first that yields steps is taken. `plain`: unordered bullets count when there is nothing else. */
const STEP_PLACES: { names: string[]; plain: boolean }[] = [
  { names: ['detailed implementation steps'], plain: true },
  { names: ['implementation steps'], plain: true },
  { names: ['implementation tasks'], plain: true },
  { names: ['approach'], plain: false },
  // Not in the method's templates, but plans in the wild have nothing else.
  { names: ['task breakdown', 'tasks', 'steps'], plain: true },
  { names: FOREIGN_STEP_SECTIONS, plain: true },
];
const STEP_NAMES = new Set(STEP_PLACES.flatMap(({ names }) => names));

/** Whether the name of a section, as `sectionsNamed` gives it, says that steps stand there. */
export const isStepSection = (name: string): boolean => STEP_NAMES.has(name);

/**
 * The implementation steps of a plan, in file order. Of what a section holds, check boxes are preferred, then `Step N`
 * headings, then numbered items, then bold ones, then rows of a table; nested details, fences and unfilled template
 * text never count.
 */
export function readSteps(doc: MarkdownDocument): PlanStep[] {
  for (const { names, plain } of STEP_PLACES) {
    const ranges = sectionsNamed(doc, (name) => names.includes(name));
    if (ranges.length === 0) continue;
    const steps = stepsIn(doc, ranges, plain);
    if (steps.length > 0) return grouped(doc, ranges, steps);
  }
  return [];
}

/**
 * The steps of a plan of another method, which has no section for them: `### Task N` headings, else numbered ones of
 * one section, else check boxes that are no criteria, else the rows of a table. None where there is such a section:
 * one that isn't filled in has none yet.
 */
export function readLooseSteps(doc: MarkdownDocument): PlanStep[] {
  if (sectionsNamed(doc, isStepSection).length > 0) return [];
  const all = [{ line: 0, endLine: lineCount(doc) }];
  const checks = checkingBoxes(doc, all);
  const headings = stepHeadings(doc, all, [['step', 'task', 'pr']]);
  const numbered = headings.length > 0 ? headings : numberedHeadings(doc);
  if (numbered.length > 0) return withBoxesBelow(doc, numbered, checks);
  const boxes = doc.items.filter((item) => item.depth === 0 && item.task && isFilled(item.text) && !checks.has(item));
  return boxes.length > 0 ? grouped(doc, all, boxes.map(asStep)) : stepsInTables(doc, all);
}

function stepsIn(doc: MarkdownDocument, ranges: LineRange[], plain: boolean): PlanStep[] {
  const items = inRanges(doc.items, ranges).filter((item) => item.depth === 0 && isFilled(item.text));
  const headings = stepHeadings(doc, ranges, HEADING_KINDS);
  const checks = checkingBoxes(doc, ranges);
  const boxes = items.filter((item) => item.task && !checks.has(item));
  if (boxes.length > 0 && coverMost(headings, boxes)) return boxes.map(asStep);
  if (headings.length > 0) return headings;
  if (boxes.length > 0) return boxes.map(asStep);
  for (const some of [items.filter((item) => item.ordered), items.filter((item) => item.bold), plain ? items : []]) {
    // A ticked-off review list is no list of steps, even where nothing else is.
    const steps = some.filter((item) => !item.task);
    if (steps.length > 0) return steps.map(asStep);
  }
  return stepsInTables(doc, ranges);
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

type HeadingKind = 'step' | 'task' | 'pr' | 'phase' | 'number';
const HEADING_KINDS: HeadingKind[][] = [
  ['step', 'task', 'pr'],
  ['phase', 'number'],
];

/** The `Step N` headings of the outermost level that has any; of `PR 1` and `Task 1` side by side, the smaller unit. */
function stepHeadings(doc: MarkdownDocument, ranges: LineRange[], wanted: HeadingKind[][]): PlanStep[] {
  const found = inRanges(doc.headings, ranges).flatMap((heading) => {
    const step = readStepHeading(heading.text);
    return step ? [{ ...step, level: heading.level, line: heading.line }] : [];
  });
  for (const kinds of wanted) {
    const some = found.filter(({ kind }) => kinds.includes(kind));
    const level = some.reduce((least, each) => Math.min(least, each.level), 7);
    const outermost = some.filter((each) => each.level === level);
    const kind = kinds.find((each) => outermost.some((one) => one.kind === each));
    const steps = outermost.filter((each) => each.kind === kind && isFilled(each.text));
    if (steps.length > 0) return steps.map(asStep);
  }
  return [];
}

/** `### 1. X` or `### 1.1 X`, several of one level in one section: those of many sections are the plan's outline. */
function numberedHeadings(doc: MarkdownDocument): PlanStep[] {
  const numbered = doc.headings.flatMap(({ text, level, line }) => {
    const name = /^\d+(?:\.\d+)*[.)]?\s+(\S.*)$/.exec(text)?.[1];
    return name !== undefined && level > 2 && isFilled(name) ? [{ text: name, level, line }] : [];
  });
  const [first] = numbered;
  const parent = first && doc.headings.findLast(({ level, line }) => line < first.line && level < first.level);
  const isOne = numbered.every(({ level, line }) => level === first?.level && line < (parent?.endLine ?? 0));
  return isOne && numbered.length > 1 ? numbered.map(asStep) : [];
}

/** A heading has no box of its own: it is done when all boxes below it are settled. */
function withBoxesBelow(doc: MarkdownDocument, steps: PlanStep[], checks: ReadonlySet<ListItem>): PlanStep[] {
  const boxes = doc.items.filter((item) => item.depth === 0 && item.task && !checks.has(item));
  let at = 0;
  return steps.map((step, index) => {
    const end = Math.min(steps[index + 1]?.line ?? Infinity, sectionEnd(doc, step.line));
    while (at < boxes.length && (boxes[at]?.line ?? 0) < step.line) at++;
    const from = at;
    while (at < boxes.length && (boxes[at]?.line ?? Infinity) < end) at++;
    const markers = boxes.slice(from, at).map(({ task }) => task?.marker ?? ' ');
    return markers.length > 0 && markers.every(isSettled) ? { ...step, marker: 'x' } : step;
  });
}

function sectionEnd(doc: MarkdownDocument, line: number): number {
  return doc.headings.find((heading) => heading.line === line)?.endLine ?? Infinity;
}

function asStep({ text, raw, line, task }: Pick<ListItem, 'text' | 'line'> & Partial<ListItem>): PlanStep {
  const marker = task ? task.marker : ' ';
  const own = withoutAppended(text);
  const bare = own.endsWith(':') ? own.slice(0, -1).trimEnd() : own;
  const marked = raw === undefined ? null : portable(withoutAppended(raw), bare);
  return {
    text: bare,
    ...(marked === null ? {} : { raw: marked }),
    line,
    ...(marker === ' ' ? {} : { marker }),
  };
}

/** Without the marks of other tools: `T012 [P] [US1] Do it [abc1234] <!-- id: 3 -->` → `Do it`. */
function withoutAppended(text: string): string {
  const own = text
    .replace(/<!--.*?-->/g, '')
    .replace(/^T\d{2,4}(?=[\s[])\s*/, '')
    .replace(/^(?:\[(?:P|US\d+)\]\s*)+/, '')
    .replace(/(?<!\s)(?:\s*\[[0-9a-f]{7,40}\])+\s*$/, '')
    .trim();
  return own === '' ? text : own;
}

/**
 * A step's text with its markup, as another file can hold it: links become their text, since they lead from the plan's
 * folder. Null when it has none, or would read otherwise there.
 */
function portable(raw: string, text: string): string | null {
  const marked = raw
    .replace(/!?\[([^\][]*)\]\([^()]*\)/g, '$1')
    .replace(/(?<!\s)\s*:([*_`]*)$/, text.endsWith(':') ? '$&' : '$1');
  return marked !== text && cleanInline(marked) === text ? marked : null;
}

/** Gives the steps the sub-headings that they stand under; none where that would put one under another's. */
function grouped(doc: MarkdownDocument, ranges: LineRange[], steps: PlanStep[]): PlanStep[] {
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
