import type { ListItem, MarkdownDocument } from '../markdown/document';
import { isTicked } from '../markdown/edits';
import { normalizeName } from '../markdown/inline';
import { isBlank, lineText } from '../markdown/lines';
import { inRanges, sectionsNamed, type LineRange } from '../markdown/ranges';
import { isDropped } from '../markdown/settled';
import type { Criterion } from '../types';
import { isFilled, readPhaseHeading, readStepHeading } from './headings';
import {
  CHECKS,
  CRITERIA_SECTIONS,
  REVIEWS,
  SUCCESS_HEADINGS,
  SUCCESS_SECTIONS,
  FOREIGN_CRITERIA_SECTIONS,
} from './words';

/** Whether one of these stands in a name, as whole words; names have single spaces. */
const has = (words: readonly string[]): RegExp => new RegExp(`(?:^| )(?:${words.join('|')})(?: |$)`);
const ABOUT_SUCCESS = has([...SUCCESS_SECTIONS, ...CRITERIA_SECTIONS, ...FOREIGN_CRITERIA_SECTIONS]);
/** Under the method's own *Success Criteria* bullets without a box are remarks. */
const CRITERIA = has([...CRITERIA_SECTIONS, ...FOREIGN_CRITERIA_SECTIONS]);
const CHECKS_THE_WORK = has(CHECKS);
const NO_STEPS = has([...CHECKS, ...REVIEWS]);

function isAboutSuccess(name: string): boolean {
  return ABOUT_SUCCESS.test(name) || SUCCESS_HEADINGS.includes(name);
}

/**
 * The criteria of a plan, in file order: what stands in every section that is about success (the boxes, or the bullets
 * where it has no boxes), and the boxes under a heading or a label of that kind among the steps.
 */
export function readCriteria(doc: MarkdownDocument): Criterion[] {
  const sections = sectionsNamed(doc, (name, heading) => isAboutSuccess(name) && !isNumberedPart(heading));
  const found = [...inRanges(doc.items, sections), ...boxesUnderLabels(doc)];
  const boxes = new Set(found.filter((item) => item.task && isFilled(item.text)));
  for (const section of sectionsNamed(doc, (name, heading) => CRITERIA.test(name) && !isNumberedPart(heading))) {
    const items = inRanges(doc.items, [section]);
    if (items.some(({ task }) => task)) continue;
    for (const item of items) if (item.depth === 0 && isFilled(item.text)) boxes.add(item);
  }
  return [...boxes].sort((a, b) => a.line - b.line).map(asCriterion);
}

function asCriterion({ text, line, task }: ListItem): Criterion {
  const marker = task?.marker ?? ' ';
  return { text, done: isTicked(marker), line, ...(isDropped(marker) ? { settled: true } : {}) };
}

/** The items among the steps that are none: those that check the work, and those that are for reviewing it. */
export function checkingBoxes(doc: MarkdownDocument, within: readonly LineRange[]): Set<ListItem> {
  const isNone = (name: string, heading: string): boolean => NO_STEPS.test(name) && !isNumberedPart(heading);
  return new Set([...inRanges(doc.items, sectionsNamed(doc, isNone, within)), ...boxesUnderLabels(doc)]);
}

/** `# Phase 3: Verification`, `### Step 1: Write acceptance tests`: what is done there is work. */
function isNumberedPart(heading: string): boolean {
  const step = readStepHeading(heading);
  return readPhaseHeading(heading) !== null || (step !== null && step.kind !== 'number');
}

/** Under `**Acceptance:**`: the list that follows, and what hangs below an item of that name. */
function boxesUnderLabels(doc: MarkdownDocument): ListItem[] {
  const below = doc.items
    .filter((item) => !item.task && item.bold && isChecksLabel(item.raw))
    .map(({ line, endLine }) => ({ line: line + 1, endLine }));
  const ranges = [...listsUnderLabels(doc), ...below].sort((a, b) => a.line - b.line);
  return inRanges(doc.items, apart(ranges)).filter(({ task }) => task);
}

/** Those that begin after the ones before have ended; sorted. */
function apart(ranges: readonly LineRange[]): LineRange[] {
  let end = 0;
  return ranges.filter(({ line, endLine }) => {
    const isApart = line >= end;
    if (isApart) end = endLine;
    return isApart;
  });
}

function listsUnderLabels(doc: MarkdownDocument): LineRange[] {
  const tops = doc.items.filter(({ depth }) => depth === 0);
  let at = 0;
  return doc.paragraphs.flatMap(({ endLine: below }) => {
    if (!isChecksLabel(lineText(doc, below - 1))) return [];
    while (at < tops.length && (tops[at]?.line ?? 0) < below) at++;
    let endLine = below;
    for (; at < tops.length && isAllBlank(doc, endLine, tops[at]?.line ?? 0); at++) endLine = tops[at]?.endLine ?? 0;
    return endLine > below ? [{ line: below, endLine }] : [];
  });
}

function isAllBlank(doc: MarkdownDocument, from: number, to: number): boolean {
  for (let line = from; line < to; line++) if (!isBlank(doc, line)) return false;
  return true;
}

function isChecksLabel(text: string): boolean {
  if (!/^[\s>]*[*_]{2}/.test(text)) return false;
  const label = /^[\s>]*(?:\*\*|__)([^*_]{1,80}?):?\s*(?:\*\*|__):?\s*$/.exec(text.slice(0, 200))?.[1];
  return label !== undefined && CHECKS_THE_WORK.test(normalizeName(label.replace(/\([^()]*\)/g, ' ')));
}
