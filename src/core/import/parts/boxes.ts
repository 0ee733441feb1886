/** What stands for a box in front of an item: boxes that Markdown doesn’t know, signs, and words. */
import { isTicked } from '../../markdown/edits';
import { isDropped, isStarted } from '../../markdown/settled';
import { STATUS_MARKS } from '../../plan/statusWords';
import type { DraftState } from '../model';

/** A box in front of a text. */
export interface Box {
  state: DraftState;
  /** How much of the text it takes. */
  length: number;
  /** `[ ]*` */
  optional: boolean;
}

/** `[]`, `[ ]*`, `[ x ]`, `[x]text`. */
const LOOSE = /^\\?\[\s{0,3}([ xX✓✔✅☑~/-]?)\s{0,3}\\?\](?:(\\?\*)(?!\*)|(?![(:[]))\s*(?=\S)/u;

const word = (words: string): RegExp =>
  new RegExp(String.raw`^(?:\[(?:${words})\](?!\()[:：]?|(\*\*|__)?(?:${words})(?:[:：]\1|\1[:：]))\s*(?=\S)`, 'u');

/** Signs and words that stand where others have a box, and nowhere else. */
const FORMS: readonly [form: RegExp, state: DraftState][] = [
  [/^[☐□◻⬜🔲]\ufe0f?\s*(?=\S)/u, 'open'],
  [/^[☑☒🗹]\ufe0f?\s*(?=\S)/u, 'done'],
  [word('TODO|TO DO'), 'open'],
  [word('WIP|DOING|IN PROGRESS'), 'started'],
  [word('DONE'), 'done'],
  [word('CANCELLED|CANCELED|DROPPED|WONTFIX'), 'dropped'],
];

/** The box that a text begins with, which Markdown takes for text. */
export function looseBox(text: string, states: Readonly<Record<string, DraftState>>): Box | null {
  const loose = LOOSE.exec(text);
  if (loose) {
    const state = stateOf(loose[1] ?? ' ', states);
    return { state, length: loose[0].length, optional: loose[2] !== undefined };
  }
  for (const [form, state] of FORMS) {
    const found = form.exec(text);
    if (found) return { state, length: found[0].length, optional: false };
  }
  return null;
}

/** What a box says. Unless the method says otherwise, `[-]` is dropped; whatever isn’t known is open. */
export function stateOf(marker: string, states: Readonly<Record<string, DraftState>>): DraftState {
  if (isTicked(marker)) return 'done';
  const known = Object.hasOwn(states, marker) ? states[marker] : undefined;
  if (known) return known;
  return isDropped(marker) ? 'dropped' : isStarted(marker) ? 'started' : 'open';
}

/** Signs of a status. One that forbids (🚫) may be an advice, so it says nothing. */
const SIGNS = [
  ...[...'☐□◻'].map((sign): [string, DraftState] => [sign, 'open']),
  ...[...'☒🗹✓'].map((sign): [string, DraftState] => [sign, 'done']),
  ...STATUS_MARKS.flatMap(([sign, status]): [string, DraftState][] =>
    status === 'blocked'
      ? []
      : [[sign, status === 'completed' ? 'done' : status === 'in_progress' ? 'started' : 'open']],
  ),
];

/**
 * What the sign says that a text begins with: `✅ Boil` is done. People write such signs for other reasons, too; only
 * where a file has several of them they are boxes.
 */
export function signOf(text: string): DraftState | null {
  return SIGNS.find(([sign]) => text.startsWith(sign))?.[1] ?? null;
}
