import { asDraft } from '../parts/draft';
import { mainOutline, titleAmong, type Feature } from '../parts/feature';
import { asCriterion, asStep, firstParagraph, flat, itemsIn, named, sectionCalled } from '../parts/find';
import type { DraftStep, PlanDraft } from '../model';
import type { Part } from '../parts/outline';
import { readProse } from './prose';

const PARTLY = /\(\s*completed?\s*:.*;\s*remaining\s*:.*\)/i;
/** The skeleton of a plan, in the file that says how to write one. */
const EXAMPLE = /^example (?:completed|incomplete|partially completed) step/i;

/** An ExecPlan: the boxes of *Progress*. A file of rules for writing such plans has none. */
export function readCodex(feature: Feature): PlanDraft | null {
  const plan = mainOutline(feature, /\.md$/i);
  const progress = sectionCalled(plan, /^progress\b/);
  if (!plan) return null;
  if (!progress) return otherPlan(feature, plan);
  const steps = stepsIn(progress);
  if (steps.length === 0) return null;
  const milestones = named(
    progress,
    ({ kind }, part) => (kind === 'other' || kind === 'phase') && stepsIn(part).length > 0,
  );
  const validation = sectionCalled(plan, /^validation and acceptance\b/);
  return asDraft({
    title: titleAmong(feature, [plan]),
    objective: firstParagraph(sectionCalled(plan, /^purpose\b/)),
    phases: milestones.map(({ part, read }) => ({ name: read.name, steps: stepsIn(part) })),
    steps: milestones.length > 0 ? [] : steps,
    criteria: validation ? itemsIn(validation).map((item) => asCriterion(item)) : [],
  });
}

/** A plan of another shape by that name: phases with boxes. A file of rules has none. */
function otherPlan(feature: Feature, plan: Part): PlanDraft | null {
  const draft = stepsIn(plan).length > 0 ? readProse(feature) : null;
  return draft && draft.phases.length > 0 ? draft : null;
}

function stepsIn(part: Part): DraftStep[] {
  return flat(itemsIn(part)).flatMap((item): DraftStep[] => {
    const { text, state } = asStep(item);
    if (item.state === null || EXAMPLE.test(text)) return [];
    return [{ text, state: state === 'open' && PARTLY.test(text) ? 'started' : state }];
  });
}
