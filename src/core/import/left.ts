import { isDependencyLabel } from '../plan/phases';
import { isStatusLabel } from '../plan/statusLine';
import type { ForeignFile, LeftOut, PlanDraft } from './model';
import { outlineOfFile, type Feature } from './parts/feature';
import { flat, isItem, itemsIn, labelOf, partsIn } from './parts/find';
import type { OutlineBlock, Part } from './parts/outline';
import type { TextBlock } from './parts/textBlocks';
import { headingTitle } from './parts/titles';
import { itemText, proseText, readName, withoutOrder } from './parts/texts';

/** Why a section isn’t in a plan, by what it is called; the first that fits. */
const REASONS: readonly [RegExp, string][] = [
  [/\b(?:out of scope|non goals|excluded|removed|deferred)\b/, 'it says what is not to be done'],
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
const DETAIL = 'what stands below or beside a step is its detail';
const PROSE = 'prose is neither a step nor a criterion';

/** More than these nobody reads. */
const MOST = 20;

/** What of the files isn’t in the draft, section by section, in words for a person. */
export function leftOut({ files }: Feature, draft: PlanDraft): LeftOut[] {
  const used = textsOf(draft);
  const left = files.flatMap((file) => (isJson(file) ? ofTasks(file) : ofFile(file, used)));
  const more = left.length - MOST;
  return more > 0 ? [...left.slice(0, MOST), { what: `${more} more parts`, why: 'for reasons like these' }] : left;
}

const isJson = ({ text }: ForeignFile): boolean => /^\ufeff?\s*[{[]/.test(text);

/** Of Task Master, whose tasks are more than their titles. */
function ofTasks({ text }: ForeignFile): LeftOut[] {
  const has = ['description', 'details', 'priority'].filter((key) => text.includes(`"${key}"`));
  return has.length > 0 ? [{ what: `${has.join(', ')} of tasks`, why: 'a step is its title' }] : [];
}

function ofFile(file: ForeignFile, used: Used): LeftOut[] {
  const outline = outlineOfFile(file);
  const name = file.path.slice(file.path.lastIndexOf('/') + 1) || 'the text';
  const isUsed = usedParts(outline, used);
  if (!isUsed.has(outline)) return [{ what: name, why: reasonFor(outline) }];
  const sections = [...unused(outline, isUsed)].map((part) => ({
    what: `“${part.raw}” in ${name}`,
    why: reasonFor(part),
  }));
  return [
    ...sections,
    ...besides(
      [...isUsed].filter((part) => !isSaid(part, used)),
      used,
      name,
    ),
  ];
}

function reasonFor(part: Part): string {
  const reason = REASONS.find(([names]) => names.test(part.key))?.[1];
  return reason ?? (flat(itemsIn(part)).some(({ state }) => state !== null) ? BOXES : OTHERWISE);
}

/** The parts that something of the draft comes from, and those that hold one. */
function usedParts(part: Part, used: Used): Set<Part> {
  const found = new Set<Part>();
  const visit = (each: Part): boolean => {
    const below = each.parts.map(visit).some(Boolean);
    const own =
      (each.raw !== '' && isText(each.raw, used)) ||
      isSaid(each, used) ||
      each.blocks.some((block) => isIn(block, used));
    if (below || own) found.add(each);
    return below || own;
  };
  visit(part);
  return found;
}

/** Whether a list says which phase waits for which, and phases do. */
function isSaid({ key, blocks }: Part, { waits }: Used): boolean {
  return waits && /^(?:phase )?dependencies$/.test(key) && blocks.some(isItem);
}

function isIn(block: OutlineBlock, used: Used): boolean {
  if (isItem(block)) return flat([block]).some(({ raw }) => isUsedItem(raw, used));
  return [block.raw, block.value, block.label].some((text) => text !== '' && isText(text, used));
}

const isText = (raw: string, { texts }: Used): boolean =>
  [proseText(raw), itemText(raw), readName(raw).name, proseText(raw).replace(SHORT, '')].some((text) =>
    texts.has(text),
  );
/** What stands before an objective. */
const SHORT = /^(?:tl;?dr\s*)?[:：–—-]\s*/i;

/** Marks that only one method has: states in words, ids of criteria, what a step waits for. */
const MARKS = [/^\[[^\]]*\]\s*/, /^\W*[A-Z]{2}-\d+\W+/, /\s*\(?[*_][^*_]*[*_]\)?\.?$/, /\s*[([][^()[\]]*[)\]]\s*$/];

function isUsedItem(raw: string, { texts }: Used): boolean {
  if (texts.has(itemText(raw)) || MARKS.some((mark) => mark.test(raw) && texts.has(itemText(raw.replace(mark, '')))))
    return true;
  const { kind, name } = readName(proseText(withoutOrder(raw)));
  return kind === 'phase' && texts.has(name);
}

/** The outermost headings that nothing is used of. */
function* unused(part: Part, isUsed: ReadonlySet<Part>): Generator<Part> {
  for (const each of part.parts) {
    if (isUsed.has(each)) yield* unused(each, isUsed);
    else if (each.raw !== '' && [...partsIn(each)].some(({ blocks }) => blocks.length > 0)) yield each;
  }
}

/** What stands among what is used: notes, labels and paragraphs. */
function besides(parts: readonly Part[], used: Used, name: string): LeftOut[] {
  const blocks = parts.flatMap((part) => part.blocks);
  const notes = flat(blocks.filter(isItem)).filter(
    ({ raw }) => !isUsedItem(raw, used) && !isRead(labelOf({ raw })?.label),
  );
  const prose = blocks.filter((block) => !isItem(block) && !isRead(block.label) && !isIn(block, used));
  const labels = [...new Set(prose.flatMap((block) => (isItem(block) || isBare(block) ? [] : [block.label])))];
  const paragraphs = prose.filter((block) => !isItem(block) && block.label === '' && !isTitle(block.raw, used));
  return [
    ...labels.map((label) => ({ what: `“${label}” in ${name}`, why: PROSE })),
    ...counted(paragraphs.length, 'paragraph', name, PROSE),
    ...counted(notes.length, 'note', name, DETAIL),
  ];
}

/** A label that only says what kind of list follows: `**Steps**`; not `**1. Boil**`. */
const isBare = ({ label, value }: TextBlock): boolean =>
  label === '' || (value === '' && readName(label).kind === null);

/** What became a state or a dependency. */
const isRead = (label = ''): boolean => label !== '' && (isStatusLabel(label) || isDependencyLabel(label));

const isTitle = (raw: string, { texts }: Used): boolean => texts.has(headingTitle(raw) ?? '');

function counted(count: number, what: string, name: string, why: string): LeftOut[] {
  return count === 0 ? [] : [{ what: `${count === 1 ? `a ${what}` : `${count} ${what}s`} in ${name}`, why }];
}

/** What a draft is made of. */
interface Used {
  texts: ReadonlySet<string>;
  /** Whether the phases wait for what the plan says. */
  waits: boolean;
}

function textsOf(draft: PlanDraft): Used {
  const all = [...draft.phases, draft].flatMap(({ steps = [], criteria = [] }) => [...steps, ...criteria]);
  const texts = all.map(({ text }) => text.replace(/ \(optional\)$/, ''));
  const names = draft.phases.map(({ name }) => name);
  const objectives = [draft, ...draft.phases].flatMap(({ objective }) => objective ?? []);
  // An objective may be a list, joined.
  const sentences = objectives.flatMap((objective) => objective.split(/(?<=[.。])\s+/));
  return {
    texts: new Set([...texts, ...names, ...sentences, ...objectives, draft.title].filter(Boolean)),
    waits: draft.phases.some(({ dependsOn }) => dependsOn.length > 0),
  };
}
