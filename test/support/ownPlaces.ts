// What an operation may change in a context file, found without the product's own parsers: by lines and by JSON.parse.
import assert from 'node:assert/strict';

/** Parts of a context file, as the lines tell them apart. */
type Part = 'summary' | 'metadata' | 'to-dos' | 'state' | 'rest';

export interface Own {
  parts?: Part[];
  /** Keys of the state block: `active_context`, of its phased execution `.current_phase`, of each phase `..status`. */
  keys?: string[];
}

/**
 * The lines that one text has and the other hasn't, in order, with their line endings: those of a longest common
 * sequence are left out.
 */
export function changedLines(before: string, after: string): { out: number[]; in: number[] } {
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [height, width] = [a.length - end - start, b.length - end - start];
  const common = Array.from({ length: height + 1 }, () => new Uint32Array(width + 1));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = height - 1; i >= 0; i--) {
    for (let j = width - 1; j >= 0; j--) {
      const same = a[start + i] === b[start + j];
      (common[i] as Uint32Array)[j] = same ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changed = { out: [] as number[], in: [] as number[] };
  for (let i = 0, j = 0; i < height || j < width;) {
    if (i < height && j < width && a[start + i] === b[start + j]) [i, j] = [i + 1, j + 1];
    else if (i < height && at(i + 1, j) >= at(i, j + 1)) changed.out.push(start + i++);
    else if (j < width) changed.in.push(start + j++);
    else changed.out.push(start + i++);
  }
  return changed;
}

export const linesOf = (text: string): string[] => text.split(/(?<=\n)/);

/** Asserts that two versions of a context file differ in an operation's own places alone. */
export function mustKeepTheRest(before: string, after: string, own: Own, name: string): void {
  const { parts = [], keys = [] } = own;
  if (keys.includes('phased_execution')) [before, after] = [before.replace(PHASED, ''), after.replace(PHASED, '')];
  const changed = changedLines(before, after);
  const leftover = (text: string, lines: number[]): string[] => {
    const [all, labels] = [linesOf(text), partsOf(text)];
    return lines
      .filter((line) => !parts.includes(labels[line] ?? 'rest'))
      .map((line) => (labels[line] === 'state' ? withoutKeys(all[line] ?? '', keys) : (all[line] ?? '')))
      .filter((line) => !/^[\s,\]}[{]*$/.test(line));
  };
  assert.deepEqual(leftover(after, changed.in), leftover(before, changed.out), name);
  assert.equal(otherState(after, keys), otherState(before, keys), name);
  // A part that comes or goes may bring a blank line with it on either side.
  const blanks = (text: string) => linesOf(text).filter((line) => line.trim() === '').length;
  assert.ok(Math.abs(blanks(after) - blanks(before)) <= 3 * parts.length, `${name}: blank lines`);
}

/** The whole of it on lines of its own. */
const PHASED = /^ {2}"phased_execution": \{\n(?: {3}.*\n)* {2}\},?\n/m;
const HEADING = /^(#{1,6})\s+(.*)/;

function partsOf(text: string): Part[] {
  const lines = linesOf(text);
  const last = lines.findLastIndex((line) => /^```json\s*$/.test(line));
  let todos = false;
  return lines.map((line, at) => {
    const [, level, title = ''] = HEADING.exec(line) ?? [];
    if (level !== undefined && level.length < 3) todos = /^to-?\s?dos?\b/i.test(title);
    if (/^---/.test(line)) todos = false;
    if (at > last) return line.startsWith('```') ? 'rest' : 'state';
    if (at === 2) return 'summary';
    if (todos) return 'to-dos';
    return /^\*\*(branch|plan|master plan|phase plan):\*\*/i.test(line) ? 'metadata' : 'rest';
  });
}

/** A line of the state block without the values of these keys, and without the commas and spaces around them. */
function withoutKeys(line: string, keys: string[]): string {
  const value = String.raw`(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]?|\{|[\w.+-]+)`;
  const names = keys.map((key) => key.replace(/^\.*/, '')).join('|');
  return line
    .replace(new RegExp(`"(?:${names})"\\s*:\\s*${value}`, 'g'), '')
    .replace(/^\s*"(?:[^"\\]|\\.)*"\s*,?\s*$/, '') // An element of a list: the JSON says whose.
    .replace(/[\s,]/g, '');
}

interface StateLike {
  phased_execution?: { phases?: object[] } | null;
}

/** All else that the state block says, in its order. */
function otherState(text: string, keys: string[]): string {
  const source = text.slice(text.lastIndexOf('```json') + 7).split('```')[0] ?? '';
  const state = JSON.parse(source) as StateLike;
  const without = (from: object | null | undefined, dots: string): void => {
    for (const key of keys) {
      if (from && key.startsWith(dots) && !key.startsWith(`${dots}.`))
        delete (from as Record<string, unknown>)[key.slice(dots.length)];
    }
  };
  for (const phase of state.phased_execution?.phases ?? []) without(phase, '..');
  without(state.phased_execution, '.');
  without(state, '');
  return JSON.stringify(state);
}
