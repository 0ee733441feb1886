import { asDraft } from '../parts/draft';
import { mainOutline, outlineOf, outlinesOf, titleAmong, type Feature } from '../parts/feature';
import { asStep, firstParagraph, flat, itemsIn, named, sectionCalled, sectionsCalled } from '../parts/find';
import type { DraftCriterion, DraftStep, PlanDraft } from '../model';
import type { Part } from '../parts/outline';

const CHECKS = /\b(?:verification|acceptance|checklist|success criteria|definition of done)\b/;

/** `openspec/changes/<id>/`: the numbered sections of `tasks.md`; every box is a task, nested ones too. */
export function readOpenSpec(feature: Feature): PlanDraft | null {
  const tasks = mainOutline(feature, /(?:^|\/)tasks\.md$/i);
  if (!tasks) return null;
  const proposal = outlineOf(feature, /(?:^|\/)proposal\.md$/i);
  const phases = sectionsOf(tasks).map(({ part, read }) => ({ name: read.name, steps: stepsIn(part) }));
  return asDraft({
    title: titleAmong(feature, [titled(proposal), titled(tasks)]),
    objective: firstParagraph(sectionCalled(proposal, /^why\b/)),
    phases,
    steps: phases.length > 0 ? [] : stepsIn(tasks),
    criteria: outlinesOf(feature, /\/specs\/(?:.*\/)?[^/]+\.md$/i).flatMap(requirements),
  });
}

/** A first heading that isn't the title is a section: `## Why`, `## 1. Amounts`. */
function titled(outline: Part | null): Part | null {
  return outline?.parts[0]?.level === 1 ? outline : null;
}

/** `## 1. Name`; once there are such, sections without a number that have boxes, too. */
function sectionsOf(tasks: Part): ReturnType<typeof named> {
  const isNumbered = (kind: string | null): boolean => kind === 'number' || kind === 'phase';
  if (named(tasks, ({ kind }) => isNumbered(kind)).length === 0) return [];
  const level = Math.min(...named(tasks, ({ kind }) => isNumbered(kind)).map(({ part }) => part.level));
  return named(
    tasks,
    ({ kind }, part) =>
      part.level === level && (isNumbered(kind) || (!CHECKS.test(part.key) && stepsIn(part).length > 0)),
  );
}

function stepsIn(part: Part): DraftStep[] {
  return flat(itemsIn(part)).flatMap((item) => (item.state === null ? [] : [asStep(item)]));
}

/** The first paragraph of each requirement that is added or changed. */
function requirements(spec: Part): DraftCriterion[] {
  const sections = sectionsCalled(spec, /^(?:added|modified) requirements\b/);
  return sections
    .flatMap((section) => sectionsCalled(section, /^requirement\b/))
    .flatMap((part) => {
      const text = firstParagraph(part);
      return text === null ? [] : [{ text, done: false }];
    });
}
