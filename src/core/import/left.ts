import type { ForeignFile, LeftOut, PlanDraft } from './model';
import { outlineOfFile, type Feature } from './parts/feature';
import { flat, isItem, partsIn } from './parts/find';
import type { OutlineBlock, Part } from './parts/outline';
import { itemText, proseText, readName } from './parts/texts';

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
const OTHERWISE = 'nothing in it is a step or a criterion';

/** More than these nobody reads. */
const MOST = 20;

/** What of the files isn’t in the draft, section by section, in words for a person. */
export function leftOut({ files }: Feature, draft: PlanDraft): LeftOut[] {
  const used = textsOf(draft);
  const left = files.flatMap((file) => (isJson(file) ? ofTasks(file) : ofFile(file, used)));
  const more = left.length - MOST;
  return more > 0 ? [...left.slice(0, MOST), { what: `${more} more sections`, why: OTHERWISE }] : left;
}

const isJson = ({ text }: ForeignFile): boolean => /^\ufeff?\s*[{[]/.test(text);

/** Of Task Master, whose tasks are more than their titles. */
function ofTasks({ text }: ForeignFile): LeftOut[] {
  const has = ['description', 'details', 'priority'].filter((key) => text.includes(`"${key}"`));
  return has.length > 0 ? [{ what: `${has.join(', ')} of tasks`, why: 'a step is its title' }] : [];
}

function ofFile(file: ForeignFile, used: ReadonlySet<string>): LeftOut[] {
  const outline = outlineOfFile(file);
  const name = file.path.slice(file.path.lastIndexOf('/') + 1) || 'the text';
  const isUsed = usedParts(outline, used);
  if (!isUsed.has(outline)) return [{ what: name, why: OTHERWISE }];
  const sections = [...unused(outline, isUsed)].map(({ raw, key }) => ({
    what: `“${raw}” in ${name}`,
    why: reasonFor(key),
  }));
  const notes = [...isUsed].reduce((total, { blocks }) => total + notesIn(blocks, used), 0);
  const what = notes === 1 ? 'a note' : `${notes} notes`;
  return notes === 0
    ? sections
    : [...sections, { what: `${what} in ${name}`, why: 'what stands below a step is its detail' }];
}

const reasonFor = (key: string): string => REASONS.find(([names]) => names.test(key))?.[1] ?? OTHERWISE;

/** The parts that something of the draft comes from, and those that hold one. */
function usedParts(part: Part, used: ReadonlySet<string>): Set<Part> {
  const found = new Set<Part>();
  const visit = (each: Part): boolean => {
    const below = each.parts.map(visit).some(Boolean);
    const own =
      used.has(readName(each.raw).name) ||
      used.has(itemText(each.raw)) ||
      each.blocks.some((block) => isIn(block, used));
    if (below || own) found.add(each);
    return below || own;
  };
  visit(part);
  return found;
}

function isIn(block: OutlineBlock, used: ReadonlySet<string>): boolean {
  if (isItem(block)) return flat([block]).some(({ raw }) => isUsedItem(raw, used));
  return [block.raw, block.value, block.label].some((text) => text !== '' && used.has(proseText(text)));
}

/** Marks that only one method has: states in words, ids of criteria, what a step waits for. */
const MARKS = [/^\[[^\]]*\]\s*/, /^\W*[A-Z]{2}-\d+\W+/, /\s*\(?[*_][^*_]*[*_]\)?\.?$/, /\s*[([][^()[\]]*[)\]]\s*$/];

function isUsedItem(raw: string, used: ReadonlySet<string>): boolean {
  return used.has(itemText(raw)) || MARKS.some((mark) => mark.test(raw) && used.has(itemText(raw.replace(mark, ''))));
}

/** The outermost headings that nothing is used of. */
function* unused(part: Part, isUsed: ReadonlySet<Part>): Generator<Part> {
  for (const each of part.parts) {
    if (isUsed.has(each)) yield* unused(each, isUsed);
    else if (each.raw !== '' && [...partsIn(each)].some(({ blocks }) => blocks.length > 0)) yield each;
  }
}

/** The items below or beside those that are used. */
function notesIn(blocks: readonly OutlineBlock[], used: ReadonlySet<string>): number {
  return flat(blocks.filter(isItem)).filter(({ raw }) => !isUsedItem(raw, used)).length;
}

function textsOf(draft: PlanDraft): Set<string> {
  const all = [...draft.phases, draft].flatMap(({ steps = [], criteria = [] }) => [...steps, ...criteria]);
  const texts = all.map(({ text }) => text.replace(/ \(optional\)$/, ''));
  const names = draft.phases.map(({ name }) => name);
  const objective = draft.objective ?? '';
  // An objective may be a list, joined.
  const sentences = objective.split(/(?<=[.。])\s+/);
  return new Set([...texts, ...names, ...sentences, objective, draft.title].filter(Boolean));
}
