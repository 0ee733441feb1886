import { isDependencyLabel } from '../../plan/phases';
import type { DraftCriterion, DraftState, PlanDraft } from '../model';
import { asDraft, type FoundPhase } from '../parts/draft';
import { mainOutline, titleAmong, type Feature } from '../parts/feature';
import {
  asCriterion,
  firstParagraph,
  isItem,
  itemsIn,
  labelled,
  named,
  sectionCalled,
  without,
  type NamedPart,
} from '../parts/find';
import type { Part } from '../parts/outline';
import { statusOf } from '../parts/states';
import { proseText, type ReadName } from '../parts/texts';
import { Waiting } from '../parts/waiting';
import { amongOthers } from './others';
import { amongWritten, besideWritten, labelledPhases, listedPhases } from './prosePhases';
import { flatSteps, hasOwnWork, hasWork, isNone, isOutline, stepsIn } from './proseSteps';
import { PLAN_CHECKS, isApart, OBJECTIVE, TLDR } from './proseWords';

/** A plan in Markdown as agents write it for people: phases, or one list of steps, somewhere among prose. */
export function readProse(feature: Feature): PlanDraft | null {
  const plan = mainOutline(feature, /\.md$/i);
  if (!plan) return null;
  const found = named(plan, ({ kind, id }) => kind === 'phase' && id !== null);
  const written = found.length > 0 ? null : (labelledPhases(plan) ?? listedPhases(plan));
  const headed =
    found.length > 0 ? amongOthers(plan, found) : written ? besideWritten(plan, written) : otherParts(plan);
  const last = lonelyChecks(found.length > 0 ? found : headed);
  const own = phasesOf(headed, last);
  const phases = written ? amongWritten(plan, written, headed, own) : own;
  const whole = without(plan, new Set(headed.map(({ part }) => part)));
  return asDraft({
    title: titleAmong(feature, [plan]),
    objective: objectiveOf(whole),
    phases,
    steps: phases.length > 0 ? [] : flatSteps(plan),
    criteria: [...checksIn(whole), ...(last ? labelledChecks(last) : [])],
  });
}

/**
 * Where no part is called a phase: milestones, epics and sprints, else tasks or numbered headings with boxes below
 * them; and beside those, what else has boxes.
 */
function otherParts(plan: Part): NamedPart[] {
  const inPlan = (isWanted: typeof isTask, part = plan): NamedPart[] =>
    named(part, isWanted, ({ key }) => isApart(key));
  const others = inPlan(isOther);
  const isFilled = others.some(({ part }) => stepsIn(part).length > 0);
  const tasks = isFilled ? [] : inPlan(isTask);
  const headings = tasks.map(({ part }) => part);
  if (!isFilled && (isOutline(headings) || !headings.some(hasWork))) return [];
  const isPart = isFilled ? isOther : isTask;
  const holds = (part: Part): boolean => inPlan(isPart, part).length > 0;
  return inPlan((read, part) => isPart(read, part) || (part.level > 1 && hasOwnWork(part) && !holds(part)));
}

const isOther = ({ kind }: ReadName): boolean => kind === 'other';
const isTask = ({ kind }: ReadName, part: Part): boolean => (kind === 'task' || kind === 'number') && !isNone(part);

/** The TL;DR, the section that says why, or the first paragraph. */
function objectiveOf(plan: Part): string | null {
  const [short] = labelled(plan, TLDR);
  if (short) return proseText(short.value.replace(/^\s*[-–—:]\s*/, '')) || null;
  const title = plan.parts[0];
  const text =
    firstParagraph(sectionCalled(plan, TLDR)) ??
    firstParagraph(sectionCalled(plan, OBJECTIVE)) ??
    labelledGoal(plan) ??
    introduction(title);
  return text?.replace(/^tl;?dr\s*[:：–—-]\s*/i, '') ?? null;
}

function labelledGoal(plan: Part): string | null {
  return proseText(labelled(plan, /^(?:goals?|objectives?|purpose)$/)[0]?.value ?? '') || null;
}

/** What of a file is about the file itself: `Last updated: 2026-01-09`, `Status: draft`. */
const ABOUT_FILE = new RegExp(
  '^(?:last[ -](?:updated?|modified|edited)|updated|created|date|version|author|owner|status|generated)' +
    String.raw`(?: (?:at|by|on))?\s*[:：]`,
  'i',
);

/** What stands below the title, unless that is a list or a label. */
function introduction(title: Part | undefined): string | null {
  const blocks = title?.blocks ?? [];
  const at = blocks.findIndex((block) => isItem(block) || !ABOUT_FILE.test(proseText(block.raw)));
  const first = blocks[at];
  return title && first && !isItem(first) && first.label === ''
    ? firstParagraph({ ...title, blocks: blocks.slice(at) })
    : null;
}

/** A label *Verification* in the last phase alone stands there only because that is the last: it is about the plan. */
function lonelyChecks(phases: readonly NamedPart[]): Part | null {
  const [one, another] = phases.filter(({ part }) => labelled(part, PLAN_CHECKS).length > 0);
  const isLast = one !== undefined && !another && one === phases.at(-1);
  return isLast && labelled(one.part, OF_PHASE).length === 0 ? one.part : null;
}
const OF_PHASE = /^(?:acceptance|acceptance criteria|success criteria|definition of done)$/;

function phasesOf(parts: readonly NamedPart[], lonely: Part | null): FoundPhase[] {
  const waiting = new Waiting(parts.map(({ read }) => read));
  return parts.map(({ part, read }) => {
    const state = statusOf(part, read);
    const objective = labelledGoal(part);
    return {
      name: read.name,
      state,
      ...(objective === null ? {} : { objective }),
      steps: stepsIn(part, state),
      criteria: part === lonely ? [] : checksIn(part, state),
      dependsOn: [
        ...waiting.inHeading(part.raw),
        ...labelled(part, { test: isDependencyLabel }).flatMap(({ value }) => waiting.named(value)),
      ],
    };
  });
}

/** What is said under a heading or a label of how to verify. */
function checksIn(part: Part, owner: DraftState = 'open'): DraftCriterion[] {
  const below = part.parts.flatMap((each): DraftCriterion[] =>
    PLAN_CHECKS.test(each.key)
      ? itemsIn(each).map((item) => asCriterion(item, owner === 'done'))
      : checksIn(each, owner),
  );
  return [...labelledChecks({ ...part, parts: [] }, owner), ...below];
}

function labelledChecks(part: Part, owner: DraftState = 'open'): DraftCriterion[] {
  const done = owner === 'done';
  return labelled(part, PLAN_CHECKS).flatMap(({ value, items }) =>
    items.length > 0 ? items.map((item) => asCriterion(item, done)) : [{ text: proseText(value), done }],
  );
}
