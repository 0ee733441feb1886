import { asDraft, type FoundPhase } from '../parts/draft';
import { mainOutline, outlineOf, titleAmong, type Feature } from '../parts/feature';
import type { DraftCriterion, DraftStep, PlanDraft } from '../model';
import type { Item, Part } from '../parts/outline';
import { asCriterion, firstParagraph, labelled, partsIn, sectionCalled, sectionsCalled, itemsIn } from '../parts/find';
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
    phases: phasesOf(tasks),
    criteria: requirements ? acceptance(requirements) : [],
  });
}

interface Task {
  number: string | null;
  item: Item;
  nested: boolean;
}

function phasesOf(tasks: Part): FoundPhase[] {
  const all = tasksIn(tasks);
  const isNumbered = all.some(({ number }) => number !== null);
  const phases: FoundPhase[] = [];
  for (const { number, item, nested } of all) {
    const isPart = number === null ? nested : number.includes('.');
    // Where tasks have numbers, a box below one without is a note, unless it hangs right below a phase.
    const phase = phases.at(-1);
    const check = CHECKPOINT.exec(itemText(item.raw));
    if (check && phase) (phase.criteria ??= []).push(checkpoint(check, item));
    else if (isPart && phase) phase.steps.push(stepOf(item));
    else if (!isPart || isNumbered) phases.push(phaseOf(item));
  }
  return phases;
}

function phaseOf(item: Item): FoundPhase {
  return { name: itemText(item.raw), state: item.state ?? 'open', steps: [] };
}

/** Numbered boxes at any depth; boxes without a number at the top, and right below a task that is at the top. */
function tasksIn(tasks: Part): Task[] {
  const found: Task[] = [];
  const visit = (items: readonly Item[], depth: number): void => {
    for (const item of items) {
      const number = /^(?:\*\*|__)?(?:task\s+)?(\d+(?:\.\d+)*)[.):]?(?=\s)/i.exec(item.raw)?.[1] ?? null;
      const isTask = item.state !== null && (number !== null || depth < 2);
      if (isTask) found.push({ number, item, nested: depth > 0 });
      visit(item.items, depth + 1);
    }
  };
  for (const part of partsIn(tasks)) {
    if (!NOT_TASKS.test(part.key))
      visit(
        part.blocks.filter((block): block is Item => block.kind === 'item'),
        0,
      );
  }
  return found;
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
