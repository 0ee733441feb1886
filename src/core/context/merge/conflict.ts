import { PlanError } from '../../errors';
import type { MarkdownDocument } from '../../markdown/document';
import { lineCount, lineStart, lineText, parseMarkdown } from '../../markdown/parse';
import { mergeContexts } from './merge';
import { conflictLine, findStateBlock } from '../stateBlock';

/** The versions that a file with git's conflict markers was made from, as far as the file still has them. */
export interface ConflictVersions {
  ours: string;
  theirs: string;
  /** Null when the markers don't show it (git's `merge` style). */
  base: string | null;
}

/** One conflict, by the lines of its markers; `bar` (`|||||||`) only in the styles `diff3` and `zdiff3`. */
interface Hunk {
  open: number;
  bar: number | null;
  divide: number;
  close: number;
}

const OPEN = /^<{7}(?: |$)/;
const BAR = /^\|{7}(?: |$)/;
const DIVIDE = /^={7}$/;
const CLOSE = /^>{7}(?: |$)/;

/**
 * Takes a file with git's conflict markers apart, by its lines; what stands outside the markers is in every version, as
 * git had merged it already. Null when the file isn't in conflict (`conflictLine`), or when its markers are unbalanced,
 * nested or not plain.
 */
export function readConflict(text: string): ConflictVersions | null {
  const doc = parseMarkdown(text);
  const hunks = findHunks(doc);
  if (!hunks) return null;
  const version = (begin: (hunk: Hunk) => number, end: (hunk: Hunk) => number): string => {
    let at = 0;
    const parts = hunks.map((hunk) => {
      const before = text.slice(at, lineStart(doc, hunk.open));
      at = lineStart(doc, hunk.close + 1);
      return before + text.slice(lineStart(doc, begin(hunk) + 1), lineStart(doc, end(hunk)));
    });
    return parts.join('') + text.slice(at);
  };
  const hasBase = hunks.every(({ bar }) => bar !== null);
  return {
    ours: version(
      ({ open }) => open,
      ({ bar, divide }) => bar ?? divide,
    ),
    theirs: version(
      ({ divide }) => divide,
      ({ close }) => close,
    ),
    base: hasBase
      ? version(
          ({ bar }) => bar ?? 0,
          ({ divide }) => divide,
        )
      : null,
  };
}

/**
 * Resolves the conflict in a context file by meaning, as `mergeContexts` does.
 * Throws `CONTEXT_INVALID` when the markers or one of the versions between them can't be read.
 */
export function resolveConflict(text: string): string {
  const versions = readConflict(text);
  if (!versions) {
    throw new PlanError(
      'CONTEXT_INVALID',
      'No complete conflict was found: expected “<<<<<<<”, “=======” and “>>>>>>>”, each on its own line. Resolve it by hand.',
    );
  }
  try {
    return mergeContexts(versions.ours, versions.theirs, versions.base);
  } catch (error) {
    // Its message names lines of a version that nobody can open.
    if (!(error instanceof PlanError)) throw error;
    throw new PlanError(
      'CONTEXT_INVALID',
      'The conflict can’t be resolved by meaning: without its markers, a side has no state block that can be read. Resolve it by hand.',
      { cause: error },
    );
  }
}

/**
 * The conflicts of a file in order, or null. A whole one inside a fence is an example of the user's, unless it bears
 * the labels of the conflict that the file is in: git gives all conflicts of a file the same.
 */
function findHunks(doc: MarkdownDocument): Hunk[] | null {
  const block = findStateBlock(doc);
  const first = conflictLine(doc, block);
  const model = first === null ? null : hunkAt(doc, first);
  if (!model) return null;
  const sameLabels = ({ open, close }: Hunk) =>
    lineText(doc, open) === lineText(doc, model.open) && lineText(doc, close) === lineText(doc, model.close);
  const examples = doc.fences.filter((fence) => fence !== block?.fence);
  const hunks: Hunk[] = [];
  let next = 0;
  for (let line = 0; line < lineCount(doc); line++) {
    while ((examples[next]?.endLine ?? Infinity) <= line) next++;
    const inExample = line > (examples[next]?.line ?? Infinity);
    const text = lineText(doc, line);
    if (OPEN.test(text)) {
      const hunk = hunkAt(doc, line);
      if (hunk && (!inExample || sameLabels(hunk))) {
        hunks.push(hunk);
        line = hunk.close;
      } else if (!inExample) return null;
    } else if (CLOSE.test(text) && !inExample) return null;
  }
  return hunks;
}

/** The conflict that begins at a line; null when its markers don't come once each, and in order. */
function hunkAt(doc: MarkdownDocument, open: number): Hunk | null {
  let bar: number | null = null;
  let divide: number | null = null;
  for (let line = open + 1; line < lineCount(doc); line++) {
    const text = lineText(doc, line);
    if (OPEN.test(text)) return null;
    if (BAR.test(text)) {
      if (bar !== null || divide !== null) return null;
      bar = line;
    } else if (DIVIDE.test(text)) {
      if (divide !== null) return null;
      divide = line;
    } else if (CLOSE.test(text)) {
      return divide === null ? null : { open, bar, divide, close: line };
    }
  }
  return null;
}
