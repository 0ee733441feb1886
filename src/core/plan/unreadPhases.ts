import type { MarkdownDocument } from '../markdown/document';
import { applyEdits } from '../markdown/edits';
import { lineStart, lineText } from '../markdown/parse';
import { readPhaseHeading } from './headings';
import type { PlanFile } from './model';
import { parsePlan } from './parse';
import { NUMBER_WORDS, PHASE_WORDS, ROMAN_NUMERALS } from './words';

/** A heading that looks like a phase's and isn't read as one, and how it would be. */
export interface UnreadPhase {
  /** 0-based. */
  line: number;
  /** Where the text of the heading stands in the plan. */
  start: number;
  end: number;
  phase: number;
  /** As it is read: `Phase 2: Name`. */
  written: string;
}

/** A longer line is data, not a heading. */
const LONGEST = 300;

const WORD = `(${PHASE_WORDS.join('|')})`;
const NUMBER = String.raw`(\d{1,3}|${[...NUMBER_WORDS, ...ROMAN_NUMERALS].join('|')})(?![\p{L}\p{N}]|\.\d)`;
const NOT_OF_SEVERAL = String.raw`(?!\s*(?:[-–—&+/,]|and|to|und|bis)\s*(?:\d|\p{Lu}?[ivx]+\b))`;
const NAME = String.raw`[*_]*\s*[:.)–—-]*\s*(\p{L}.*?)[*_]*\s*#*\s*$`;
/** `Phase 1 Setup`, `Phase One – Setup`, `**Phase II** Setup`; `Phase 1-2 …` and `Phase 1 and 2 …` are of several. */
const LOOKS_SO = new RegExp(String.raw`^(\s{0,3}#{2,6}\s+)[*_]*${WORD}[\s#-]+${NUMBER}${NOT_OF_SEVERAL}${NAME}`, 'iu');

/**
 * The headings of a plan that look like those of phases and aren't read so: `Phase 1 Setup`, `Phase Two – API`. A
 * single one is a section about a phase rather than a phase, and so is one of a phase that is read elsewhere. Empty
 * when there is none.
 */
export function findUnreadPhases({ doc, phases }: Pick<PlanFile, 'doc' | 'phases'>): UnreadPhase[] {
  const known = new Set(phases.map(({ phase }) => String(phase)));
  const found = doc.headings.slice(1).flatMap(({ line, text }) => {
    const read = readPhaseHeading(text) === null ? asPhase(doc, line) : null;
    return read && !known.has(String(read.phase)) ? [read] : [];
  });
  const ids = new Set(found.map(({ phase }) => phase));
  return ids.size === found.length && ids.size + known.size > 1 ? found : [];
}

function asPhase(doc: MarkdownDocument, line: number): UnreadPhase | null {
  const text = lineText(doc, line);
  const match = text.length > LONGEST ? null : LOOKS_SO.exec(text);
  const [, mark = '', word = '', number = '', name = ''] = match ?? [];
  if (!match) return null;
  const phase = numberOf(number.toLowerCase());
  const start = lineStart(doc, line);
  return { line, start: start + mark.length, end: start + text.length, phase, written: `${word} ${phase}: ${name}` };
}

function numberOf(number: string): number {
  for (const words of [NUMBER_WORDS, ROMAN_NUMERALS]) if (words.includes(number)) return words.indexOf(number) + 1;
  return Number(number);
}

/** Writes every such heading as it is read. */
export function writePhaseHeadings(text: string): string {
  const found = findUnreadPhases(parsePlan(text));
  return applyEdits(
    text,
    found.map(({ start, end, written }) => ({ offset: start, length: end - start, text: written })),
  );
}
