import type { DraftState, DraftStep } from '../model';
import { asStep, flat, isItem, labelled, partName, partsIn } from '../parts/find';
import { keyOf, type Item, type OutlineBlock, type Part } from '../parts/outline';
import { inheritedState, stateOfWords } from '../parts/states';
import { itemText, labelText, readName, withoutOrder } from '../parts/texts';
import { PLAN_CHECKS, isApart, NO_STEPS, OBJECTIVE, STEPS } from './proseWords';

const STEP_LABEL = /^(?:step\b|\d{1,3}[.)]\s)/i;

/** A phase’s steps: boxes, else numbered headings, else lists. What has no state of its own has that of its owner. */
export function stepsIn(part: Part, owner: DraftState = 'open'): DraftStep[] {
  const sections = worksIn(part, part);
  const lists = sections.map(({ blocks }) => itemsOfSteps(blocks));
  if (lists.some(hasBoxes)) return listSteps(lists, owner);
  const headings = numberedIn(part, part);
  if (headings.length > 0) return headings.map(({ raw }) => headingStep(raw, owner));
  const bold = sections.flatMap(({ blocks }) => boldSteps(blocks, owner));
  if (bold.length > 0) return bold;
  // A list of files to change, each with what to do there, where nothing else is listed.
  return listSteps(lists.some(isFull) ? lists : [part.blocks.filter(isItem)], owner);
}

/** Whether boxes of work stand in a part, at whatever depth. */
export function hasWork(part: Part): boolean {
  return hasBoxes(worksIn(part, part).flatMap(({ blocks }) => itemsOfSteps(blocks)));
}

/** Whether boxes of work stand right below a heading. */
export function hasOwnWork(part: Part): boolean {
  return !isNone(part) && !isApart(part.key) && hasBoxes(itemsOfSteps(part.blocks));
}

const isFull = ({ length }: readonly Item[]): boolean => length > 0;
const hasBoxes = (items: readonly Item[]): boolean => flat(items).some(({ state }) => state !== null);

/** Whether a section lists something else than work. */
export const isNone = ({ key }: Part): boolean => NO_STEPS.test(key) || PLAN_CHECKS.test(key);

/** A part and those below it, without sections of something else. */
function worksIn(part: Part, within: Part): Part[] {
  if (part !== within && isApart(part.key)) return [];
  const below = part.parts.flatMap((each) => worksIn(each, within));
  return part !== within && isNone(part) ? below : [part, ...below];
}

function numberedIn(part: Part, within: Part): Part[] {
  if (part !== within && isNone(part)) return [];
  return part !== within && isNumbered(part) ? [part] : part.parts.flatMap((each) => numberedIn(each, within));
}

const isNumbered = (part: Part): boolean => ['number', 'task'].includes(partName(part).kind ?? '');

/** Lists that aren't those of a label such as `**Files:**`. */
export function itemsOfSteps(blocks: readonly OutlineBlock[]): Item[] {
  let counts = true;
  return blocks.filter((block): block is Item => {
    if (isItem(block)) return counts;
    const key = keyOf(block.label);
    counts = block.label === '' || !(NO_STEPS.test(key) || PLAN_CHECKS.test(key));
    return false;
  });
}

/** Boxes with those below them, and the numbered items that hold such; else the numbered items; else all. */
export function listSteps(lists: readonly (readonly Item[])[], owner: DraftState = 'open'): DraftStep[] {
  const work = lists.flatMap(workOf);
  const items = lists.flat();
  const ordered = items.filter((item) => item.ordered);
  const steps = work.length > 0 ? work : ordered.length > 0 ? ordered : items;
  return steps.map((item) => ({
    ...asStep(item, isDoneBelow(item) ? 'done' : inheritedState(owner)),
    text: itemText(withoutOrder(item.raw)),
  }));
}

/** What a list with boxes asks for: these, and where they stand below numbered items, all of those. */
function workOf(list: readonly Item[]): Item[] {
  const isNumbered = list.some((item) => item.ordered && hasBoxes([item]));
  return list.flatMap((item) => {
    const isWork = item.state !== null || (isNumbered && item.ordered);
    const below = item.state === null ? workOf(item.items) : flat(item.items).filter(({ state }) => state !== null);
    return isWork ? [item, ...below] : below;
  });
}

