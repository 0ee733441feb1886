import type { ForeignFile, LeftOut, PlanDraft } from './model';
import { leftBeside, type LeftPart } from './leftBeside';
import { outlineOfFile, type Feature } from './parts/feature';
import { blocksIn, flat, isItem, itemsIn, partsIn } from './parts/find';
import type { Part } from './parts/outline';
import { isTable } from './parts/textBlocks';
import { readName } from './parts/texts';
import { STEPS } from './readers/proseWords';
import { Used } from './used';

/** What a section isn’t in a plan for, where its name says that nothing of it is to be done. */
const NOT_TO_DO = /\b(?:out of scope|non goals|excluded|removed|deferred)\b/;

/** Why a section without boxes isn’t in a plan, by what it is called; the first that fits. */
const REASONS: readonly [RegExp, string][] = [
  [/\b(?:files?|structure|components?)\b/, 'which files there are is for the code to say'],
  [/\b(?:questions?|considerations|risks?|edge cases|assumptions|constraints)\b/, 'questions and risks are no steps'],
  [/\b(?:decisions?|rationale|alternatives|complexity|constitution)\b/, 'what was decided is no step'],
  [
    /\b(?:status|progress|notes|errors|findings|surprises|outcomes|retrospective|summary)\b/,
    'it tells of the work so far',
  ],
  [/\b(?:example|format|strategy|parallel|dependencies|graph)\b/, 'it says how to work, not what to do'],
];
const OTHERWISE = 'nothing in it was taken for a step or a criterion';
const BOXES = 'its boxes stand apart from the plan’s own steps and criteria';
const TABLE = 'rows of a table are neither steps nor criteria';
/** What a table says that lists what is to be done. */
const OF_WORK = /\[[ xX~]\]|[☐☑⬜✅🚧]|\b(?:steps?|tasks?|to-?dos?|actions?)\b/iu;
const GROUP = 'its steps are in the plan, which has no groups of steps';

/** Sections that only say that steps follow. */
const OF_STEPS = [...STEPS, /^(?:phases?|progress|milestones?|checklist|backlog)\b|阶段|步骤|任务|计划/];

/** More than these nobody reads. */
const MOST = 20;

/** What of the files isn’t in the draft, in words for a person: section by section, open work first. */
export function leftOut({ files }: Feature, draft: PlanDraft): LeftOut[] {
  const used = new Used(draft);
  const found = files.flatMap((file) => (isJson(file) ? ofTasks(file) : ofFile(file, used)));
  const left = [true, false].flatMap((first) =>
    found.filter(({ isWork }) => isWork === first).map(({ what, why }) => ({ what, why })),
  );
  const more = left.length - MOST;
  return more > 0 ? [...left.slice(0, MOST), { what: `${more} more parts`, why: 'for reasons like these' }] : left;
}

const isJson = ({ text }: ForeignFile): boolean => /^\ufeff?\s*[{[]/.test(text);

/** Of Task Master, whose tasks are more than their titles. */
function ofTasks({ text }: ForeignFile): LeftPart[] {
  if (!/"tasks"\s*:|^\s*\[/.test(text)) return [];
  const has = ['description', 'details', 'priority'].filter((key) => text.includes(`"${key}"`));
  return has.length > 0 ? [{ what: `${has.join(', ')} of tasks`, why: 'a step is its title', isWork: false }] : [];
}

function ofFile(file: ForeignFile, used: Used): LeftPart[] {
  const outline = outlineOfFile(file);
  const name = file.path.slice(file.path.lastIndexOf('/') + 1) || 'the text';
  const isUsed = used.partsOf(outline);
  if (!isUsed.has(outline)) return [unusedPart(outline, name)];
  const sections = [...unused(outline, isUsed)].map((part) => unusedPart(part, `“${part.raw}” in ${name}`));
  const groups = [...isUsed].filter((part) => isGroup(part, used));
  return [
    ...sections,
    ...groups.map(({ raw }) => ({ what: `the heading “${raw}” in ${name}`, why: GROUP, isWork: false })),
    ...leftBeside(
      [...isUsed].filter((part) => !used.saysOrder(part)),
      used,
      name,
    ),
  ];
}

/** The outermost headings that nothing is used of. */
function* unused(part: Part, isUsed: ReadonlySet<Part>): Generator<Part> {
  for (const each of part.parts) {
    if (isUsed.has(each)) yield* unused(each, isUsed);
    else if (each.raw !== '' && [...partsIn(each)].some(({ blocks }) => blocks.length > 0)) yield each;
  }
}

function unusedPart(part: Part, what: string): LeftPart {
  const boxes = flat(itemsIn(part)).filter(({ state }) => state !== null);
  const isWork = boxes.some(({ state }) => state === 'open' || state === 'started');
  if (NOT_TO_DO.test(part.key)) return { what, why: 'it says what is not to be done', isWork: false };
  if (boxes.length > 0) return { what, why: BOXES, isWork };
  const hasTable = blocksIn(part).some((block) => !isItem(block) && isTable(block) && OF_WORK.test(block.raw));
  const reason = hasTable ? TABLE : REASONS.find(([names]) => names.test(part.key))?.[1];
  return { what, why: reason ?? OTHERWISE, isWork: hasTable };
}

/** Whether it is a heading that isn’t in the draft, over steps that are, or one that groups tasks as a phase does. */
function isGroup(part: Part, used: Used): boolean {
  if (part.level < 2 || OF_STEPS.some((names) => names.test(part.key)) || used.hasText(part.raw)) return false;
  return /^(?:phase|other)$/.test(readName(part.raw).kind ?? '') || holdsSteps(part, used);
}

/** Whether steps stand below a heading, and not below one that is a phase. */
function holdsSteps({ blocks, parts }: Part, used: Used): boolean {
  if (flat(blocks.filter(isItem)).some((item) => used.hasStep(item))) return true;
  return parts.some((part) => !used.hasText(part.raw) && holdsSteps(part, used));
}
