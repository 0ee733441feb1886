import { asDraft, type FoundPhase } from '../parts/draft';
import { mainOutline, outlineOf, titleAmong, type Feature } from '../parts/feature';
import type { DraftCriterion, DraftStep, PlanDraft } from '../model';
import type { Item, Part } from '../parts/outline';
import {
  asCriterion,
  firstParagraph,
  flat,
  isItem,
  labelled,
  named,
  partsIn,
  sectionCalled,
  sectionsCalled,
  itemsIn,
} from '../parts/find';
import { itemText, proseText } from '../parts/texts';

const CHECKPOINT = /^(?:final\s+)?checkpoint\b\s*(?:[-–—:]+\s*)?(.*)$/i;
const NOT_TASKS = /^(?:notes?|status|progress|progress summary|legend|overview)\b/;

/**
 * `.kiro/specs/<name>/`: in `tasks.md` the numbers say what belongs to what, whether or not it is nested. A box with a
 * minus is under way.
 */
export function readKiro(feature: Feature): PlanDraft | null {
  const tasks = mainOutline(feature, /(?:^|\/)tasks\.md$/i, { '-': 'started' });
  if (!tasks) return null;
  const requirements = outlineOf(feature, /(?:^|\/)(?:requirements|bugfix)\.md$/i);
  return asDraft({
    title: titleAmong(feature, [tasks, requirements]),
    objective:
      firstParagraph(sectionCalled(requirements, /^introduction$/)) ??
      firstParagraph(sectionCalled(tasks, /^overview$/)),
    phases: headed(tasks) ?? phasesOf(tasks),
    criteria: requirements ? acceptance(requirements) : [],
  });
}

interface Task {
  item: Item;
  /** Whether it belongs to the task before it that doesn't. */
  isPart: boolean;
}

function phasesOf(tasks: Part): FoundPhase[] {
  const phases: FoundPhase[] = [];
  for (const { item, isPart } of tasksIn(tasks)) {
    const phase = phases.at(-1);
    const check = CHECKPOINT.exec(itemText(item.raw));
    if (check && phase) (phase.criteria ??= []).push(checkpoint(check, item));
    else if (isPart && phase) phase.steps.push(stepOf(item));
    else phases.push({ name: itemText(item.raw), state: item.state ?? 'open', steps: [] });
  }
  return phases;
}

/** `## Task 1: …`, where boxes have no numbers. */
function headed(tasks: Part): FoundPhase[] | null {
  if (flat(itemsIn(tasks)).some((item) => numberOf(item) !== null)) return null;
  const parts = named(tasks, ({ kind }) => kind === 'task');
  const stepsIn = (part: Part): DraftStep[] =>
    flat(itemsIn(part)).flatMap((item) => (item.state === null ? [] : [stepOf(item)]));
  return parts.length > 0 ? parts.map(({ part, read }) => ({ name: read.name, steps: stepsIn(part) })) : null;
}

/**
 * In file order. Where tasks have numbers, a box without one is a task only right below a task, or a checkpoint:
 * others are notes, or stand in lists of what else has to be true.
 */
function tasksIn(tasks: Part): Task[] {
  const sections = [...partsIn(tasks)];
  const isNumbered = flat(sections.flatMap(({ blocks }) => blocks.filter(isItem))).some(
    (item) => numberOf(item) !== null,
  );
  const found: Task[] = [];
  const visit = (items: readonly Item[], depth: number, below: boolean): void => {
    for (const item of items) {
      const number = item.state === null ? null : numberOf(item);
      const isTop = number !== null && !number.includes('.');
      const counts = number !== null || below || (isNumbered ? CHECKPOINT.test(itemText(item.raw)) : depth === 0);
      if (item.state !== null && counts) found.push({ item, isPart: number === null ? depth > 0 : !isTop });
      visit(item.items, depth + 1, isNumbered ? isTop : item.state !== null && depth === 0);
    }
  };
  for (const { key, blocks } of sections)
    if (isNumbered || !NOT_TASKS.test(key)) visit(blocks.filter(isItem), 0, false);
  return found;
}

/** `2.1` of `2.1 Create the calendar` */
function numberOf({ raw, state }: Item): string | null {
  return state === null ? null : (/^(?:\*\*|__)?(?:task\s+)?(\d+(?:\.\d+)*)[.):]?(?=\s)/i.exec(raw)?.[1] ?? null);
}

function stepOf(item: Item): DraftStep {
  const text = itemText(item.raw);
  return { text: item.optional ? `${text} (optional)` : text, state: item.state ?? 'open' };
}

function checkpoint(match: RegExpExecArray, item: Item): DraftCriterion {
  return { text: match[1] || proseText(match[0]), done: item.state === 'done' };
}

/** The numbered criteria of every requirement. */
function acceptance(requirements: Part): DraftCriterion[] {
  const names = /^acceptance criteria\b/;
  const items = [
    ...sectionsCalled(requirements, names).flatMap(itemsIn),
    ...labelled(requirements, names).flatMap((label) => label.items),
  ];
  return items.map((item) => ({ ...asCriterion(item), done: item.state === 'done' }));
}
