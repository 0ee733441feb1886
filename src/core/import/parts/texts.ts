/** What is no part of a text in another method's file, as data, and texts, names and titles without it. */
import { withoutEmphasis } from '../../markdown/inline';
import { readOtherHeading, readPhaseHeading, readStepHeading } from '../../plan/headings';
import { nameAndState } from '../../plan/headingState';
import { oneLine } from '../../plan/plainText';

/** What is longer is data: cleaning it would only cost time. */
const LONGEST = 4000;

const PICTURE = String.raw`\p{Extended_Pictographic}`;
const EMOJI = String.raw`(?:[\p{Emoji_Presentation}${PICTURE}]\u{fe0f}?(?:\u{200d}${PICTURE}\u{fe0f}?)*)`;
const TIME = String.raw`[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?`;
const ZONE = String.raw`\s?(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d{2}:?\d{2})`;
const STAMP = String.raw`\d{4}-\d{2}-\d{2}(?:${TIME})?(?:${ZONE})?(?![A-Za-z\d])`;
const HASH = String.raw`(?=[0-9a-f]*\d)[0-9a-f]{7,40}`;
const COMMIT = String.raw`(?:commit:?\s*)?${HASH}`;
const TAG = String.raw`\[(?:P|P\d|US\s?\d+(?:[,/ ]+US\s?\d+)*|XS|S|M|L|XL|XXL)\](?!\()`;

/** In front of a text: numbers, ids, tags, time stamps, emoji. */
const IN_FRONT: readonly RegExp[] = [
  new RegExp(String.raw`^(?:${EMOJI}|✓)+\s*`, 'u'),
  /^\d{1,9}(?:\.\d{1,9})+[.):]?(?=\s)/,
  /^\d{1,4}[.):](?=\s)/,
  /^#\d+[.):]?(?=\s)/,
  /^T-?\d{1,4}(?:[.-]\d+)*[a-z]?\b[:.)]?(?=\s|\[|$)/,
  /^(?:step|task)(?:\s+#?\d+(?:\.\d+)*[a-z]?)?\s*(?:[:：.)]|[-–—](?=\s))/i,
  /^phase\s+(?:\d+(?:\.\d+)*|[a-z])\s*(?:[:：]|[-–—](?=\s))/i,
  new RegExp(`^${TAG}`),
  new RegExp(String.raw`^(?:\(${STAMP}\)|\[${STAMP}\]|${STAMP})\s*(?:[-–—:]+(?=\s))?`),
];

/** After a text: tags, hashes of commits, ids, time stamps. */
const AFTER: readonly RegExp[] = [
  new RegExp(String.raw`(?<!\s)\s*(?:${TAG}|\[(?:${COMMIT}|(?=[a-z]*\d[a-z]*\d)[0-9a-z]{7})\]|\(\s*${COMMIT}\s*\))$`),
  new RegExp(String.raw`(?<!\s)\s*\(${STAMP}\)$`),
];
const COMMENT = /<!--.*?-->/g;

/** The words of an item, on one line, without what only its method needs: `T012 [P] **Do it** [abc1234]` → `Do it`. */
export function itemText(raw: string): string {
  const text = oneLine(withoutEmphasis(oneLine(raw.includes('<!--') ? raw.replace(COMMENT, '') : raw)));
  return text.length > LONGEST ? text : cut(text, IN_FRONT, AFTER);
}

/** A paragraph on one line, without emphasis. */
export function proseText(raw: string): string {
  return oneLine(withoutEmphasis(oneLine(raw.replace(COMMENT, ''))));
}

/** Takes away what the patterns find, again and again; a text of which nothing is left stays as it was. */
function cut(text: string, front: readonly RegExp[], after: readonly RegExp[]): string {
  let rest = text;
  let before = '';
  for (let round = 0; before !== rest && round < MOST_MARKS; round++) {
    before = rest;
    if (MAY_BEGIN.test(rest)) for (const pattern of front) rest = rest.replace(pattern, '').trimStart();
    if (/[\])]$/.test(rest)) for (const pattern of after) rest = rest.replace(pattern, '').trimEnd();
  }
  return rest === '' ? text : rest;
}
/** Nobody writes more marks around a text. */
const MOST_MARKS = 12;
/** What a mark can begin with: most texts begin otherwise. */
const MAY_BEGIN = /^(?:[\d#[(]|[tsp][\s\dahte-]|[^\p{ASCII}\p{L}])/iu;

/** Cuts out what fits a pattern without groups; what stood on both sides doesn't become one word. */
export function cutOut(text: string, pattern: RegExp): string {
  return text.replace(pattern, (found: string, at: number) =>
    /^[\p{L}\p{N}]/u.test(text.slice(at + found.length, at + found.length + 2)) ? ' ' : '',
  );
}

/** What a heading says beside its name. */
const NO_NAME: readonly RegExp[] = [
  /(?<!\s)\s*[([](?:priority\s*:?\s*)?P\d\b[^()[\]]*[)\]]/giu,
  /(?<!\s)\s*🎯(?:\s*MVP\b)?/gu,
  /(?<!\s)\s*[([]\s*(?:needs|depends on|requires|blocked by|after|parallel with)\b[^()[\]]*[)\]]/giu,
];
const FINAL = /^final phase\b\s*(?:[:：.)]|[-–—]+(?=\s)|$)\s*(.*)$/iu;
const MORE = /^phase\s+\d+\+\s*(?:[:：]|[-–—]+(?=\s))\s*(.*)$/iu;
/** `Phase: Review Fixes` */
const NAMELESS = /^phase\s*[:：]\s*(\S.*)$/i;
const NUMBER = /^(\d+(?:\.\d+)*)(?:[.):：]\s*|\s*[-–—]\s+|\s+)(\S.*)$/u;

