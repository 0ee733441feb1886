import { isDependencyLabel } from '../../plan/phases';
import { asDraft, type FoundPhase } from '../parts/draft';
import { mainOutline, titleAmong, type Feature } from '../parts/feature';
import {
  asCriterion,
  asStep,
  blocksIn,
  flat,
  isItem,
  itemsIn,
  labelled,
  named,
  partsIn,
  sectionsCalled,
  without,
  type NamedPart,
} from '../parts/find';
import type { DraftStep, PlanDraft } from '../model';
import type { Part } from '../parts/outline';
import { itemText, labelText, proseText, readName, type ReadName } from '../parts/texts';
import { Waiting } from '../parts/waiting';
import { amongOthers } from './others';
import { readProse } from './prose';

const VERIFICATION = /^(?:final )?verification\b|^(?:success|acceptance) criteria$/;

/**
 * `docs/superpowers/plans/<date>-<name>.md`: each task is a phase; headings of phases only group them. Other
 * sections with boxes are phases, too.
 */
export function readSuperpowers(feature: Feature): PlanDraft | null {
  const plan = mainOutline(feature, /\.md$/i);
  const parts = plan ? tasksIn(plan) : [];
  if (!plan || parts.length === 0) return readProse(feature);
  const waiting = new Waiting(parts.map(({ read }) => read));
  const phases = parts.map(({ part, read }): FoundPhase => ({
    name: read.name,
    steps: stepsIn(part),
    dependsOn: [
      ...waiting.inHeading(part.raw),
      ...labelled(part, { test: isDependencyLabel }).flatMap(({ value }) => waiting.named(value)),
    ],
  }));
  const goal = labelled(plan, /^goal$/)[0]?.value;
  const checks = sectionsCalled(plan, VERIFICATION).flatMap(itemsIn);
  return asDraft({
    title: titleAmong(feature, [plan]),
    objective: goal ? proseText(goal) : null,
    phases,
    criteria: flat(checks).flatMap((item) => (item.state === null ? [] : [asCriterion(item)])),
  });
}

/** Each task without those below it: of one level too many, they are tasks all the same. */
function tasksIn(plan: Part): NamedPart[] {
  const isTask = ({ kind, id }: ReadName, { key }: Part): boolean =>
    kind === 'task' && /^task\b/.test(key) && id !== null;
  const visit = (task: NamedPart): NamedPart[] => {
    const below = named(task.part, (read, part) => isTask(read, part) && !read.id?.includes('.'));
    const own = { ...task, part: without(task.part, new Set(below.map(({ part }) => part))) };
    return [own, ...below.flatMap(visit)];
  };
  const tasks = named(plan, isTask);
  return tasks.length > 0 ? amongOthers(plan, tasks).flatMap(visit) : [];
}

/** Boxes; in older plans lines in bold, or headings: `**Step 1: Write the test**`. */
function stepsIn(task: Part): DraftStep[] {
  const boxes = flat(itemsIn(task)).filter(({ state }) => state !== null);
  if (boxes.length > 0) return boxes.map((item) => asStep(item));
  const headings = [...partsIn(task)].filter((part) => part !== task && readName(part.raw).kind === 'task');
  const bold = blocksIn(task).flatMap((block) =>
    isItem(block) || !/^step\b/i.test(block.label) ? [] : [labelText(block)],
  );
  return [...headings.map(({ raw }) => raw), ...bold].map((raw) => ({ text: itemText(raw), state: 'open' }));
}
