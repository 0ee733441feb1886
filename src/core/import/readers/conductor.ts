import { isObject, readJson, valueOf } from '../../json/json';
import { asDraft, type FoundPhase } from '../parts/draft';
import { fileCalled, mainOutline, outlineOf, titleAmong, type Feature } from '../parts/feature';
import {
  asCriterion,
  asStep,
  criteriaAt,
  firstParagraph,
  isItem,
  itemsIn,
  labelled,
  named,
  partsIn,
  sectionCalled,
} from '../parts/find';
import type { DraftCriterion, DraftStep, PlanDraft } from '../model';
import type { Item, Part } from '../parts/outline';
import { itemText, proseText } from '../parts/texts';
import { amongOthers } from './others';
import { readProse } from './prose';

const PLAN = /(?:^|\/)plan\.md$/i;
/** `Conductor - User Manual Verification 'Phase 1: Map' (Protocol in workflow.md)` */
const VERIFICATION = /^conductor\s*[-–—:]\s*([^'"‘“(]*verification)/i;
/** Of the commit that a task was done in: before the task, or after it. */
const HASH = /^`?(?=[0-9a-f]*\d)[0-9a-f]{7,40}`?\s+|\s+[-–—]?\s*`?(?=[0-9a-f]*\d)[0-9a-f]{7,40}`?$/g;

/** `conductor/tracks/<id>/`: phases or epics of `plan.md`; what hangs below a task is its notes. */
export function readConductor(feature: Feature): PlanDraft | null {
  const plan = mainOutline(feature, PLAN);
  if (!plan) return null;
  const spec = outlineOf(feature, /(?:^|\/)spec\.md$/i);
  const epics = named(plan, ({ kind }) => kind === 'phase' || kind === 'other');
  const parts = epics.length > 0 ? amongOthers(plan, epics) : [];
  const phases = parts.map(({ part, read }): FoundPhase => {
    const items = itemsIn(part);
    return {
      name: read.name,
      steps: stepsIn(part),
      criteria: [...items.flatMap(verification), ...labelled(part, /^acceptance(?: criteria)?$/).flatMap(criteriaAt)],
      dependsOn: labelled(part, /^(?:deps|depends on|dependencies)$/).flatMap(({ value }) =>
        [...value.matchAll(/\b(\d+)(?:\.\d+)+\b/g)].map(([, epic]) => {
          const place = parts.findIndex((other) => other.read.id === epic);
          return place < 0 ? `Epic ${epic}` : place;
        }),
      ),
    };
  });
  const steps = parts.length > 0 ? [] : stepsIn(plan);
  if (parts.length === 0 && steps.length === 0)
    return readProse({ ...feature, files: feature.files.filter(({ path }) => PLAN.test(path)) });
  const criteria = sectionCalled(spec, /^acceptance criteria$/);
  return asDraft({
    title: titleAmong({ ...feature, source: descriptionOf(feature) ?? feature.source }, [plan, spec]),
    objective: objectiveOf(spec) ?? introduction(plan),
    phases,
    steps,
    criteria: criteria ? itemsIn(criteria).map((item) => asCriterion(item)) : [],
  });
}

/** Tasks; where there are none, the dotted headings, or the boxes below those. */
function stepsIn(part: Part): DraftStep[] {
  return [...partsIn(part)].flatMap((each) => {
    const boxes = each.blocks.filter(isItem).filter((item) => item.state !== null);
    if (boxes.length > 0) return boxes.flatMap((item) => (verification(item).length > 0 ? [] : [stepOf(item)]));
    const isTask = each !== part && /^\d+(?:\.\d+)+[.):]?\s/.test(each.raw);
    return isTask ? [{ text: itemText(each.raw), state: 'open' }] : [];
  });
}

function stepOf(item: Item): DraftStep {
  // A hash goes before what it stands behind is taken for an id: `Task: T1 3f9c2ab`.
  const { text, state } = asStep({ ...item, raw: item.raw.replace(HASH, '') });
  return { text: itemText(text.replace(HASH, '')), state };
}

function verification(item: Item): DraftCriterion[] {
  const text = item.state === null ? undefined : VERIFICATION.exec(itemText(itemText(item.raw).replace(HASH, '')))?.[1];
  return text === undefined ? [] : [{ text: text.trim(), done: item.state === 'done' }];
}

function objectiveOf(spec: Part | null): string | null {
  return firstParagraph(sectionCalled(spec, /^overview$/)) ?? (spec ? firstProse([...partsIn(spec)]) : null);
}

/** The first paragraph below the title. */
function introduction(outline: Part): string | null {
  const title = outline.parts[0];
  return title?.level === 1 ? firstProse([title]) : null;
}

/** The first paragraph that is neither a label nor goes on with one. */
function firstProse(parts: readonly Part[]): string | null {
  for (const part of parts) {
    const at = part.blocks.findIndex((block) => block.kind === 'text' && block.label === '' && !block.goesOn);
    if (at >= 0) return firstParagraph({ ...part, blocks: part.blocks.slice(at) });
  }
  return null;
}

/** What `metadata.json` says of the track. */
function descriptionOf(feature: Feature): string | null {
  const root = readJson(fileCalled(feature, /(?:^|\/)metadata\.json$/i)?.text ?? '', { trailingCommas: true }).root;
  const value = root ? valueOf(root) : null;
  const text = isObject(value) && typeof value.description === 'string' ? proseText(value.description) : '';
  return text === '' ? null : text;
}
