import { isDependencyLabel } from '../../plan/phases';
import { FOREIGN_CRITERIA_SECTIONS, FOREIGN_STEP_SECTIONS } from '../../plan/words';
import type { DraftCriterion, DraftStep, PlanDraft } from '../model';
import { asDraft, type FoundPhase } from '../parts/draft';
import { mainOutline, titleAmong, type Feature } from '../parts/feature';
import {
  asCriterion,
  asStep,
  firstParagraph,
  flat,
  isItem,
  itemsIn,
  labelled,
  named,
  partsIn,
  sectionCalled,
  type NamedPart,
} from '../parts/find';
import { keyOf, type Item, type OutlineBlock, type Part } from '../parts/outline';
import { itemText, proseText, readName, type ReadName } from '../parts/texts';
import { Waiting } from '../parts/waiting';

const OBJECTIVE =
  /^(?:context|background|problem(?: statement)?|goals?|objectives?|purpose|summary|overview|why|motivation)$/;
const TLDR = /^tl\s?dr$/;
const any = (...words: readonly string[]): string => `(?:${words.join('|')})`;

/** What checks the whole work, also in the tongues in which agents were seen to write it. */
const CHECKS = new RegExp(
  `^(?:${any('final', 'manual', 'e2e', 'end to end')} )?` +
    any(
      ...['verification', 'verify', 'how to verify', 'acceptance', 'acceptance criteria', 'success criteria'],
      ...['definition of done', 'test plan', 'verification testing', 'testing verification'],
      ...['verificare', 'verificación', 'verificação', 'vérification', 'verifica', 'verifizierung', 'überprüfung'],
      ...['проверка', '验证', '驗證', '检查', '検証', '검증', ...FOREIGN_CRITERIA_SECTIONS],
    ) +
    `(?: ${any('steps', 'plan', 'checklist', 'strategy', 'criteria', 'commands', 'checks', 'tests', 'overall')})?` +
    '(?: end to end)?$',
);
/** Where steps stand, likeliest first. */
const STEPS = [
  new RegExp(
    String.raw`^(?:implementation )?(?:steps|tasks|todos?|to do|task list|step by step)\b|` +
      `^${any('pași', 'pasi', '단계', ...FOREIGN_STEP_SECTIONS)}$`,
  ),
  /^(?:approach|implementation|implementation plan|plan|proposed changes|changes|solution|fix|work|design)\b/,
];
/** What is listed there isn't done. */
const NO_STEPS = new RegExp(
  String.raw`^(?:(?:critical|key|relevant|affected|new|modified) )?files?\b|` +
    `^${any(
      ...['existing', 'context', 'background', 'decisions?', 'design decisions', 'key decisions', 'considerations'],
      ...['further considerations', 'out of scope', 'scope', 'non goals', 'notes?', 'risks?', 'open questions'],
      ...['questions', 'references', 'dependencies', 'alternatives', 'architecture', 'constraints', 'assumptions'],
      ...['why', 'location', 'problem', 'summary', 'overview', 'goals?', 'excluded', 'expected', 'current', 'relevant'],
    )}\\b`,
);
const STEP_LABEL = /^step\b/i;
/** What Copilot says of a step's place among the others. */
const ORDER =
  /\s*\(?(?<![\w*])[*_]{1,2}(?:depends on|parallel with|blocked by|blocks|can run in parallel)\b[^*_]*[*_]{1,2}\)?/gi;

/** A plan in Markdown as agents write it for people: phases, or one list of steps, somewhere among prose. */
export function readProse(feature: Feature): PlanDraft | null {
  const plan = mainOutline(feature, /\.md$/i);
  if (!plan) return null;
  const headed = named(plan, ({ kind, id }) => kind === 'phase' && id !== null);
  const last = lonelyChecks(headed);
  const marked = headed.length > 0 ? phasesOf(headed, last) : labelledPhases(plan);
  const phases = marked.length > 0 ? marked : listedPhases(plan);
  return asDraft({
    title: titleAmong(feature, [plan]),
    objective: objectiveOf(plan),
    phases,
    steps: phases.length > 0 ? [] : flatSteps(plan),
    criteria: [...checksIn(plan, new Set(headed.map(({ part }) => part))), ...(last ? labelledChecks(last) : [])],
  });
}

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
  return proseText(labelled(plan, /^(?:goal|objective)$/)[0]?.value ?? '') || null;
}

