import type { ListItem } from '../markdown/document';
import { applyEdits } from '../markdown/edits';
import { inRanges, sectionsNamed } from '../markdown/ranges';
import { checkingBoxes } from './criteria';
import { isFilled } from './headings';
import type { PlanFile } from './model';
import { parsePlan } from './parse';
import { isStepSection } from './steps';

/** Items that aren't read as steps, and the kind of those beside them that are. */
export interface UnreadItems {
  items: ListItem[];
  read: 'boxes' | 'numbers';
}

/**
 * What stands among a plan's steps and isn't read as one, since of the kinds of items in a section one is taken:
 * numbered items and bullets beside check boxes, bullets beside numbered items. What is nested belongs to the item
 * above it. Null when there is none.
 */
export function findUnreadSteps({ doc, steps }: Pick<PlanFile, 'doc' | 'steps'>): UnreadItems | null {
  const lines = new Set(steps.map(({ line }) => line));
  const sections = sectionsNamed(doc, isStepSection).filter(({ line, endLine }) =>
    steps.some((step) => step.line >= line && step.line < endLine),
  );
  const tops = inRanges(doc.items, sections).filter(({ depth }) => depth === 0);
  const first = tops.find(({ line }) => lines.has(line));
  // Of headings and of bullets in bold the others are details.
  if (!first || (!first.task && !first.ordered)) return null;
  const checks = checkingBoxes(doc, sections);
  const items = tops.filter((item) => !lines.has(item.line) && !item.task && !checks.has(item) && isFilled(item.text));
  return items.length === 0 ? null : { items, read: first.task ? 'boxes' : 'numbers' };
}

/** Gives a box to every item that isn't read as a step, and to the steps without one: then all of them are steps. */
export function giveBoxes(text: string): string {
  const plan = parsePlan(text);
  const unread = findUnreadSteps(plan);
  if (!unread) return text;
  const lines = new Set([...unread.items, ...plan.steps].map(({ line }) => line));
  return applyEdits(
    text,
    plan.doc.items.flatMap(({ line, task, start }) =>
      task || start === null || !lines.has(line) ? [] : [{ offset: start, length: 0, text: '[ ] ' }],
    ),
  );
}
