import { isDependencyLabel } from '../../plan/phases';
import { asDraft, type FoundPhase } from '../parts/draft';
import { mainOutline, outlineOf, titleAmong, type Feature } from '../parts/feature';
import {
  asCriterion,
  asStep,
  criteriaAt,
  firstParagraph,
  flat,
  itemsIn,
  labelled,
  named,
  partsIn,
  sectionCalled,
  sectionsCalled,
  type NamedPart,
} from '../parts/find';
import type { DraftCriterion, DraftStep, PlanDraft } from '../model';
import type { Part } from '../parts/outline';
import { itemText, proseText } from '../parts/texts';
import { Waiting } from '../parts/waiting';

/** `T010 [P] [US1] …`: whatever stands in brackets behind the id is a tag. */
const ID = /^(?:\*\*|__|`)?T-?\d{1,5}(?:[.-]\d+)*[a-z]?(?:\*\*|__|`)?[:.)]?(?=\s|\[)/;
const TAGS = /^\s*(?:(?:\*\*|__|`)?\[[^[\]]*\](?!\()(?:\*\*|__|`)?[:.]?\s*)+/;
const STORY = /\b(?:user stor(?:y|ies)|us)\s?#?(\d+)\b/i;
const ALL_STORIES = /\b(?:all|both|every|each)\b[^.;]*\bstor(?:y|ies)\b|\bdesired\b[^.;]*\bstories\b/i;

/** `specs/<n>-<name>/`: the phases of `tasks.md`, with what `spec.md` and `plan.md` add. */
export function readSpecKit(feature: Feature): PlanDraft | null {
  const tasks = mainOutline(feature, /(?:^|\/)tasks\.md$/i);
  if (!tasks) return null;
  const spec = outlineOf(feature, /(?:^|\/)spec\.md$/i);
  const plan = outlineOf(feature, /(?:^|\/)plan\.md$/i);
  const steps = (part: Part): DraftStep[] =>
    stepsIn(
      part,
      flat(itemsIn(tasks)).some(({ raw }) => ID.test(raw)),
    );
  const parts = phasesOf(tasks, steps);
  const dependencies = dependenciesOf(tasks, parts);
  const phases = parts.map(({ part, read }, at): FoundPhase => ({
    name: read.name,
    steps: steps(part),
    criteria: [...criteriaOfPhase(part), ...scenarios(spec, storyOf(part))],
    dependsOn: dependencies[at] ?? [],
  }));
  return asDraft({
    title: titleAmong(feature, [tasks, spec, plan]),
    objective:
      firstParagraph(sectionCalled(plan, /^summary$/)) ?? firstParagraph(sectionCalled(spec, /^(?:summary|overview)$/)),
    phases,
    steps: phases.length > 0 ? [] : steps(tasks),
    criteria: [
      ...outcomes(spec),
      ...sectionsCalled(tasks, /\bquality gates?\b/)
        .flatMap(itemsIn)
        .map((item) => asCriterion(item)),
    ],
  });
}

/** `## Phase …`; where there are none, the sections that have tasks. */
function phasesOf(tasks: Part, steps: (part: Part) => DraftStep[]): NamedPart[] {
  const phases = named(tasks, ({ kind }) => kind === 'phase');
  if (phases.length > 0) return phases;
  const sections = named(tasks, (_, part) => part.level === 2 && steps(part).length > 0);
  return sections.length > 1 ? sections : [];
}

/** Where a file has tasks with ids, boxes without one are something else. */
function stepsIn(part: Part, withIds: boolean): DraftStep[] {
  const boxes = flat(itemsIn(part)).filter(({ state, raw }) => state !== null && (!withIds || ID.test(raw)));
  return boxes.map((item) => asStep({ ...item, raw: withoutTags(item.raw) }));
}

function withoutTags(raw: string): string {
  const id = ID.exec(raw)?.[0] ?? '';
  const rest = raw.slice(id.length);
  const bare = rest.replace(TAGS, '');
  return bare === '' ? raw : `${id} ${bare}`;
}

function criteriaOfPhase(part: Part): DraftCriterion[] {
  return [/^independent test/, /^acceptance criteria/, /^checkpoint/].flatMap((name) => [
    ...labelled(part, name).flatMap(criteriaAt),
    ...sectionsCalled(part, name).flatMap((section) => itemsIn(section).map((item) => asCriterion(item))),
  ]);
}

/** The number of the story that a phase is for; null for none. */
function storyOf({ raw }: Part): string | null {
  return STORY.exec(raw)?.[1] ?? null;
}

/** The acceptance scenarios that `spec.md` has for a story. */
function scenarios(spec: Part | null, story: string | null): DraftCriterion[] {
  if (!spec || story === null) return [];
  const section = [...partsIn(spec)].find((part) => /^user story\b/.test(part.key) && storyOf(part) === story);
  if (!section) return [];
  const names = /^acceptance (?:scenarios?|criteria)\b/;
  const items = [
    ...labelled(section, names).flatMap((label) => label.items),
    ...sectionsCalled(section, names).flatMap(itemsIn),
  ];
  return items.map((item) => asCriterion(item));
}

/** `SC-001: …` */
function outcomes(spec: Part | null): DraftCriterion[] {
  const pattern = /^SC-\d+[a-z]?\s*[:.–—-]?\s*/i;
  return (spec ? flat(itemsIn(spec)) : [])
    .map((item) => ({ ...asCriterion(item), text: proseText(item.raw) }))
    .filter(({ text }) => pattern.test(text))
    .map(({ text, done }) => ({ text: itemText(text.replace(pattern, '')), done }));
}

/** What each phase waits for: by its own label, and by the list *Phase Dependencies*. */
function dependenciesOf(tasks: Part, parts: readonly NamedPart[]): number[][] {
  const waiting = new Waiting(parts.map(({ read }) => read));
  const stories = parts.flatMap(({ part }, at) => (storyOf(part) === null ? [] : [at]));
  const refer = (text: string): number[] => {
    const byStory = [...text.matchAll(new RegExp(STORY, 'gi'))].flatMap(([, number]) =>
      parts.flatMap(({ part }, at) => (storyOf(part) === number ? [at] : [])),
    );
    const all = ALL_STORIES.test(text) ? stories : [];
    return [...waiting.numbered(text), ...waiting.called(text), ...byStory, ...all];
  };
  const found = parts.map(({ part }) =>
    labelled(part, { test: isDependencyLabel }).flatMap(({ value }) => refer(value)),
  );
  for (const { subject, rest } of listed(tasks)) {
    for (const at of subjects(subject, parts, stories, refer)) found[at]?.push(...refer(rest));
  }
  return found;
}

/** `**Polish (Final Phase)**: Depends on both stories` */
function listed(tasks: Part): { subject: string; rest: string }[] {
  const items = sectionsCalled(tasks, /^phase dependencies$/).flatMap(({ blocks }) => blocks);
  return items.flatMap((block) => {
    if (block.kind !== 'item') return [];
    const match = /^([^:：]{1,200})[:：](.*)$/.exec(proseText(block.raw));
    const rest = /\b(?:depends?|dependent|requires?|needs?|after)\b(.*)$/i.exec(match?.[2] ?? '')?.[1];
    return rest === undefined ? [] : [{ subject: match?.[1] ?? '', rest: rest.replace(/\b(?:blocks|may)\b.*$/i, '') }];
  });
}

function subjects(
  subject: string,
  parts: readonly NamedPart[],
  stories: readonly number[],
  refer: (text: string) => number[],
): readonly number[] {
  if (/\bphase \d+\+/i.test(subject) || /\buser stories\b(?! \d)/i.test(subject)) return stories;
  if (/\bfinal phase\b|\bphase n\b/i.test(subject)) return parts.length > 0 ? [parts.length - 1] : [];
  return [...new Set(refer(subject))].slice(0, 1);
}
