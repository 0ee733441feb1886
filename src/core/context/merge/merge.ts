import { PlanError } from '../../errors';
import { isTooLarge } from '../../limits';
import { applyEdits } from '../../markdown/edits';
import { metadataLines, parseMarkdown } from '../../markdown/parse';
import { editContext } from '../edit';
import { isMethodLabel, ownMetadata, readSummaryPlace, summaryPlace } from '../head';
import { isObject, sameJson, valueOf } from '../../json/json';
import { areOfOtherPhases, groupVersions } from './phases';
import { mergeProse, type BoxRule } from './prose';
import { mergeState, newerOf, type Newer } from './state';
import { removeSummaryLine } from '../sections';
import { conflictLine, findStateBlock } from '../stateBlock';
import { samePhase } from '../../types';
import { leadingSide, ownerOfContext, type OwnerSource, type ContextOwner } from './contextOwner';

/** What of a version counts besides its prose. */
interface Version extends OwnerSource {
  text: string;
  /** What stands in the place of a summary of the method. */
  words: string | null;
  whose: ContextOwner;
  /** The values of all other metadata (`**Phase:** 1 of 3`), by label in lower case. */
  remarks: Map<string, string>;
  /** The texts of its to-dos. */
  todos: Set<string>;
}

/**
 * Merges two versions of a context file by meaning. The result is `ours`, changed surgically: lists are united with
 * ours first, to-dos by their text (done wins), phases by their id (a status never goes back), the later time wins; the
 * summary, branch and plan lines and single values such as `execution_branch` come from the side that changed them,
 * else from the one with the later `last_updated`. Text that only one side has stays. With `base`, what one side
 * removed and the other left alone goes. To-dos and notes belong to a phase: of versions of different phases, each has
 * its own under a heading, and the single values are those of the one that is further. `boxes`: `changed` for versions
 * that are moments apart, where the box that a side unticked since `base` was meant to be so.
 *
 * Throws `CONTEXT_INVALID` when a side's state block can't be read, or something on one side would swallow the other:
 * merging could only lose something. Such a `base` is passed over.
 */
export function mergeContexts(ours: string, theirs: string, base?: string | null, boxes: BoxRule = 'done'): string {
  if (ours === theirs) return ours;
  const our = readVersion(ours, 'our');
  const their = readVersion(theirs, 'their');
  const old = base == null ? null : readBase(base);
  const newer = newerOf(our.state, their.state);
  const lead = leadingSide(our, their, old);
  const single: Single = (get) =>
    lead === null
      ? choose(get(our), get(their), old ? get(old) : undefined, newer)
      : get(lead === 'ours' ? our : their);
  const chosen = single(({ summary }) => summary);
  const summaryLine = lead === null ? (chosen ?? otherSummary(our, their)) : chosen;
  const metadata = single((version) => version.metadata);
  const state =
    our.state && their.state ? mergeState(our.state, their.state, old?.state ?? null, { newer, lead }) : null;
  const whose = ownerOfContext({ summary: summaryLine, metadata, state: state ?? our.state ?? their.state });
  // Where only one side went on, to another phase, its words stand as they are.
  const moved = areOfOtherPhases(our.whose, their.whose)
    ? ours === base
      ? their
      : theirs === base
        ? our
        : null
    : null;
  const isClear = moved !== null && (whose.isAlone || !moved.whose.isAlone);
  const stands = isClear && samePhase(moved.whose.loose, whose.loose);
  if (stands && moved === their) return mergeContexts(theirs, ours, base, boxes);
  const grouped = groupVersions(our, their, old, whose);
  const prose = stands ? ours : mergeProse(grouped.ours, grouped.theirs, grouped.base, boxes);
  const united = mergeRemarks(summaryLine === null ? removeSummaryLine(prose) : prose, our, their, old, newer);
  mustHoldAll(united, our, their, old);
  const merged = editContext(united, {
    ...(summaryLine !== null && summaryLine !== our.summary ? { summaryLine } : {}),
    ...(sameJson(metadata, our.metadata) ? {} : { metadata }),
    state: state ? [{ path: [], value: state }] : [],
  });
  return stands ? merged : grouped.arrange(merged);
}

/** One of the values that are one side's, or the other's. */
type Single = <T>(get: (version: Version) => T) => T;

/** Null where a side says in words of its own, which the other lacks, what is going on. */
function otherSummary(our: Version, their: Version): string | null {
  const [silent, other] = our.summary === null ? [our, their] : [their, our];
  return silent.words !== null && !other.text.includes(silent.words) ? null : other.summary;
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
  const [place, first] = [summaryPlace(doc), readSummaryPlace(doc)];
  const metadata = ownMetadata(doc).map(({ label, value }) => ({ label, value }));
  const remarks = new Map<string, string>();
  for (const { label, value } of metadataLines(doc)) {
    const key = label.toLowerCase();
    if (!isMethodLabel(label) && !remarks.has(key)) remarks.set(key, value);
  }
  const summary = place && text.slice(place.start, place.end);
  const words = place || !first ? null : text.slice(first.start, first.end);
  const todos = new Set(doc.items.filter(({ task }) => task).map(({ text: todo }) => todo));
  const telling = { summary, metadata, state: isObject(state) ? state : null };
  return { ...telling, text, words, whose: ownerOfContext(telling), remarks, todos };
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

/**
 * The side that changed it since `base`; when both did, or without a base, the newer one; a tie goes the same way from
 * both sides.
 */
function choose<T>(ours: T, theirs: T, base: T | undefined, newer: Newer): T {
  if (sameJson(ours, theirs)) return ours;
  if (base !== undefined && sameJson(ours, base)) return theirs;
  if (base !== undefined && sameJson(theirs, base)) return ours;
  if (newer !== 'neither') return newer === 'ours' ? ours : theirs;
  return JSON.stringify(ours) > JSON.stringify(theirs) ? ours : theirs;
}