/** What stands below the title, unless that is a list or a label. */
function introduction(title: Part | undefined): string | null {
  const first = title?.blocks[0];
  return title && first && !isItem(first) && first.label === '' ? firstParagraph(title) : null;
}

/** A label *Verification* in one phase alone stands there only because that is the last one: it is about the plan. */
function lonelyChecks(phases: readonly NamedPart[]): Part | null {
  const [one, another] = phases.filter(({ part }) => labelledChecks(part).length > 0);
  return one && !another ? one.part : null;
}

function phasesOf(parts: readonly NamedPart[], lonely: Part | null): FoundPhase[] {
  const waiting = new Waiting(parts.map(({ read }) => read));
  return parts.map(({ part, read }) => ({
    name: read.name,
    steps: stepsIn(part),
    criteria: part === lonely ? [] : checksIn(part, new Set()),
    dependsOn: [
      ...waiting.inHeading(part.raw),
      ...labelled(part, { test: isDependencyLabel }).flatMap(({ value }) => waiting.named(value)),
    ],
  }));
}

/** `**Phase 2 - Asking** (*depends on Phase 1*)`, each with the list below it. */
function labelledPhases(plan: Part): FoundPhase[] {
  const found: { raw: string; items: Item[] }[] = [];
  for (const { blocks } of partsIn(plan)) {
    let open = false;
    for (const block of blocks) {
      if (isItem(block)) {
        if (open) found.at(-1)?.items.push(block);
      } else if (block.label !== '') {
        const { kind, id } = readName(block.label);
        open = kind === 'phase' && id !== null;
        if (open) found.push({ raw: proseText(block.raw), items: [] });
      }
    }
  }
  const reads = found.map(({ raw }) =>
    readName(raw.replace(/\s*\([^()]*\)$/, (remark) => (REMARK.test(remark) ? '' : remark))),
  );
  const waiting = new Waiting(reads);
  return found.map(({ raw, items }, at) => ({
    name: reads[at]?.name ?? raw,
    steps: listSteps(items),
    dependsOn: waiting.inHeading(raw),
  }));
}
const REMARK = /^\s*\((?:depends on|needs|requires|after|parallel with|blocked by)\b/i;

/** `1. Phase A - Baseline`, as items of a list, each with the list below it, or the items up to the next. */
function listedPhases(plan: Part): FoundPhase[] {
  for (const { blocks } of partsIn(plan)) {
    const found: { read: ReadName; item: Item; below: Item[] }[] = [];
    for (const item of itemsOfSteps(blocks)) {
      const read = readName(proseText(item.raw));
      if (read.kind === 'phase' && read.id !== null) found.push({ read, item, below: [...item.items] });
      else if (found.length === 0) break;
      else found.at(-1)?.below.push(item);
    }
    if (found.length < 2 || found.every(({ below }) => below.length === 0)) continue;
    const waiting = new Waiting(found.map(({ read }) => read));
    return found.map(({ read, item, below }) => ({
      name: read.name,
      state: item.state ?? 'open',
      steps: listSteps(below),
      dependsOn: waiting.inHeading(proseText(item.raw)),
    }));
  }
  return [];
}

/** Boxes, else numbered headings, else lists. */
function stepsIn(part: Part): DraftStep[] {
  const items = [...partsIn(part)].flatMap((each) => (isNone(each, part) ? [] : itemsOfSteps(each.blocks)));
  if (flat(items).some(({ state }) => state !== null)) return listSteps(items);
  const headings = named(part, ({ kind }, each) => (kind === 'number' || kind === 'task') && !isNone(each, part));
  if (headings.length > 0) return headings.map(({ part: { raw } }) => stepOf(raw));
  const bold = boldSteps(part);
  if (bold.length > 0) return bold;
  // A list of files to change, each with what to do there, where nothing else is listed.
  return listSteps(items.length > 0 ? items : part.blocks.filter(isItem));
}

const isNone = (each: Part, within: Part): boolean =>
  each !== within && (NO_STEPS.test(each.key) || CHECKS.test(each.key));

/** Lists that aren't those of a label such as `**Files:**`. */
function itemsOfSteps(blocks: readonly OutlineBlock[]): Item[] {
  let counts = true;
  return blocks.filter((block): block is Item => {
    if (isItem(block)) return counts;
    const key = keyOf(block.label);
    counts = block.label === '' || !(NO_STEPS.test(key) || CHECKS.test(key));
    return false;
  });
}

/** Boxes with those below them; else the numbered items; else all. */
function listSteps(items: readonly Item[]): DraftStep[] {
  const boxes = flat(items).filter(({ state }) => state !== null);
  const ordered = items.filter((item) => item.ordered);
  const steps = boxes.length > 0 ? boxes : ordered.length > 0 ? ordered : items;
  return steps.map((item) => ({ ...asStep(item), text: itemText(item.raw.replace(ORDER, '')) }));
}

/** `**Step 1: Do it**` as a line of its own. */
function boldSteps(part: Part): DraftStep[] {
  const blocks = [...partsIn(part)].flatMap((each) => each.blocks);
  return blocks.flatMap((block) => (!isItem(block) && STEP_LABEL.test(block.label) ? [stepOf(block.label)] : []));
}

const stepOf = (raw: string): DraftStep => ({ text: itemText(raw), state: 'open' });

function flatSteps(plan: Part): DraftStep[] {
  const sections = [...partsIn(plan)];
  const headings = sections.map(numberedBelow).find((steps) => steps.length > 0);
  if (headings) return headings;
  for (const names of STEPS) {
    const found = sections
      .filter(({ key }) => names.test(key))
      .map(stepsIn)
      .find((steps) => steps.length > 0);
    const list = found ?? listSteps(labelled(plan, names).flatMap(({ items }) => items));
    if (list.length > 0) return list;
  }
  return anyList(plan);
}

/** `### 1. Do this` and its siblings; not where an outline is numbered. */
function numberedBelow(part: Part): DraftStep[] {
  if (NO_STEPS.test(part.key) || CHECKS.test(part.key)) return [];
  const numbered = part.parts.filter(({ raw }) => ['number', 'task'].includes(readName(raw).kind ?? ''));
  const isOutline = numbered.some(({ key }) =>
    [NO_STEPS, CHECKS, OBJECTIVE, ...STEPS].some((names) => names.test(key)),
  );
  return isOutline ? [] : numbered.map(({ raw }) => stepOf(raw));
}

/** Boxes wherever they stand, else the first numbered list, but not where something else is listed. */
function anyList(plan: Part): DraftStep[] {
  const lists = [...partsIn(plan)].filter((part) => !isNone(part, plan)).map(({ blocks }) => itemsOfSteps(blocks));
  const boxes = flat(lists.flat()).filter(({ state }) => state !== null);
  if (boxes.length > 0) return listSteps(boxes);
  return listSteps(
    (lists.find((items) => items.some(({ ordered }) => ordered)) ?? []).filter(({ ordered }) => ordered),
  );
}

/** What is listed under a heading or a label that says how to verify, outside of the parts that have their own. */
function checksIn(part: Part, apart: ReadonlySet<Part>): DraftCriterion[] {
  const below = part.parts.flatMap((each): DraftCriterion[] => {
    if (apart.has(each)) return [];
    return CHECKS.test(each.key) ? itemsIn(each).map((item) => asCriterion(item)) : checksIn(each, apart);
  });
  return [...labelledChecks({ ...part, parts: [] }), ...below];
}

function labelledChecks(part: Part): DraftCriterion[] {
  return labelled(part, CHECKS).flatMap(({ items }) => items.map((item) => asCriterion(item)));
}
