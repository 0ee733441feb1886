import { asDraft, type FoundPhase } from '../parts/draft';
import { mainOutline, outlineOf, titleAmong, type Feature } from '../parts/feature';
import {
  asCriterion,
  asStep,
  criteriaAt,
  firstParagraph,
  flat,
  itemsIn,
  labelOf,
  labelled,
  named,
  partsIn,
  sectionCalled,
  sectionsCalled,
  type NamedPart,
} from '../parts/find';
import type { DraftCriterion, DraftStep, PlanDraft } from '../model';
import type { Item, Part } from '../parts/outline';
import { itemText, proseText } from '../parts/texts';
import { amongOthers } from './others';
import { isApart } from './proseWords';
import { storyDependencies, storyOf } from './storyDependencies';

/** `T010 [P] [US1] …`: whatever stands in brackets behind the id is a tag. */
const ID = /^(?:\*\*|__|`|~~|\[)?T-?\d{1,5}(?:[.-]\d+)*[a-z]?(?:\*\*|__|`|\])?[:.)]?(?=\s|\[)/;
/** A task that is struck out is one that nobody is to do. */
const STRUCK = /^~~(.+)~~$/;
const TAGS = /^\s*(?:(?:\*\*|__|`)?\[[^[\]]*\](?!\()(?:\*\*|__|`)?[:.]?\s*)+/;

/** `specs/<n>-<name>/`: the phases of `tasks.md`, with what `spec.md` and `plan.md` add. */
export function readSpecKit(feature: Feature): PlanDraft | null {
  const tasks = mainOutline(feature, /(?:^|\/)tasks\.md$/i);
  if (!tasks) return null;
  const spec = outlineOf(feature, /(?:^|\/)spec\.md$/i);
  const plan = outlineOf(feature, /(?:^|\/)plan\.md$/i);
  const parts = phasesOf(tasks);
  const dependencies = storyDependencies(tasks, parts);
  const scenarios = scenariosOf(spec);
  const phases = parts.map(({ part, read }, at): FoundPhase => ({
    name: read.name,
    steps: stepsIn(part),
    criteria: [...criteriaOfPhase(part), ...(scenarios.get(storyOf(part) ?? '') ?? [])],
    dependsOn: dependencies[at] ?? [],
  }));
  return asDraft({
    title: titleAmong(feature, [tasks, spec, plan]),
    objective:
      firstParagraph(sectionCalled(plan, /^summary$/)) ?? firstParagraph(sectionCalled(spec, /^(?:summary|overview)$/)),
    phases,
    steps: phases.length > 0 ? [] : stepsIn(tasks),
    criteria: [...outcomes(spec), ...gatesIn(tasks)],
  });
}

/** `## Phase …`; where there are none, the sections that have tasks. */
function phasesOf(tasks: Part): NamedPart[] {
  const phases = named(tasks, ({ kind }) => kind === 'phase');
  if (phases.length > 0) return amongOthers(tasks, phases, { isShut: ({ key }) => GATES.test(key) || isApart(key) });
  const sections = named(tasks, (_, part) => part.level === 2 && stepsIn(part).length > 0);
  return sections.length > 1 ? sections : [];
}

/** Boxes, with an id or without; of those without one, not what the work is judged by. */
function stepsIn(part: Part): DraftStep[] {
  const judged = new Set([...criteriaOfPhase(part), ...gatesIn(part)].map(({ text }) => text));
  const isJudged = (item: Item): boolean =>
    !ID.test(item.raw) && (judged.has(itemText(item.raw)) || judged.has(labelOf(item)?.value ?? ''));
  const boxes = flat(itemsIn(part)).filter((item) => item.state !== null && !isJudged(item));
  return boxes.map((item) => {
    const struck = STRUCK.exec(item.raw)?.[1];
    const { text, state } = asStep({ ...item, raw: withoutTags(struck ?? item.raw) });
    return { text, state: struck !== undefined && state === 'open' ? 'dropped' : state };
  });
}

function withoutTags(raw: string): string {
  const id = ID.exec(raw)?.[0] ?? '';
  const rest = raw.slice(id.length);
  const bare = rest.replace(TAGS, '');
  return bare === '' ? raw : bare;
}

const GATES = /\bquality gates?\b/;

function gatesIn(part: Part): DraftCriterion[] {
  return sectionsCalled(part, GATES)
    .flatMap(itemsIn)
    .map((item) => asCriterion(item));
}

function criteriaOfPhase(part: Part): DraftCriterion[] {
  return [/^independent test/, /^acceptance criteria/, /^checkpoint/].flatMap((name) => [
    ...labelled(part, name).flatMap(criteriaAt),
    ...sectionsCalled(part, name).flatMap((section) => itemsIn(section).map((item) => asCriterion(item))),
  ]);
}

/** The acceptance scenarios that `spec.md` has, by the number of their story. */
function scenariosOf(spec: Part | null): Map<string, DraftCriterion[]> {
  const found = new Map<string, DraftCriterion[]>();
  for (const part of spec ? partsIn(spec) : []) {
    const story = /^user story\b/.test(part.key) ? storyOf(part) : null;
    if (story === null || found.has(story)) continue;
    const names = /^acceptance (?:scenarios?|criteria)\b/;
    const items = [
      ...labelled(part, names).flatMap((label) => label.items),
      ...sectionsCalled(part, names).flatMap(itemsIn),
    ];
    found.set(
      story,
      items.map((item) => asCriterion(item)),
    );
  }
  return found;
}

/** `SC-001: …` */
function outcomes(spec: Part | null): DraftCriterion[] {
  const pattern = /^SC-\d+[a-z]?(?![\p{L}\p{N}])\s*[:.–—-]?\s*/iu;
  return (spec ? flat(itemsIn(spec)) : [])
    .map((item) => ({ ...asCriterion(item), text: proseText(item.raw) }))
    .filter(({ text }) => pattern.test(text))
    .map(({ text, done }) => ({ text: itemText(text.replace(pattern, '')), done }));
}
