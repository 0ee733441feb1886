import type { PhaseId } from '../types';
import { phaseIdFrom } from './fileNames';
import { nameAndState } from './headingState';
import { EAST_ASIAN_PHASE_WORDS, OTHER_PHASE_WORDS, PHASE_WORDS } from './words';

/**
 * What stands between the id and the name: `Phase 1: X`, `Phase 1:X`, `Phase 1：X`, `Phase 1 - X`, `Phase 1—X`,
 * `Phase 1 (X)`, `Phase 1 ✅`, `Phase 1 [DONE]`, `Phase 1.`, or nothing more. `Phase 1-2` and `Phase 1.5 X` are
 * something else.
 */
const BEFORE_STATE = String.raw`(?=[(（]|\s\[|\p{Emoji_Presentation}|[✔☑])`;
const AFTER_ID = String.raw`\s*(?:[:.)\-–—]+(?=\s|$)|[:：]|[–—](?=\p{L})|${BEFORE_STATE}|$)\s*`;
/** Number-like ids, or one letter with a number: `1`, `1a`, `7A`, `2.1`, `B`, `A1`. */
const PLAIN_ID = String.raw`(\d+[A-Za-z]?(?:\.\d+[A-Za-z]?)*|[A-Za-z]\d*)`;
/** Check marks, boxes, emoji and outline numbers before the word. */
const LEAD = String.raw`^(?:[-*+]\s+)?(?:\[[ xX~>/-]\]\s*)?[^\p{L}\p{N}]*(?:\d+[.)]\s+)?`;
/** `Phase 1`, `Phase #1`, `Phase-1`. */
const GAP = String.raw`(?:[\s#]+|-(?=\d))`;

const pattern = (words: readonly string[]): RegExp =>
  new RegExp(
    String.raw`${LEAD}(?:${words.join('|')})${GAP}${PLAIN_ID}(?:\](?:\s*[:：]|\s|$)\s*|${AFTER_ID})(.*)$`,
    'iu',
  );
const PLAIN = pattern(PHASE_WORDS);
const OTHER = pattern(OTHER_PHASE_WORDS);
/** Any other id needs a colon, or `Phase Breakdown` would be one. */
const NAMED = new RegExp(`${LEAD}phase[\\s#]+([0-9A-Za-z][0-9A-Za-z._-]*)(?::(?:\\s+(.*))?|：(.*))$`, 'iu');
/** Words that follow “Phase” in the method's own headings: `Phase Objective: …`. */
const NOT_AN_ID =
  /^(objectives?|breakdown|overview|goals?|scope|dependencies|plans?|summary|notes?|strategy|status|details?|list|structure|outline|specific|steps?|tasks?|title|name|risks?)$/i;

const NUMERALS = '一二三四五六七八九十';
const NUMERAL = String.raw`(\d+(?:\.\d+)*|[${NUMERALS}]+)`;
const EASTERN = `(?:${EAST_ASIAN_PHASE_WORDS.join('|')})`;
const AFTER_NUMERAL = String.raw`\]?(?:\s*[:：.、\-–—]\s*|\s+|$|(?=[(（]))`;
const EAST_ASIAN = new RegExp(
  String.raw`${LEAD}(?:${EASTERN}\s*#?${NUMERAL}|第?\s*${NUMERAL}\s*${EASTERN})${AFTER_NUMERAL}(.*)$`,
  'u',
);

/** Most headings have none of the words. */
const ANY_WORD = new RegExp([...PHASE_WORDS, ...EAST_ASIAN_PHASE_WORDS].join('|'), 'iu');

/** A longer line is data, not a heading; it isn't worth the time that matching would take. */
const LONGEST = 1000;

/** The heading of one phase: its id, its name, and what it says of its state, which is no part of the name. */
export interface ReadHeading {
  phase: PhaseId;
  name: string;
  state: string | null;
}

/** Reads `Phase 1: Name` in its many spellings and tongues; null when the text isn't the heading of one phase. */
export function readPhaseHeading(text: string): ReadHeading | null {
  if (text.length > LONGEST || !ANY_WORD.test(text)) return null;
  const plain = PLAIN.exec(text);
  if (plain?.[1]) return asHeading(plain[1], plain[2]);
  const eastern = EAST_ASIAN.exec(text.replace(/[０-９]/g, asciiDigit));
  const numeral = eastern?.[1] ?? eastern?.[2];
  // The name stays as it is written.
  if (eastern && numeral) return asHeading(asDigits(numeral), text.slice(text.length - (eastern[3] ?? '').length));
  const named = NAMED.exec(text);
  return named?.[1] && !NOT_AN_ID.test(named[1]) ? asHeading(named[1], named[2] ?? named[3]) : null;
}

