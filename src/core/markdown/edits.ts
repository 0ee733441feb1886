import { PlanError } from '../errors';
import { lineAt } from './lines';
import { parseMarkdown } from './parse';

/** A change to a text: `length` characters at `offset` become `text`. */
export interface TextEdit {
  offset: number;
  length: number;
  text: string;
}

/**
 * Applies edits that all refer to the original text. Insertions at one place keep their order. Overlapping edits are a
 * programming error (RangeError).
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.offset - b.offset)) {
    if (edit.offset < at || edit.offset + edit.length > text.length) throw new RangeError('Edits overlap');
    parts.push(text.slice(at, edit.offset), edit.text);
    at = edit.offset + edit.length;
  }
  return parts.join('') + text.slice(at);
}

/**
 * The one edit that makes `after` of `before`: what both begin and end with stays. Cuts no CRLF and no character in
 * two.
 */
export function smallestEdit(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (isInside(before, start) || isInside(after, start)) start--;
  let kept = 0;
  while (
    kept < most - start &&
    before.charCodeAt(before.length - 1 - kept) === after.charCodeAt(after.length - 1 - kept)
  )
    kept++;
  if (kept > 0 && (isInside(before, before.length - kept) || isInside(after, after.length - kept))) kept--;
  return { offset: start, length: before.length - kept - start, text: after.slice(start, after.length - kept) };
}

/** Whether an offset lies between the two halves of a CRLF or of a surrogate pair. */
function isInside(text: string, offset: number): boolean {
  return /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(Math.max(0, offset - 1), offset + 1));
}

/** Whether a box with this character counts as ticked. `~` (under way, or dropped) does not. */
export function isTicked(marker: string): boolean {
  return /^[xX✓✔✅☑]$/u.test(marker);
}

/** Ticks or unticks the boxes on these lines, each by its one character; a line without a box is passed over. */
export function setTasks(text: string, lines: readonly number[], done: boolean): string {
  const wanted = new Set(lines);
  const doc = parseMarkdown(text);
  const edits = doc.items.flatMap(({ task, line }) =>
    task && (wanted.has(line) || wanted.has(lineAt(doc, task.offset))) && isTicked(task.marker) !== done
      ? [{ offset: task.offset, length: task.marker.length, text: done ? 'x' : ' ' }]
      : [],
  );
  return applyEdits(text, edits);
}

/**
 * Ticks or unticks what a list item says, as `setTask` does; one without a box gets a ticked one, and stays as it is
 * where it is to be unticked. Throws `CONTEXT_CHANGED` when no item begins on the line.
 */
export function setItem(text: string, line: number, done: boolean, marker?: string): string {
  const item = parseMarkdown(text).items.find((each) => each.line === line);
  if (!item || item.task || item.start === null) return setTask(text, line, done, marker);
  return done ? applyEdits(text, [{ offset: item.start, length: 0, text: '[x] ' }]) : text;
}

/**
 * Ticks or unticks the box on a line by changing the one character between its brackets; a box that is already so stays
 * as it is. `marker`: the character to write, when the box had another one than `x` or a space before (it must mean
 * `done`).
 * Throws `CONTEXT_CHANGED` when the line has no box: the file isn't the one the line was read from.
 */
export function setTask(text: string, line: number, done: boolean, marker?: string): string {
  const doc = parseMarkdown(text);
  const task = doc.items.find(
    (item) => item.task && (item.line === line || lineAt(doc, item.task.offset) === line),
  )?.task;
  if (!task) {
    throw new PlanError(
      'CONTEXT_CHANGED',
      `There is no check box on line ${line + 1} any more. Refresh and try again.`,
    );
  }
  if (isTicked(task.marker) === done) return text;
  const wanted = marker !== undefined && /^.$/u.test(marker) && isTicked(marker) === done ? marker : done ? 'x' : ' ';
  return applyEdits(text, [{ offset: task.offset, length: task.marker.length, text: wanted }]);
}