/** A heading or a label that may name a phase, a task or another part of a plan. */
export interface ReadName {
  kind: 'phase' | 'task' | 'number' | 'other' | null;
  /** As written behind the word, in lower case; `final` for the last one; null without one. */
  id: string | null;
  name: string;
  /** The status behind the name, as written. */
  state: string | null;
}

/** Takes a name apart: `Phase 3: User Story 1 (P1) 🎯 MVP` → phase `3`, `User Story 1`. */
export function readName(raw: string): ReadName {
  // What stood on both sides doesn't become one word.
  const text = oneLine(NO_NAME.reduce((rest, pattern) => cutOut(rest, pattern), raw.slice(0, LONGEST)));
  const nameless = NAMELESS.exec(text)?.[1];
  if (nameless !== undefined) return named('phase', null, nameless, text);
  const final = FINAL.exec(text)?.[1] ?? MORE.exec(text)?.[1];
  if (final !== undefined) return named('phase', 'final', final, text);
  const phase = readPhaseHeading(text);
  if (phase)
    return { kind: 'phase', id: String(phase.phase).toLowerCase(), name: phase.name || text, state: phase.state };
  const other = readOtherHeading(text);
  if (other)
    return { kind: 'other', id: String(other.phase).toLowerCase(), name: other.name || text, state: other.state };
  const step = readStepHeading(text);
  if (step && step.kind !== 'number')
    return named('task', /\d+(?:\.\d+)*[a-z]?/i.exec(text)?.[0] ?? null, step.text, text);
  const number = NUMBER.exec(text);
  if (number) return named('number', number[1] ?? null, number[2] ?? '', text);
  return named(null, null, text, text);
}

function named(kind: ReadName['kind'], id: string | null, rest: string, text: string): ReadName {
  const { name, state } = nameAndState(rest);
  return { kind, id: id?.toLowerCase() ?? null, name: name || text, state };
}

/** What Copilot says of an item’s place among the others: `*depends on 2*`, `(_parallel with step 3_)`. */
const ORDER = new RegExp(
  String.raw`(?<!\s)\s*\(?(?<![\w*])[*_]{1,2}` +
    String.raw`(?:depends on|parallel with|blocked by|blocks|can run in parallel)\b[^*_]*[*_]{1,2}\)?`,
  'gi',
);
/** The same in a bracket without emphasis, behind the name of a phase. */
const REMARK = /(?<!\s)\s*\((?:depends on|needs|requires|after|parallel with|blocked by)\b[^()]*\)$/i;

export function withoutOrder(raw: string): string {
  return cutOut(raw.slice(0, LONGEST), ORDER).replace(REMARK, '') + raw.slice(LONGEST);
}

/** What a label in bold says as a step: `**Step 1: Climb**`, `**Step 1:** Climb`. */
export function labelText({ label, value }: { label: string; value: string }): string {
  return value !== '' && /^(?:step|task)\s+\S+$/i.test(label) ? value : label;
}
