import { PlanError } from '../errors';
import { isTooLarge } from '../limits';
import { applyEdits } from '../markdown/edits';
import { metadataLines, parseMarkdown } from '../markdown/parse';
import { isObject, sameJson, valueOf, type JsonObject } from './json';
import { summaryPlace } from './locate';
import { editContext } from './edit';
import { mergeProse } from './mergeProse';
import { mergeState, newerOf, type Newer } from './mergeState';
import type { ContextEdit } from './model';
import { conflictLine, findStateBlock } from './stateBlock';

type Metadata = NonNullable<ContextEdit['metadata']>;

/** What of a version counts besides its prose. */
interface Version {
  summary: string | null;
  metadata: Metadata;
  /** The values of all other metadata (`**Phase:** 1 of 3`), by label in lower case. */
  remarks: Map<string, string>;
  /** The texts of its to-dos. */
  todos: Set<string>;
  /** Null when it has no state block. */
  state: JsonObject | null;
}

/**
 * Merges two versions of a context file by meaning (DESIGN §5). The result is `ours`, changed surgically: lists are united with
 * ours first, to-dos by their text (done wins), phases by their id (a status never goes back), the later time wins; the summary,
 * branch and plan lines and single values such as `execution_branch` come from the side that changed them, else from the one with
 * the later `last_updated`. Text that only one side has stays. With `base`, what one side removed and the other left alone goes.
 *
 * Throws `CONTEXT_INVALID` when a side's state block can't be read, or something on one side would swallow the other: merging
 * could only lose something. Such a `base` is passed over.
 */
export function mergeContexts(ours: string, theirs: string, base?: string | null): string {
  if (ours === theirs) return ours;
  const our = readVersion(ours, 'our');
  const their = readVersion(theirs, 'their');
  const old = base == null ? null : readBase(base);
  const newer = newerOf(our.state, their.state);
  const prose = mergeProse(ours, theirs, old ? (base ?? null) : null);
  const summaryLine =
    our.summary === null || their.summary === null
      ? (our.summary ?? their.summary)
      : choose(our.summary, their.summary, old?.summary, newer);
  const metadata = choose(our.metadata, their.metadata, old?.metadata, newer);
  const state = our.state && their.state ? mergeState(our.state, their.state, old?.state ?? null, newer) : null;
  const united = mergeRemarks(prose, our, their, old, newer);
  mustHoldAll(united, our, their, old);
  return editContext(united, {
    ...(summaryLine !== null && summaryLine !== our.summary ? { summaryLine } : {}),
    ...(sameJson(metadata, our.metadata) ? {} : { metadata }),
    state: state ? [{ path: [], value: state }] : [],
  });
}

/** A comment or a fence that is never closed on one side would make the rest of the other a part of it. */
function mustHoldAll(united: string, our: Version, their: Version, old: Version | null): void {
  const now = tryVersion(united);
  const holds =
    typeof now !== 'string' &&
    (now.state !== null || (our.state ?? their.state) === null) &&
    [...our.todos, ...their.todos].every((todo) => now.todos.has(todo) || old?.todos.has(todo));
  if (holds) return;
  throw new PlanError(
    'CONTEXT_INVALID',
    "The two versions of the context file can't be merged: something in one of them (a comment or a code block that is never closed) would swallow what is in the other. Repair it, then try again.",
  );
}

function readVersion(text: string, whose: string): Version {
  const version = tryVersion(text);
  if (typeof version !== 'string') return version;
  throw new PlanError(
    'CONTEXT_INVALID',
    `The two versions of the context file can't be merged: ${whose} version ${version}. Repair it, then try again.`,
  );
}

function readBase(text: string): Version | null {
  const version = tryVersion(text);
  return typeof version === 'string' ? null : version;
}

/** A version, or what is wrong with it. */
function tryVersion(text: string): Version | string {
  if (isTooLarge(text)) return 'is too large';
  const doc = parseMarkdown(text);
  const block = findStateBlock(doc);
  const conflict = conflictLine(doc, block);
  if (conflict !== null) return `has merge-conflict markers (line ${conflict + 1})`;
  const state = block?.json.root ? valueOf(block.json.root) : null;
  if (block && !isObject(state)) return `has a state block that can't be read (line ${block.fence.line + 1})`;
  const place = summaryPlace(doc);
  const labels = new Map<string, Metadata[number]['label']>([
    ['branch', 'Branch'],
    ['plan', 'Plan'],
    ['master plan', 'Master Plan'],
    ['phase plan', 'Phase Plan'],
  ]);
  const metadata: Metadata = [];
  const remarks = new Map<string, string>();
  for (const { label, value } of metadataLines(doc)) {
    const known = labels.get(label.toLowerCase());
    if (known) metadata.push({ label: known, value });
    else if (!remarks.has(label.toLowerCase())) remarks.set(label.toLowerCase(), value);
  }
  const summary = place && text.slice(place.start, place.end);
  const todos = new Set(doc.items.filter(({ task }) => task).map(({ text: todo }) => todo));
  return { summary, metadata, remarks, todos, state: isObject(state) ? state : null };
}

/** Sets the metadata that both sides have to the value of the one that changed it. */
function mergeRemarks(prose: string, our: Version, their: Version, old: Version | null, newer: Newer): string {
  const left = new Set(their.remarks.keys());
  const edits = metadataLines(parseMarkdown(prose)).flatMap(({ label, value, start, end }) => {
    const key = label.toLowerCase();
    const [ours, theirs] = [our.remarks.get(key), their.remarks.get(key)];
    if (ours === undefined || theirs === undefined || !left.delete(key)) return [];
    const text = choose(ours, theirs, old?.remarks.get(key), newer);
    return text === value ? [] : [{ offset: start, length: end - start, text }];
  });
  return applyEdits(prose, edits);
}

/** The side that changed it since `base`; when both did, or without a base, the newer one; a tie goes the same way from both sides. */
function choose<T>(ours: T, theirs: T, base: T | undefined, newer: Newer): T {
  if (sameJson(ours, theirs)) return ours;
  if (base !== undefined && sameJson(ours, base)) return theirs;
  if (base !== undefined && sameJson(theirs, base)) return ours;
  if (newer !== 'neither') return newer === 'ours' ? ours : theirs;
  return JSON.stringify(ours) > JSON.stringify(theirs) ? ours : theirs;
}
