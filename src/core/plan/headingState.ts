import { isBareStatus } from './status';

/** Emoji, and the marks of a state that are none. */
const MARKS = String.raw`(?:(?:\p{Emoji_Presentation}|[✔☑☐☒✓✗✘⏸▶⚠🏗🛠])\u{fe0f}?)`;
const LEADING_MARKS = new RegExp(`^(?:${MARKS}\\s*)+`, 'u');
const TRAILING_MARKS = new RegExp(`(?:\\s|${MARKS})+$`, 'u');
/** `[COMPLETE]`, `(done)`, `（完了）`, at the end or at the beginning, there perhaps with a colon. */
const TRAILING_BRACKET = /(?<!\s)\s*(?:\[([^[\]]*)\]|\(([^()]*)\)|（([^（）]*)）|【([^【】]*)】)$/u;
const LEADING_BRACKET =
  /^(?:\[([^[\]]*)\]|\(([^()]*)\)|（([^（）]*)）|【([^【】]*)】)\s*(?:(?:[:：]|[-–—]+(?=\s))\s*)?/u;
/** `Setup ✅ Complete`: what stands behind a mark is what it means. */
const MARKED = new RegExp(`\\s*${MARKS}\\s*(\\p{L}[\\p{L}\\s-]*)$`, 'u');
/** `Setup — DONE`: in capitals, since a name may end in such a word. */
const TRAILING_CAPITALS = /(?<!\s)\s+[-–—:]+\s*(\p{Lu}[\p{Lu}\s-]*)$/u;
/** What other tools append: the commit of a checkpoint or of a task, and the box of a task. */
const APPENDED = /^(?:checkpoint\b.*|commit:? [0-9a-f]{7,40}|[0-9a-f]{7,40}|[ xX~>/-])$/;
/** An empty box, which is none behind a name: `save()`. */
const EMPTY = /^\s*(?:\[\]|【】)\s*$/;
/**
 * Words that are states where they stand for themselves, and in round brackets rather remarks on what a name means:
 * `` `store.ts` (new) ``.
 */
const REMARKS = new Set([
  ...['new', 'open', 'next', 'live', 'current', 'active', 'ready', 'draft', 'released', 'closed', 'running', 'backlog'],
  ...['deferred', 'postponed', 'obsolete', 'proposed', 'half', 'partial', 'partially', 'partly', 'mostly'],
]);

/**
 * Takes apart what a heading says after its number: `Setup [COMPLETE] ✅` → the name `Setup`, the state `COMPLETE`. A
 * mark without a word is a state, too; `(Foundation)` is a name.
 */
export function nameAndState(text: string): { name: string; state: string | null } {
  let name = text.trim();
  let state: string | null = null;
  let marks = '';
  for (let before = ''; before !== name;) {
    before = name;
    marks += (LEADING_MARKS.exec(name)?.[0] ?? '') + (TRAILING_MARKS.exec(name)?.[0] ?? '');
    name = name.replace(LEADING_MARKS, '').replace(TRAILING_MARKS, '');
    for (const pattern of [TRAILING_BRACKET, LEADING_BRACKET, MARKED, TRAILING_CAPITALS]) {
      const match = pattern.exec(name);
      const inside = match?.slice(1).find((each) => each !== undefined);
      if (!match || inside === undefined) continue;
      if (match[0].trim().startsWith('(') && REMARKS.has(inside)) continue;
      const isState = saysState(inside);
      const isAppended = pattern !== TRAILING_CAPITALS && pattern !== MARKED && isMark(match[0], inside);
      if (!isState && !isAppended) continue;
      if (isState) state ??= inside.replace(STATUS_LABEL, '').trim();
      name = name.slice(0, match.index) + name.slice(match.index + match[0].length);
    }
  }
  name = name.replace(/(?<!\s)\s*[:：]$/, '');
  const bracketed = /^(?:\(([^()]*)\)|（([^（）]*)）)$/.exec(name);
  return { name: bracketed?.[1] ?? bracketed?.[2] ?? name, state: state ?? (marks.trim() || null) };
}

const STATUS_LABEL = /^status\s*[:：]\s*/i;
const isMark = (whole: string, inside: string): boolean => EMPTY.test(whole) || APPENDED.test(inside);

/** A status and perhaps its date: `completed 2026-01-06`, `Status: DONE ✅`. */
function saysState(text: string): boolean {
  return isBareStatus(
    text
      .replace(STATUS_LABEL, '')
      .replace(/[\d/.,:#-]+|\p{Emoji_Presentation}|\u{fe0f}/gu, ' ')
      .trim(),
  );
}
