import { isPlanError } from '../../errors';
import { applyEdits, smallestEdit, type TextEdit } from '../../markdown/edits';
import { mergeContexts } from './merge';
import { parseContext } from '../parse';
import { planNamedIn } from '../planNamed';

/** Whether a path is that of a context file: the one kind of file that two versions of can be merged by meaning. */
function isContextFile(path: string): boolean {
  return /(?:^|\/)context\.md$/.test(path);
}

/** How much of an end is compared. */
const LONGEST_END = 200;

/**
 * Whether a text can be all of a file. One that somebody is just writing where it is has a beginning, or nothing, in
 * it. `before`: what the file held a moment ago.
 */
export function isWholeText(path: string, text: string, before?: string | null): boolean {
  if (before && (text.endsWith(before.slice(-LONGEST_END)) || text.startsWith(before))) return true;
  const isEnded = /[\r\n]$/.test(text) || (before != null && !/[\r\n]$/.test(before));
  return isEnded && (!isContextFile(path) || parseContext(text).state !== null);
}

/**
 * What becomes of `theirs`, a version that somebody else wrote while `ours` was written over `base`: their bytes, with
 * what we changed put in by meaning. Null where that can't be done, and theirs has to stand: one without a state block,
 * where there was one, is taken for a part of what is still being written; in one of another plan, our to-dos would be
 * those of that plan.
 */
export function mergeConcurrent(path: string, theirs: string, ours: string, base: string): string | null {
  if (!isContextFile(path)) return null;
  const [their, old] = [parseContext(theirs), parseContext(base)];
  if (their.state === null && old.state !== null) return null;
  if (planNamedIn(their) !== planNamedIn(old) && isOfAnotherPlan(theirs, ours, base)) return null;
  try {
    return mergeLine(theirs, ours, base) ?? mergeContexts(theirs, ours, base, 'changed');
  } catch (error) {
    if (isPlanError(error, 'CONTEXT_INVALID')) return null;
    throw error;
  }
}

/** Whether `theirs` is of another plan by now than `base`, of which `ours` still is. */
export function isOfAnotherPlan(theirs: string, ours: string, base: string): boolean {
  const [their, our, plan] = [theirs, ours, base].map((text) => planNamedIn(parseContext(text)));
  return plan != null && plan === our && plan !== their;
}

/**
 * As much of any file in a moment, where ours changes one line (a tick) and theirs changes others: who writes again and
 * again is met only so. Null where it isn't so.
 */
export function mergeLine(theirs: string, ours: string, base: string): string | null {
  const own = smallestEdit(base, ours);
  if (/[\r\n]/.test(own.text + base.slice(own.offset, own.offset + own.length))) return null;
  if (isOutside(smallestEdit(ours, theirs), lineAround(ours, own.offset, own.text.length))) return theirs;
  const other = smallestEdit(base, theirs);
  return isOutside(other, lineAround(base, own.offset, own.length)) ? applyEdits(base, [own, other]) : null;
}

/**
 * Of any file, where ours changes one line (a tick): that change made to the very line in `theirs`, wherever it stands
 * there. Null where the line isn't there, or is there more than once, so that nobody can tell which one is meant.
 */
export function onSameLine(theirs: string, ours: string, base: string): string | null {
  const own = smallestEdit(base, ours);
  if (/[\r\n]/.test(own.text + base.slice(own.offset, own.offset + own.length))) return null;
  const [old, fresh] = [
    base.slice(...lineAround(base, own.offset, own.length)),
    ours.slice(...lineAround(ours, own.offset, own.text.length)),
  ];
  const [was, is] = [placesOf(old, base), placesOf(old, theirs)];
  const [at] = is;
  if (at === undefined) return placesOf(fresh, theirs).length === 1 && was.length === 1 ? theirs : null;
  if (was.length !== 1 || is.length !== 1) return null;
  return applyEdits(theirs, [{ offset: at, length: old.length, text: fresh }]);
}

/** Where a line stands in a text; an empty one is none that could be told from others. */
function placesOf(line: string, text: string): number[] {
  const places: number[] = [];
  if (line === '') return places;
  for (let at = text.indexOf(line); at !== -1; at = text.indexOf(line, at + 1)) {
    const [start, end] = lineAround(text, at, line.length);
    if (start === at && end === at + line.length) places.push(at);
  }
  return places;
}

type Range = [start: number, end: number];

function lineAround(text: string, offset: number, length: number): Range {
  const end = text.indexOf('\n', offset + length);
  return [text.lastIndexOf('\n', offset - 1) + 1, end === -1 ? text.length : end];
}

function isOutside(edit: TextEdit, [start, end]: Range): boolean {
  return edit.offset + edit.length < start || edit.offset > end;
}
