import { isBareStatus } from '../../plan/status';
import { asDraft, type FoundPhase } from '../parts/draft';
import { mainOutline, titleAmong, type Feature } from '../parts/feature';
import {
  asCriterion,
  asStep,
  firstParagraph,
  flat,
  isItem,
  itemsIn,
  labelOf,
  labelled,
  named,
  partsIn,
  sectionCalled,
  sectionsCalled,
} from '../parts/find';
import type { DraftState, DraftStep, PlanDraft } from '../model';
import type { Item, Part } from '../parts/outline';
import { inheritedState, stateOfWords } from '../parts/states';
import { itemText, proseText, readName } from '../parts/texts';
import { amongOthers } from './others';

const GOAL = /^(?:goals?|objective|ziel|objectif|objetivo)$|^(?:目标|目的|目標|목표)(?:$|\s)/;
const CHECKS =
  /^(?:verification|checks?|acceptance criteria|success criteria|definition of done|校验点|验收标准|验收|验证标准|检查点|成功标准)/;
/** Sections that hold no steps, whatever is listed there. */
const NO_STEPS = new RegExp(
  String.raw`\b(?:questions?|decisions?|errors?|risks?|notes?|status|current|next|constraints?)\b|` +
    String.raw`\b(?:assumptions?|findings|resources|context|requirements|scope)\b|` +
    '^(?:约束|风险|问题|关键问题|决策|错误|当前|状态|备注|假设|背景|资源|发现|范围)',
);
const STATUS = /^(?:status|状态|状態)$/;
const CURRENT = /(?<!\s)\s*[(（[](?:current|in[ _-]progress|当前|进行中)[)）\]]\s*$/iu;

/** `task_plan.md`: headings of phases, a numbered list with bullets, or one flat list. */
export function readPlanningWithFiles(feature: Feature): PlanDraft | null {
  const plan = mainOutline(feature, /task_plan\.md$/i);
  if (!plan) return null;
  const isNone = ({ key }: Part): boolean => NO_STEPS.test(key) || GOAL.test(key) || CHECKS.test(key);
  const parts = named(plan, ({ kind, id }) => kind === 'phase' && id !== null);
  const all = parts.length > 0 ? amongOthers(plan, parts, { hasWork: hasOwnBoxes, isShut: isNone }) : [];
  const headed = all.map(({ part, read }) => phaseOf(part, read.name, read.state));
  const lists = [...partsIn(plan)].filter((part) => !isNone(part));
  const listed = headed.length > 0 ? [] : phasesOfList(lists);
  const phases = headed.length > 0 ? headed : listed;
  const checks = sectionsCalled(plan, CHECKS).filter(({ raw }) => readName(raw).kind !== 'phase');
  return asDraft({
    title: titleAmong(feature, [plan]),
    objective: firstParagraph(sectionCalled(plan, GOAL)) ?? goalOf(plan),
    phases,
    steps: phases.length > 0 ? [] : flatSteps(lists),
    criteria: checks.flatMap(itemsIn).map((item) => asCriterion(item)),
  });
}

/** `Goal: …`, or `**Goal:** …`, where no section says it. */
function goalOf(plan: Part): string | null {
  const [label] = labelled(plan, GOAL);
  const plain = [...partsIn(plan)].flatMap(({ blocks }) => blocks.filter((block) => !isItem(block)));
  const said = plain.map(({ raw }) => /^(?:goal|objective|目标|目標)\s*[:：]\s*(\S.*)$/i.exec(raw)?.[1]).find(Boolean);
  return proseText(label?.value ?? said ?? '') || null;
}

/** Boxes, else bullets, with what its status line says for those without a box. */
function phaseOf(part: Part, name: string, state: string | null): FoundPhase {
  const status = labelled(part, STATUS)[0]?.value ?? state ?? '';
  const own = stateOfWords(status);
  return { name, state: own, steps: stepsOf(itemsIn(part), own) };
}

function stepsOf(items: readonly Item[], owner: DraftState): DraftStep[] {
  const steps = items.filter((item) => !STATUS.test(labelOf(item)?.label ?? ''));
  const boxes = flat(steps).filter((item) => item.state !== null || WORD.test(item.raw));

  return (boxes.length > 0 ? boxes : steps).map((item) => stepOf(item, inheritedState(owner)));
}

/** Numbered items with what hangs below them; once there are such, also sections with boxes. */
function phasesOfList(lists: readonly Part[]): FoundPhase[] {
  const isList = ({ blocks }: Part): boolean =>
    blocks.some((block) => isItem(block) && isPhase(block) && block.items.length > 0);
  const first = lists.find(isList);
  if (!first) return [];
  return lists.flatMap((part): FoundPhase[] => {
    const items = part.blocks.filter(isItem);
    if (part === first) return items.filter(isPhase).map(phaseOfItem);
    return part.level > 1 && hasOwnBoxes(part)
      ? [{ name: readName(part.raw).name, steps: stepsOf(items, 'open') }]
      : [];
  });
}

const hasOwnBoxes = ({ blocks }: Part): boolean => flat(blocks.filter(isItem)).some(({ state }) => state !== null);

/** `1. Storage`, or `- [ ] Phase 1: Storage` with boxes below it. */
const isPhase = (item: Item): boolean =>
  item.ordered || (readName(item.raw).kind === 'phase' && item.items.some(({ state }) => state !== null));

function phaseOfItem(item: Item): FoundPhase {
  const { text, state } = stepOf(item);
  return { name: text, state, steps: stepsOf(item.items, state) };
}

/** The sections that have boxes or states in words, else any list in a section that speaks of phases. */
function flatSteps(lists: readonly Part[]): DraftStep[] {
  const items = lists.map(({ blocks }) => blocks.filter(isItem));
  const boxes = items.filter((list) => list.some((item) => stateOf(item) !== null));
  const named = items[lists.findIndex(({ key }) => /\b(?:phases?|steps?|tasks?|plan)\b|阶段|步骤|任务/.test(key))];
  return boxes.length > 0 ? boxes.flatMap((list) => stepsOf(list, 'open')) : stepsOf(named ?? [], 'open');
}

/** `[in_progress] Do it`: a state in words stands where other tools have a box. */
const WORD = /^\[([\p{L} _-]{3,20})\](?!\()\s*/u;

/** `Bake (complete) — at noon` */
const IN_BRACKETS = /(?<!\s)\s*[(（]([^()（）]{2,20})[)）]/g;
const remark = (whole: string, words: string): string => (isBareStatus(words) ? '' : whole);

function stateOf(item: Item): DraftState | null {
  if (item.state !== null) return item.state;
  // A state in brackets is said of one item; those beside it are steps all the same.
  const inside = [...item.raw.slice(0, 300).matchAll(IN_BRACKETS)].map(([, words = '']) => words).find(isBareStatus);
  const word = WORD.exec(item.raw)?.[1] ?? inside;
  return word !== undefined && (isBareStatus(word) || /^(?:failed|error)$/i.test(word)) ? stateOfWords(word) : null;
}

function stepOf(item: Item, inherited: DraftState = 'open'): DraftStep {
  const said = stateOf(item);
  const raw = item.state === null && said !== null ? item.raw.replace(WORD, '').replace(IN_BRACKETS, remark) : item.raw;
  const { text } = asStep({ ...item, raw: raw.replace(CURRENT, '') });
  const { kind, name } = readName(text);
  const isCurrent = CURRENT.test(raw) && said !== 'done' && said !== 'dropped';
  return { text: itemText(kind === 'phase' ? name : text), state: isCurrent ? 'started' : (said ?? inherited) };
}
