import { inShort } from '../errors';
import { isDependencyLabel } from '../plan/phases';
import { isStatusLabel } from '../plan/statusLine';
import type { LeftOut } from './model';
import { isItem, labelOf } from './parts/find';
import type { Item, Part } from './parts/outline';
import { isTable, type TextBlock } from './parts/textBlocks';
import { headingTitle } from './parts/titles';
import { itemText, readName } from './parts/texts';
import type { Used } from './used';

/** Something that isn’t in a draft. */
export interface LeftPart extends LeftOut {
  /** Whether somebody may still have to do it. */
  isWork: boolean;
}

const PROSE = 'prose is neither a step nor a criterion';

/** Where an item stands that is in no draft. */
interface Place {
  item: Item;
  /** Whether an item above it is in the draft. */
  isBelow: boolean;
  /** Whether it is in a list of its own, not below another item. */
  isTop: boolean;
  /** Whether one below it is in the draft. */
  isGroup: boolean;
}

interface Kind {
  one: string;
  many: string;
  why: string;
  /** Whether each is named, since it may be open work. */
  isNamed?: true;
  fits: (place: Place) => boolean;
}

const isBox = ({ item }: Place): boolean => item.state !== null;

/** What items are that no draft has, and why; the first that fits. */
const KINDS: readonly Kind[] = [
  {
    ...{ one: 'box', many: 'boxes', isNamed: true },
    why: 'what stands below a step is its detail',
    fits: (place) => isBox(place) && place.isBelow,
  },
  {
    ...{ one: 'box', many: 'boxes', isNamed: true },
    why: 'boxes apart from the plan’s own steps and criteria are none of either',
    fits: isBox,
  },
  {
    ...{ one: 'item', many: 'items', isNamed: true },
    why: 'what stands below is in the plan, which has no groups of steps',
    fits: ({ isGroup }) => isGroup,
  },
  {
    ...{ one: 'note', many: 'notes' },
    why: 'what stands below a step is its detail',
    fits: ({ isBelow }) => isBelow,
  },
  {
    ...{ one: 'numbered item', many: 'numbered items', isNamed: true },
    why: 'the steps stand in other lists',
    fits: ({ item, isTop }) => item.ordered && isTop,
  },
  { one: 'note', many: 'notes', why: 'bullets beside steps and criteria are notes', fits: () => true },
];

/** So many are named, in so many characters each. */
const MOST_NAMES = 5;
const LONGEST_NAME = 60;

/** What stands among what is used and isn’t itself: boxes, notes, labels, tables and paragraphs. */
export function leftBeside(parts: readonly Part[], used: Used, name: string): LeftPart[] {
  const blocks = parts.flatMap((part) => part.blocks);
  const kinds = new Map(KINDS.map((kind): [Kind, Item[]] => [kind, []]));
  for (const place of placesIn(blocks.filter(isItem), used)) {
    const kind = KINDS.find(({ fits }) => fits(place));
    if (kind) kinds.get(kind)?.push(place.item);
  }
  const prose = blocks
    .filter((block) => !isItem(block))
    .filter((block) => !isRead(block.label) && !used.hasSome(block));
  const labels = [...new Set(prose.flatMap((block) => (isBare(block) ? [] : [block.label])))];
  const tables = prose.filter(isTable);
  const paragraphs = prose.filter((block) => block.label === '' && !isTable(block) && !isTitle(block.raw, used));
  return [
    ...KINDS.flatMap((kind) => ofKind(kind, kinds.get(kind) ?? [], name)),
    ...counted(tables.length, 'table', name, 'rows of a table are neither steps nor criteria'),
    ...labels.map((label) => ({ what: `“${label}” in ${name}`, why: PROSE, isWork: false })),
    ...counted(paragraphs.length, 'paragraph', name, PROSE),
  ];
}

/** The items that no draft has, with where they stand; what became a state or a dependency is none. */
function placesIn(items: readonly Item[], used: Used): Place[] {
  const found: Place[] = [];
  const visit = (all: readonly Item[], isBelow: boolean, isTop: boolean): boolean =>
    all
      .map((item) => {
        const isOwn = used.hasItem(item);
        const place = { item, isBelow, isTop, isGroup: false };
        if (!isOwn && !isRead(labelOf(item)?.label)) found.push(place);
        place.isGroup = visit(item.items, isBelow || isOwn, false);
        return isOwn || place.isGroup;
      })
      .includes(true);
  visit(items, false, true);
  return found;
}

function ofKind({ one, many, why, isNamed }: Kind, items: readonly Item[], name: string): LeftPart[] {
  if (!isNamed || items.length === 0) return counted(items.length, one, name, why);
  const names = items.map(({ raw }) => `“${shortened(itemText(raw))}”`);
  const what = `the ${items.length === 1 ? one : many} ${inShort(names, MOST_NAMES)}`;
  return [{ what: `${what} in ${name}`, why, isWork: true }];
}

const shortened = (text: string): string =>
  text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME).trimEnd()}…` : text;

/** A label that only says what kind of list follows: `**Steps**`; not `**1. Boil**`. */
const isBare = ({ label, value }: TextBlock): boolean =>
  label === '' || (value === '' && readName(label).kind === null);

/** What became a state or a dependency. */
const isRead = (label = ''): boolean => label !== '' && (isStatusLabel(label) || isDependencyLabel(label));

const isTitle = (raw: string, used: Used): boolean => used.hasText(headingTitle(raw) ?? '');

function counted(count: number, what: string, name: string, why: string): LeftPart[] {
  if (count === 0) return [];
  return [{ what: `${count === 1 ? `a ${what}` : `${count} ${what}s`} in ${name}`, why, isWork: false }];
}
