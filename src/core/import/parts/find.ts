/** Finding things in an outline: sections, lists, labels, first paragraphs. */
import type { DraftCriterion, DraftState, DraftStep } from '../model';
import { signOf } from './boxes';
import { keyOf, type OutlineBlock, type Item, type Part } from './outline';
import { isTable } from './textBlocks';
import { itemText, proseText, readName, type ReadName } from './texts';

export const isItem = (block: OutlineBlock): block is Item => block.kind === 'item';

/** A pattern, or a function, for names as `keyOf` has them. */
type Names = Pick<RegExp, 'test'>;

/** A part and all below it, in file order. */
export function* partsIn(part: Part): Generator<Part> {
  yield part;
  for (const each of part.parts) yield* partsIn(each);
}

/** Everything below a heading, sub-headings' blocks included. */
export function blocksIn(part: Part): OutlineBlock[] {
  return [...partsIn(part)].flatMap(({ blocks }) => blocks);
}

/** A part without some of those below it. */
export function without(part: Part, apart: ReadonlySet<Part>): Part {
  if (apart.size === 0) return part;
  return { ...part, parts: part.parts.filter((each) => !apart.has(each)).map((each) => without(each, apart)) };
}

/** The top-level items of a part, through its sub-headings. */
export function itemsIn(part: Part): Item[] {
  return blocksIn(part).filter(isItem);
}

/** Items with those below them, in file order. */
export function flat(items: readonly Item[]): Item[] {
  return items.flatMap((item) => (item.items.length > 0 ? [item, ...flat(item.items)] : [item]));
}

/** The sections whose heading is so called, without those inside one another. */
export function sectionsCalled(part: Part, names: Names): Part[] {
  return part.parts.flatMap((each) => (names.test(each.key) ? [each] : sectionsCalled(each, names)));
}

export function sectionCalled(part: Part | null, names: Names): Part | null {
  return part ? (sectionsCalled(part, names)[0] ?? null) : null;
}

/** A label with what it says, and the list right below it. */
export interface Labelled {
  value: string;
  items: Item[];
}

/** What stands at the labels so called, anywhere in a part: in paragraphs and in items. */
export function labelled(part: Part, names: Names): Labelled[] {
  return [...partsIn(part)].flatMap(({ blocks }) => labelledIn(blocks, names));
}

function labelledIn(blocks: readonly OutlineBlock[], names: Names): Labelled[] {
  return blocks.flatMap((block, at) => {
    if (isItem(block)) {
      const own = labelOf(block);
      if (own && names.test(own.label)) return [{ value: own.value, items: block.items }];
      return block.items.length > 0 ? labelledIn(block.items, names) : [];
    }
    if (block.label === '' || !names.test(keyOf(block.label))) return [];
    return [{ value: block.value, items: itemsAfter(blocks, at) }];
  });
}

/** The list that follows a paragraph. */
function itemsAfter(blocks: readonly OutlineBlock[], at: number): Item[] {
  const items: Item[] = [];
  for (const block of blocks.slice(at + 1, at + 1 + MOST_BELOW)) {
    if (!isItem(block)) break;
    items.push(block);
  }
  return items;
}
/** Of a label's list; a longer one isn't what the label is about. */
const MOST_BELOW = 1000;

/** `Acceptance: the door opens`, as an item; the label for comparison. */
export function labelOf(item: Pick<Item, 'raw'>): { label: string; value: string } | null {
  if (!/[:：]/.test(item.raw.slice(0, 80))) return null;
  const match = /^([\p{L}][\p{L} -]{0,40})\s*[:：]\s*(.*)$/u.exec(proseText(item.raw.replace(TIGHT_LABEL, '$1 ')));
  return match ? { label: keyOf(match[1] ?? ''), value: match[2] ?? '' } : null;
}

/** `**状态：**完成`: to CommonMark these stars are none. */
const TIGHT_LABEL = /^\*\*([^*]{1,40}[:：])\*\*/;

/** The first paragraph below a heading, or the items of the list that stands there. Null for nothing. */
export function firstParagraph(part: Part | null): string | null {
  const [first] = part?.blocks ?? [];
  if (!part || !first || (!isItem(first) && isTable(first))) return null;
  const texts = isItem(first) ? leading(part.blocks, isItem) : [first, ...leading(part.blocks.slice(1), goesOn)];
  const text = texts
    .map(({ raw }) => (isItem(first) ? itemText(raw) : proseText(raw)))
    .filter(Boolean)
    .join(' ');
  return text === '' || /^(?:\[[^\]]*\]|<[^>]*>|\{[^}]*\})$/.test(text) ? null : text;
}

const goesOn = (block: OutlineBlock): boolean => block.kind === 'text' && block.goesOn;

function leading(blocks: readonly OutlineBlock[], isWanted: (block: OutlineBlock) => boolean): OutlineBlock[] {
  const end = blocks.findIndex((block) => !isWanted(block));
  return end < 0 ? [...blocks] : blocks.slice(0, end);
}

export function asStep(item: Item, inherited: DraftState = 'open'): DraftStep {
  return { text: itemText(item.raw), state: saidState(item) ?? inherited };
}

export function asCriterion(item: Item, inherited = false): DraftCriterion {
  const said = saidState(item);
  return { text: itemText(item.raw), done: said === null ? inherited : said === 'done' };
}

/** By its box, else by the sign that it begins with. */
const saidState = ({ state, raw }: Item): DraftState | null => state ?? signOf(raw);

/** What a label says as criteria: its text, else its list. */
export function criteriaAt({ value, items }: Labelled): DraftCriterion[] {
  const own = proseText(value);
  const isIntroduction = own === '' || /[:：]$/.test(own);
  return isIntroduction ? items.map((item) => asCriterion(item)) : [{ text: own, done: false }];
}

/** A part whose heading names it as a part of the plan. */
export interface NamedPart {
  part: Part;
  read: ReadName;
}

/** Every part is asked for its name several times, and a long file has many. */
const names = new WeakMap<Part, ReadName>();

/** What a heading says. */
export function partName(part: Part): ReadName {
  const read = names.get(part) ?? readName(part.raw);
  names.set(part, read);
  return read;
}

/** The parts that are wanted, by what their headings say; none inside one another, and none inside what is shut. */
export function named(
  part: Part,
  isWanted: (read: ReadName, part: Part) => boolean,
  isShut: (part: Part) => boolean = () => false,
): NamedPart[] {
  return part.parts.flatMap((each) => {
    if (isShut(each)) return [];
    const read = partName(each);
    return isWanted(read, each) ? [{ part: each, read }] : named(each, isWanted, isShut);
  });
}
