import type { PlanDraft } from './model';
import { flat, isItem, labelOf } from './parts/find';
import type { Item, OutlineBlock, Part } from './parts/outline';
import { itemText, proseText, readName, withoutOrder } from './parts/texts';

/** What stands before an objective. */
const SHORT = /^(?:tl;?dr\s*)?[:：–—-]\s*/i;

/** Marks that only one method has: states in words, ids of criteria, what a step waits for. */
const MARKS = [
  /^\[[^\]]*\]\s*/,
  /^\W*[A-Z]{2}-\d+\W+/,
  /(?<!\s)\s*\(?[*_][^*_]*[*_]\)?\.?$/,
  /(?<!\s)\s*[([][^()[\]]*[)\]]\s*$/,
];

/** What a box says beside the criterion that it became: `Conductor - … 'Phase 1'`, `Checkpoint - …`. */
const OF_CRITERIA = [/^(?:final\s+)?checkpoint\s*[-–—:]+\s*/i, /^conductor\s*[-–—:]\s*|\s*['"‘“(].*$/gi];

/** Tells what of an outline a draft is made of, by its texts. */
export class Used {
  readonly #texts: ReadonlySet<string>;
  readonly #steps: ReadonlySet<string>;
  /** Whether the phases wait for what the plan says. */
  readonly #waits: boolean;
  /** The text of the draft that an item is; null for none. Each is asked for several times. */
  readonly #items = new Map<Item, string | null>();

  /** Whether other texts are in it. */
  readonly #known = new Map<string, boolean>();

  constructor(draft: PlanDraft) {
    const parts = [...draft.phases, draft];
    const steps = parts.flatMap((part) => part.steps ?? []).map(({ text }) => text.replace(/ \(optional\)$/, ''));
    const criteria = parts.flatMap((part) => part.criteria ?? []).map(({ text }) => text);
    const names = draft.phases.map(({ name }) => name);
    const objectives = parts.flatMap(({ objective }) => objective ?? []);
    // An objective may be a list, joined.
    const sentences = objectives.flatMap((objective) => objective.split(/(?<=[.。])\s+/));
    this.#texts = new Set([...steps, ...criteria, ...names, ...sentences, ...objectives, draft.title].filter(Boolean));
    this.#steps = new Set(steps);
    this.#waits = draft.phases.some(({ dependsOn }) => dependsOn.length > 0);
  }

  /** Whether a heading, a paragraph or a label is in the draft. */
  hasText(raw: string): boolean {
    const known = this.#known.get(raw) ?? this.#readsText(raw);
    this.#known.set(raw, known);
    return known;
  }

  #readsText(raw: string): boolean {
    const prose = proseText(raw);
    const texts = [() => prose, () => itemText(raw), () => readName(raw).name, () => prose.replace(SHORT, '')];
    return texts.some((text) => this.#texts.has(text()));
  }

  hasItem(item: Item): boolean {
    return this.#find(item) !== null;
  }

  hasStep(item: Item): boolean {
    return this.#steps.has(this.#find(item) ?? '');
  }

  /** Whether something of a paragraph, or of an item and what stands below it, is in the draft. */
  hasSome(block: OutlineBlock): boolean {
    if (isItem(block)) return flat([block]).some((item) => this.hasItem(item));
    return [block.raw, block.value, block.label].some((text) => text !== '' && this.hasText(text));
  }

  /** The parts that something of the draft comes from, and those that hold one. */
  partsOf(outline: Part): Set<Part> {
    const found = new Set<Part>();
    const visit = (part: Part): boolean => {
      const below = part.parts.map(visit).some(Boolean);
      const own =
        (part.raw !== '' && this.hasText(part.raw)) ||
        this.saysOrder(part) ||
        part.blocks.some((block) => this.hasSome(block));
      if (below || own) found.add(part);
      return below || own;
    };
    visit(outline);
    return found;
  }

  /** Whether a list says which phase waits for which, and phases do. */
  saysOrder({ key, blocks }: Part): boolean {
    return this.#waits && /^(?:phase )?dependencies$/.test(key) && blocks.some(isItem);
  }

  #find(item: Item): string | null {
    const known = this.#items.get(item);
    if (known !== undefined) return known;
    const found = this.#read(item.raw);
    this.#items.set(item, found);
    return found;
  }

  #read(raw: string): string | null {
    const text = itemText(raw);
    if (this.#texts.has(text)) return text;
    const bare = MARKS.map((mark) => raw.replace(mark, '')).filter((each) => each !== raw);
    const said = [labelOf({ raw })?.value ?? '', ...OF_CRITERIA.map((mark) => text.replace(mark, ''))];
    const found = [...bare.map(itemText), ...said].find((each) => this.#texts.has(each));
    if (found !== undefined) return found;
    const { kind, name } = readName(proseText(withoutOrder(raw)));
    return kind === 'phase' && this.#texts.has(name) ? name : null;
  }
}