/** The same for what other methods divide a plan into: `Milestone 1: Name`, `Epic 2 — Name`. */
export function readOtherHeading(text: string): ReadHeading | null {
  const match = text.length > LONGEST ? null : OTHER.exec(text);
  return match?.[1] ? asHeading(match[1], match[2]) : null;
}

function asHeading(id: string, rest = ''): ReadHeading {
  return { phase: phaseIdFrom(id), ...nameAndState(rest) };
}

/** `３` → `3`. */
export const asciiDigit = (digit: string): string => String(digit.charCodeAt(0) - '０'.charCodeAt(0));

/** `三` → `3`, `十二` → `12`; digits stay. */
function asDigits(numeral: string): string {
  if (/^\d/.test(numeral)) return numeral;
  const digit = (each = ''): number => NUMERALS.indexOf(each) + 1;
  const [tens, ones] = numeral.includes('十') ? numeral.split('十') : [undefined, numeral];
  return String((tens === undefined ? 0 : tens === '' ? 10 : 10 * digit(tens)) + (ones ? digit(ones) : 0));
}

/** The text of a heading that names a phase by its id alone, as it is read again. */
export function phaseHeading(id: PhaseId): string {
  const text = `Phase ${id}`;
  return headingPhase(text) === null ? `${text}:` : text;
}

/** The phase that a heading names, as `readPhaseHeading` reads it. */
export function headingPhase(text: string): PhaseId | null {
  return readPhaseHeading(text)?.phase ?? null;
}

/**
 * A plan's first heading: its title without the prefix that says what kind of plan it is, and what that prefix said.
 */
export function readTitle(text: string): { title: string; phase: PhaseId | null; kind: 'master' | 'phase' | null } {
  if (text.length > LONGEST) return { title: text, phase: null, kind: null };
  const behind = MASTER_BEHIND.exec(text);
  if (behind) return { title: text.slice(0, behind.index), phase: null, kind: 'master' };
  const master = MASTER_BEFORE.exec(text);
  const prefix = master ?? /^(?:(?:implementation|phase|simple|phased)\s+)?plan\s*(?::\s*|[-–—]+\s+)/i.exec(text);
  const rest = prefix ? text.slice(prefix[0].length) : text;
  const phase = master ? null : readPhaseHeading(rest);
  if (phase) return { title: phase.name || rest, phase: phase.phase, kind: 'phase' };
  return { title: rest || text, phase: null, kind: master ? 'master' : null };
}

const MASTER = '(?:master ?plan|マスター(?:プラン|計画)|(?:主|总|總)(?:计划|計[劃画畫])|마스터 ?플랜)';
const MASTER_BEFORE = new RegExp(`^[^\\p{L}\\p{N}]*${MASTER}(?![\\p{L}\\p{N}])\\s*(?:[:：\\-–—]+\\s*)?`, 'iu');
/** `Refactor — Master Plan`, `Refactor (Master Plan)`: a title may not begin so. */
const MASTER_BEHIND = new RegExp(
  `(?<=\\S)\\s*(?:[:：]|\\s[-–—]|—)\\s*${MASTER}$|(?<=\\S)\\s*[(（]${MASTER}[)）]$`,
  'iu',
);

/** A heading that is a step of its own: `Step 1: Do X`, `Task 2 - Y`, `PR 3: Z`, `1. W`, `Phase 1: V`. */
export function readStepHeading(
  text: string,
): { kind: 'step' | 'task' | 'pr' | 'phase' | 'number'; text: string } | null {
  if (text.length > LONGEST) return null;
  const match = STEP.exec(text);
  if (match) {
    const kind = (match[1] ?? '').toLowerCase() as 'step' | 'task' | 'pr';
    return { kind, text: nameAndState(match[3] ?? '').name || text };
  }
  const phase = readPhaseHeading(text);
  if (phase) return { kind: 'phase', text: phase.name || text };
  const numbered = /^\d+[.)]\s+(\S.*)$/.exec(text);
  return numbered?.[1] ? { kind: 'number', text: numbered[1] } : null;
}

/** `Step 1`, `Task#2`, `PR B`: `Tasks` isn't task S. */
const STEP = new RegExp(`${LEAD}(step|task|pr)(?:\\s*#?\\s*(?=\\d)|[\\s#]+)${PLAIN_ID}${AFTER_ID}(.*)$`, 'iu');

/**
 * Whether a text is a template's, not filled in yet: nothing but `[…]` and `{NAME}` with punctuation between
 * (`[Step 1 Name]: [details]`).
 */
export function isTemplateText(text: string): boolean {
  const rest = text.replace(/\[[^\][]*\]|\{[^{}]*\}/g, '');
  return rest !== text && !/[\p{L}\p{N}]/u.test(rest);
}

/** Whether somebody has written it: neither nothing nor a template's text. */
export function isFilled(text: string): boolean {
  return text !== '' && !isTemplateText(text);
}
