import type { PhaseId } from '../types';
import { phaseIdFrom } from './fileNames';

/** Marks of a state, which are no part of a name. */
const MARK = '[✅✔☑❌🚧⏳🔄]';
const MARKS_AROUND = new RegExp(`^(?:${MARK}\\u{fe0f}?\\s*)+|(?:\\s|${MARK}|\\u{fe0f})+$`, 'gu');
/**
 * What stands between the id and the name: `Phase 1: X`, `Phase 1:X`, `Phase 1 - X`, `Phase 1—X`, `Phase 1 (X)`,
 * `Phase 1 ✅`, `Phase 1.`, or nothing more. `Phase 1-2` and `Phase 1.5 X` are something else.
 */
const AFTER_ID = String.raw`\s*(?:[:.)\-–—]+(?=\s|$)|:|[–—](?=\p{L})|(?=\(|${MARK})|$)\s*`;
/** Number-like ids, or one letter with a number: `1`, `1a`, `7A`, `2.1`, `B`, `A1`. */
const PLAIN_ID = String.raw`(\d+[A-Za-z]?(?:\.\d+[A-Za-z]?)*|[A-Za-z]\d*)`;
/** Check marks, emoji and outline numbers before the word. */
const LEAD = String.raw`^[^\p{L}\p{N}]*(?:\d+[.)]\s+)?`;

const PLAIN = new RegExp(`${LEAD}phase[\\s#]+${PLAIN_ID}${AFTER_ID}(.*)$`, 'iu');
/** Any other id needs a colon, or `Phase Breakdown` would be one. */
const NAMED = new RegExp(`${LEAD}phase[\\s#]+([0-9A-Za-z][0-9A-Za-z._-]*):(?:\\s+(.*))?$`, 'iu');
/** Words that follow “Phase” in the method's own headings: `Phase Objective: …`. */
const NOT_AN_ID =
  /^(objectives?|breakdown|overview|goals?|scope|dependencies|plans?|summary|notes?|strategy|status|details?|list|structure|outline|specific|steps?|tasks?|title|name|risks?)$/i;

/** A longer line is data, not a heading; it isn't worth the time that matching would take. */
const LONGEST = 1000;

/** Reads `Phase 1: Name` in its many spellings; null when the text isn't the heading of one phase. */
export function readPhaseHeading(text: string): { phase: PhaseId; name: string } | null {
  if (text.length > LONGEST) return null;
  const named = NAMED.exec(text);
  const match = PLAIN.exec(text) ?? (named && !NOT_AN_ID.test(named[1] ?? '') ? named : null);
  if (!match?.[1]) return null;
  return { phase: phaseIdFrom(match[1]), name: cleanName(match[2] ?? '') };
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

/** `(Foundation)` → `Foundation`; marks of a state around it go, and a colon at the end. */
function cleanName(text: string): string {
  const name = text.replace(MARKS_AROUND, '').replace(/\s*:$/, '');
  return /^\(([^()]*)\)$/.exec(name)?.[1] ?? name;
}

/**
 * A plan's first heading: its title without the prefix that says what kind of plan it is, and what that prefix said.
 */
export function readTitle(text: string): { title: string; phase: PhaseId | null; kind: 'master' | 'phase' | null } {
  if (text.length > LONGEST) return { title: text, phase: null, kind: null };
  const master = /^\W*master plan\b\s*(?:[:\-–—]+\s*)?/i.exec(text);
  const prefix = master ?? /^(?:(?:implementation|phase|simple|phased)\s+)?plan\s*(?::\s*|[-–—]+\s+)/i.exec(text);
  const rest = prefix ? text.slice(prefix[0].length) : text;
  const phase = master ? null : readPhaseHeading(rest);
  if (phase) return { title: phase.name || rest, phase: phase.phase, kind: 'phase' };
  return { title: rest || text, phase: null, kind: master ? 'master' : null };
}

/** A heading that is a step of its own: `Step 1: Do X`, `Task 2 - Y`, `PR 3: Z`, `1. W`, `Phase 1: V`. */
export function readStepHeading(
  text: string,
): { kind: 'step' | 'task' | 'pr' | 'phase' | 'number'; text: string } | null {
  if (text.length > LONGEST) return null;
  const match = STEP.exec(text);
  if (match) {
    const kind = (match[1] ?? '').toLowerCase() as 'step' | 'task' | 'pr';
    return { kind, text: match[3] || text };
  }
  const phase = readPhaseHeading(text);
  if (phase) return { kind: 'phase', text: phase.name || text };
  const numbered = /^\d+[.)]\s+(\S.*)$/.exec(text);
  return numbered?.[1] ? { kind: 'number', text: numbered[1] } : null;
}

const STEP = new RegExp(`${LEAD}(step|task|pr)\\s*#?\\s*${PLAIN_ID}${AFTER_ID}(.*)$`, 'iu');

/**
 * Whether a text is a template's, not filled in yet: nothing but `[…]` and `{NAME}` with punctuation between
 * (`[Step 1 Name]: [details]`).
 */
export function isTemplateText(text: string): boolean {
  const rest = text.replace(/\[[^\][]*\]|\{[^{}]*\}/g, '');
  return rest !== text && !/[\p{L}\p{N}]/u.test(rest);
}