/** Whether all is done of an item whose parts have boxes. */
function isDoneBelow({ items }: Item): boolean {
  const boxes = flat(items).flatMap(({ state }) => state ?? []);
  return boxes.includes('done') && boxes.every((state) => state === 'done' || state === 'dropped');
}

/** `**Step 1: Do it**` or `**1. Do it**` as a line of its own. */
function boldSteps(blocks: readonly OutlineBlock[], owner: DraftState): DraftStep[] {
  return blocks.flatMap((block) =>
    !isItem(block) && STEP_LABEL.test(block.label) ? [headingStep(labelText(block), owner)] : [],
  );
}

/** A heading that is a step, with the state that it says. */
function headingStep(raw: string, owner: DraftState = 'open'): DraftStep {
  const { name, state } = readName(raw);
  return state === null
    ? { text: itemText(raw), state: inheritedState(owner) }
    : { text: itemText(name), state: stateOfWords(state) };
}

/** Where most of a flat plan stands: a section with its steps, or the list of a label. */
interface Heart {
  part: Part | null;
  items: ReadonlySet<Item>;
  first: Item | null;
  steps: DraftStep[];
}

const inPart = (part: Part, steps: DraftStep[]): Heart => ({ part, items: new Set(), first: null, steps });

/**
 * The steps of a plan without phases: the list that speaks of steps, and the boxes of all other sections, in the order
 * of the file; where there is neither, the first numbered list.
 */
export function flatSteps(plan: Part): DraftStep[] {
  const heart = heartOf(plan);
  const steps = stepsAround(plan, plan, heart);
  if (steps.length > 0) return steps;
  const lists = worksIn(plan, plan).map(({ blocks }) => itemsOfSteps(blocks).filter(({ ordered }) => ordered));
  return listSteps([lists.find(isFull) ?? []]);
}

function heartOf(plan: Part): Heart {
  const sections = [...partsIn(plan)];
  const headed = sections.map((part) => inPart(part, numberedBelow(part))).find(isFilled);
  if (headed) return headed;
  for (const names of STEPS) {
    const called = sections.filter(({ key }) => names.test(key));
    const section = called.map((part) => inPart(part, stepsIn(part))).find(isFilled);
    if (section) return section;
    const items = labelled(plan, names).flatMap((label) => label.items);
    const list = { part: null, items: new Set(items), first: items[0] ?? null, steps: listSteps([items]) };
    if (isFilled(list)) return list;
  }
  return { part: null, items: new Set(), first: null, steps: [] };
}

const isFilled = ({ steps }: Heart): boolean => steps.length > 0;

function stepsAround(part: Part, plan: Part, heart: Heart): DraftStep[] {
  if (part === heart.part) return heart.steps;
  if (part !== plan && isApart(part.key)) return [];
  const listed = new Set(part !== plan && isNone(part) ? [] : itemsOfSteps(part.blocks));
  const items = part.blocks.filter(isItem);
  const at = heart.first ? items.indexOf(heart.first) : -1;
  const boxed = (all: readonly Item[]): DraftStep[] => {
    const others = all.filter((item) => listed.has(item) && !heart.items.has(item));
    return hasBoxes(others) ? listSteps([others]) : [];
  };
  const own = at < 0 ? boxed(items) : [...boxed(items.slice(0, at)), ...heart.steps, ...boxed(items.slice(at))];
  return [...own, ...part.parts.flatMap((each) => stepsAround(each, plan, heart))];
}

/** `### 1. Do this` and its siblings; not where an outline is numbered. */
function numberedBelow(part: Part): DraftStep[] {
  const numbered = isNone(part) ? [] : part.parts.filter(isNumbered);
  return isOutline(numbered) ? [] : numbered.map(({ raw }) => headingStep(raw));
}

/** Whether numbered headings are the sections of a document, not steps. */
export function isOutline(numbered: readonly Part[]): boolean {
  return numbered.some(({ key }) => [NO_STEPS, PLAN_CHECKS, OBJECTIVE, ...STEPS].some((names) => names.test(key)));
}
