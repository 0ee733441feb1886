import { PhaseMap } from '../../phaseMap';
import { samePhase, type PhaseId } from '../../types';
import {
  groupLoose,
  headingsOf,
  namesPhase,
  putLast,
  readGroups,
  withoutGroups,
  withoutHeading,
  wordsOf,
  type Grouped,
  type Kind,
  type ListRow,
} from './phaseGroups';
import { comparePhases, hasCompleted, isSamePlan, type ContextOwner } from './contextOwner';

const LIST_KINDS: readonly Kind[] = ['to-dos', 'notes'];

/** A version, and whose it is. */
export interface PhaseVersion {
  text: string;
  whose: ContextOwner;
}

interface Read {
  whose: ContextOwner;
  groups: Grouped | null;
}

/** Whether what stands under no heading belongs to one phase in one version, and to another in the other. */
export function areOfOtherPhases(our: ContextOwner, their: ContextOwner): boolean {
  const known = our.loose !== null && their.loose !== null;
  return known && !samePhase(our.loose, their.loose) && isSamePlan(our, their);
}

/**
 * The versions for a merge in which to-dos and notes stay with their phases: where they are of different phases, or
 * only one of them says whose they are, those that stand under no heading are put under that of their phase. `arrange`
 * is for the result.
 */
export function groupVersions(
  our: PhaseVersion,
  their: PhaseVersion,
  old: PhaseVersion | null,
  merged: ContextOwner,
): { ours: string; theirs: string; base: string | null; arrange: (text: string) => string } {
  let [ours, theirs, base] = [our.text, their.text, old?.text ?? null];
  const bothChanged = base !== ours && base !== theirs;
  const grouped: Kind[] = [];
  for (const kind of LIST_KINDS) {
    const read = ({ whose }: PhaseVersion, text: string): Read => ({ whose, groups: readGroups(text, kind) });
    const [mine, other, before] = [read(our, ours), read(their, theirs), old && read(old, base ?? '')];
    if (!needsGroups(mine, other, merged)) {
      // Both have a list of their own since.
      if (kind === 'to-dos' && before && isOlder(before.whose, our.whose, their.whose)) base = groupAll(before, base);
      continue;
    }
    const headings = new PhaseMap([mine, other].flatMap(({ groups }) => (groups ? [...headingsOf(groups)] : [])));
    const put = (version: Read, text: string, around: Read | null): string =>
      version.groups && version.whose.loose !== null
        ? groupLoose(version.groups, version.whose.loose, ownersIn(version, kind, before, around), headings)
        : text;
    if (![mine, other].some(({ groups }) => namesPhase(groups))) grouped.push(kind);
    [ours, theirs] = [put(mine, ours, other), put(other, theirs, mine)];
    if (before && base !== null) {
      base = put(before, base, null);
      if (kind === 'to-dos' && bothChanged)
        base = withoutGroups(base, kind, (phase) => ![mine, other].every((side) => isDoneWith(side, phase)));
    }
  }
  if (ours === our.text && theirs === their.text) return { ours, theirs, base, arrange: (text) => text };
  return { ours, theirs, base, arrange: (text) => arrange(text, merged, grouped) };
}

/** `merged`: what the state says after the merge, which may be of another phase than either side. */
function needsGroups(mine: Read, other: Read, merged: ContextOwner): boolean {
  const [a, b] = [mine.whose.loose, other.whose.loose];
  if (!isSamePlan(mine.whose, other.whose) || (a === null && b === null)) return false;
  if (a === null || b === null) return namesPhase((a === null ? mine : other).groups);
  if (areOfOtherPhases(mine.whose, other.whose)) return true;
  if (merged.loose !== null && !samePhase(a, merged.loose)) return true;
  // Of one phase, they only differ in how they say it.
  const sides: [Read, Read][] = [
    [mine, other],
    [other, mine],
  ];
  return sides.some(([one, two]) => isGroupedIn(one, two) || saysMore(one, two, a));
}

/**
 * Whether a version names a phase of which the other has all under no heading. One that does both leaves it at that.
 */
function saysMore({ groups }: Read, other: Read, phase: PhaseId): boolean {
  return namesPhase(groups, phase) && groups?.loose.length === 0 && !namesPhase(other.groups, phase);
}

/** Whether something that stands under no heading in one version does so in the other. */
function isGroupedIn(other: Read, mine: Read): boolean {
  const grouped = new Set(other.groups?.groups.flatMap(({ rows }) => rows.map(wordsOf)));
  return mine.groups?.loose.some((row) => row.level === null && grouped.has(wordsOf(row))) ?? false;
}

/**
 * Whether a side that lacks a to-do of a phase removed it: the start of another phase takes the list of one away that
 * is done; of one that still runs elsewhere, it says nothing.
 */
function isDoneWith({ whose, groups }: Read, phase: PhaseId): boolean {
  return samePhase(whose.loose, phase) || hasCompleted(whose, phase) || namesPhase(groups, phase);
}

function isOlder(old: ContextOwner, our: ContextOwner, their: ContextOwner): boolean {
  return samePhase(our.loose, their.loose) && areOfOtherPhases(old, our) && areOfOtherPhases(old, their);
}

function groupAll({ groups, whose }: Read, text: string | null): string | null {
  const phase = whose.loose;
  return groups && phase !== null ? groupLoose(groups, phase, () => phase, new PhaseMap()) : text;
}

/**
 * Whose a piece is: a note that was there before belongs to the phase that ran then; a new list is made for each
 * phase.
 */
function ownersIn(version: Read, kind: Kind, before: Read | null, other: Read | null): (row: ListRow) => PhaseId {
  const own = version.whose.loose ?? 0;
  if (kind === 'to-dos') return () => own;
  const [then, there] = [ownersOf(before), ownersOf(other)];
  const versions = [version.whose, ...(other ? [other.whose] : [])];
  return (row) => {
    const words = wordsOf(row);
    if (then.has(words)) return then.get(words) ?? own;
    const phase = before ? null : (there.get(words) ?? null);
    return phase !== null && comparePhases(phase, own, versions) < 0 ? phase : own;
  };
}

function ownersOf(read: Read | null): Map<string, PhaseId | null> {
  const { groups, whose } = read ?? {};
  if (!groups || !whose) return new Map();
  const grouped = groups.groups.flatMap(({ rows, phase }) =>
    rows.map((row): [string, PhaseId | null] => [wordsOf(row), phase]),
  );
  return new Map([...grouped, ...groups.loose.map((row): [string, PhaseId | null] => [wordsOf(row), whose.loose])]);
}

/** What runs comes last, and needs no heading where it is all there is. */
function arrange(text: string, whose: ContextOwner, grouped: readonly Kind[]): string {
  const own = whose.isAlone ? whose.loose : null;
  const last = own ?? whose.current;
  for (const kind of LIST_KINDS) {
    if (last !== null) text = putLast(text, kind, last);
    if (own !== null && grouped.includes(kind)) text = withoutHeading(text, kind, own);
  }
  return text;
}
