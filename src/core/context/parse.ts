import { upperFirst } from '../errors';
import { isTooLarge } from '../limits';
import type { Heading, ListItem, MarkdownDocument } from '../markdown/document';
import { isTicked } from '../markdown/edits';
import { lineAt, lineEnd, lineStart } from '../markdown/lines';
import { lineText, metadataLines, metadataTarget, parseMarkdown } from '../markdown/parse';
import type { PhaseId } from '../types';
import { headingPhase } from '../plan/headings';
import { nodeAt, valueOf } from '../json/json';
import { readSummaryPlace } from './head';
import { bodyLines, isPlaceholderLine, notesSection } from './locate';
import type { ContextFile, ContextIssue, ContextState, ContextTodo } from './model';
import { withProseState } from './proseState';
import { readContextState } from './state';
import { conflictLine, findStateBlock, type StateBlock } from './stateBlock';
import { violations } from './validate';

/**
 * Reads any text as a context file, as leniently as it can. Never throws: what is wrong is in `issues`, each at its
 * line. `state` is null when there is no state block, or one that can't be used, or an unresolved merge conflict.
 */
export function parseContext(text: string): ContextFile {
  const doc = parseMarkdown(text);
  const block = findStateBlock(doc);
  const { state, issues } = parseState(doc, block);
  const place = readSummaryPlace(doc);
  const named = metadataReader(doc);
  return {
    text,
    summaryLine: place && { text: text.slice(place.start, place.end), line: place.line },
    branch: named('branch'),
    plan: named('plan'),
    masterPlan: named('master plan'),
    phasePlan: named('phase plan'),
    todos: todosOf(doc),
    progressNotes: notesOf(doc, block),
    state,
    issues,
  };
}

function parseState(
  doc: MarkdownDocument,
  block: StateBlock | null,
): { state: ContextState | null; issues: ContextIssue[] } {
  const issue = (kind: ContextIssue['kind'], message: string, start: number, end: number): ContextIssue => ({
    kind,
    message,
    line: lineAt(doc, start),
    start,
    end,
  });
  const onLine = (kind: ContextIssue['kind'], message: string, line: number): ContextIssue =>
    issue(kind, message, lineStart(doc, line), lineEnd(doc, line));
  if (isTooLarge(doc.text)) {
    const message = 'This file is larger than 5 MB. Move what is no part of the plan to another file.';
    return { state: null, issues: [issue('missing', message, 0, 0)] };
  }
  const conflict = conflictLine(doc, block);
  if (conflict !== null) {
    const message = 'There are merge-conflict markers here. Merge both sides.';
    return { state: null, issues: [onLine('conflict', message, conflict)] };
  }
  if (!block) {
    const message = 'This file has no state block. It needs a json code block with “active_context” at its end.';
    return { state: null, issues: [onLine('missing', message, 0)] };
  }
  const { root, error } = block.json;
  if (!root) {
    const { message, offset, length } = error ?? { message: 'this isn’t JSON', offset: 0, length: 0 };
    const start = block.fence.start + offset;
    return { state: null, issues: [issue('syntax', `${upperFirst(message)}.`, start, start + length)] };
  }
  const value = valueOf(root);
  const issues = violations(value).map(({ path, message }) => {
    const { offset, length } = nodeAt(root, path) ?? root;
    const start = block.fence.start + offset;
    // A list or an object is named by its first line.
    return issue('schema', message, start, Math.min(start + length, lineEnd(doc, lineAt(doc, start))));
  });
  return { state: readContextState(withProseState(value, doc, block)), issues };
}

/**
 * What a metadata line names; a plain list (`- Branch: …`), as some tools write it, counts when there is no such line.
 */
function metadataReader(doc: MarkdownDocument): (label: string) => string | null {
  const values = new Map<string, string>();
  const limit = doc.headings.find((heading) => heading.level === 2)?.line ?? Infinity;
  const plain = doc.items
    .filter((item) => item.line < limit)
    .map((item) => /^([A-Za-z][A-Za-z ]{0,40}):\s+(.*)$/.exec(item.raw))
    .filter((match) => match !== null)
    .map(([, label = '', value = '']) => ({ label, value }));
  for (const { label, value } of [...metadataLines(doc), ...plain]) {
    const key = label.toLowerCase();
    if (!values.has(key)) values.set(key, metadataTarget(value));
  }
  return (label) => values.get(label) || null;
}

function todosOf(doc: MarkdownDocument): ContextTodo[] {
  const groups = groupReader(doc);
  return doc.items.flatMap((item) =>
    item.task
      ? {
          text: item.text,
          raw: item.raw,
          done: isTicked(item.task.marker),
          marker: item.task.marker,
          line: item.line,
          depth: item.depth,
          group: groups(item),
        }
      : [],
  );
}

/**
 * Finds the `### Phase N` heading an item stands under. Items come in file order, so one walk over the headings serves
 * all.
 */
function groupReader(doc: MarkdownDocument): (item: ListItem) => PhaseId | null {
  let open: Heading[] = [];
  let next = 0;
  return (item) => {
    for (let heading = doc.headings[next]; heading && heading.line < item.line; heading = doc.headings[++next]) {
      open = [...open.filter(({ level }) => level < heading.level), heading];
    }
    return open.map((heading) => headingPhase(heading.text)).findLast((phase) => phase !== null) ?? null;
  };
}

function notesOf(doc: MarkdownDocument, block: StateBlock | null): string | null {
  const notes = notesSection(doc, block);
  const body = notes && bodyLines(doc, notes);
  if (!body) return null;
  const lines: string[] = [];
  for (let line = body.line; line < body.endLine; line++) lines.push(lineText(doc, line));
  return (
    lines
      .filter((line) => !isPlaceholderLine(line))
      .join('\n')
      .trim() || null
  );
}
