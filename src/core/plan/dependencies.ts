import { isAscii } from '../markdown/inline';
import { asciiDigit } from './headings';
import { EAST_ASIAN_PHASE_WORDS } from './words';
import { PhaseMap } from '../phaseMap';
import { phaseKey, samePhase, type PhaseId } from '../types';

/** A line longer than this isn't a list of phases. */
const LONGEST = 1000;

/** `None (foundational phase)`, `No dependencies`, `n/a`, `-`. */
const NOTHING = new RegExp(
  String.raw`^\W*(?:none|no|nothing|nil|n\/?a|not applicable|independent)(?:\W|$)|^[\s\-–—.]*$|` +
    '^(?:无|無|なし|없음|keine|aucune|ninguna|нет)$',
  'i',
);
/** `阶段 1`, `第1阶段`. */
const EASTERN = `(?:${EAST_ASIAN_PHASE_WORDS.join('|')})`;
const EASTERN_PHASE = new RegExp(`第?(\\d+)\\s*${EASTERN}|${EASTERN}\\s*(\\d+)`, 'g');

/** Phases named for another reason than to wait for them. */
const NOT_WAITED_FOR =
  /(?:(?:parallel|concurrently|alongside) (?:with|to)?|independent(?:ly)? (?:of|from)|does not (?:depend on|need|require)|not on|blocks|before) *phases? [^,;.]*/gi;

/** A text without the phases that it names for another reason than to wait for them: `blocks Phase 4`. */
export const withoutOthers = (text: string): string => text.replace(NOT_WAITED_FOR, ' ');

/**
 * Reads what a dependencies line says: `None (foundational phase)` → [], `Phases 1 and 2 must be complete` → [1, 2],
 * `Phase 1a, 2` → ['1a', 2], `Phases 1-3` → the phases from 1 to 3 in list order.
 *
 * @param known The phases of the plan in list order; ids in the result are written as they are here.
 * @returns null when the line names no known phase and doesn't say that there is none either.
 */
export function parseDependencies(raw: string, known: readonly PhaseId[]): PhaseId[] | null {
  const text = inEnglish(raw.slice(0, LONGEST).replace(/[*`[\]]/g, '')).trim();
  if (text === '') return null;
  if (NOTHING.test(text)) return [];
  // Names and remarks stand in brackets and may mention other phases; they count only when nothing else does.
  const plain = withoutOthers(text.replace(/\([^()]*\)/g, ' '));
  const found = idsIn(plain, known);
  const ids = found.length > 0 ? found : idsIn(withoutOthers(text), known);
  return ids.length > 0 ? ids : null;
}

/** What stands in East Asian scripts in the words that are looked for here: `第１阶段、2` → `phase 1 , 2`. */
function inEnglish(text: string): string {
  if (isAscii(text)) return text;
  return text
    .replace(/[０-９]/g, asciiDigit)
    .replace(EASTERN_PHASE, (_, before = '', after = '') => ` phase ${before}${after} `)
    .replace(/[、，；]|和|と|및/g, ', ');
}

function idsIn(text: string, known: readonly PhaseId[]): PhaseId[] {
  if (known.length === 0) return [];
  const { id, bare, run } = patternsOf(known);
  const runs = bare.test(text.trim()) ? [text.trim()] : [...text.matchAll(run)].map(([, ids]) => ids ?? '');
  const found = new Set(runs.flatMap((each) => expand(each, id, known)));
  return found.size === 0 ? [] : known.filter((each) => found.has(each));
}

interface Patterns {
  /** One of the ids. */
  id: RegExp;
  /** A line that is nothing but a list of ids. */
  bare: RegExp;
  /** The list of ids behind the word “phase”. */
  run: RegExp;
}

/** They name every phase, and every phase's line is read with the same ones. */
const patterns = new WeakMap<readonly PhaseId[], Patterns>();

function patternsOf(known: readonly PhaseId[]): Patterns {
  const made = patterns.get(known) ?? makePatterns(known);
  patterns.set(known, made);
  return made;
}

function makePatterns(known: readonly PhaseId[]): Patterns {
  const byLength = [...known].sort((a, b) => String(b).length - String(a).length);
  const id = `(?:${byLength.map((each) => escape(String(each))).join('|')})(?![0-9A-Za-z]|\\.[0-9A-Za-z])`;
  const and = String.raw`\s*(?:,\s*and\b|,\s*or\b|,|;|&|\+|/|\band\b|\bor\b|\bto\b|\bthrough\b|\bthru\b|\.\.+|…|-|–|—)\s*`;
  const list = String.raw`${id}(?:${and}(?:phases?\s*#?\s*)?${id})*`;
  return {
    id: new RegExp(id, 'gi'),
    bare: new RegExp(`^${list}$`, 'i'),
    run: new RegExp(String.raw`\bphases?[\s#-]*(${list})`, 'gi'),
  };
}

/** The ids in `1a, 2` or `1-3`; between two ids joined by a dash or “to”, all those that are listed between them. */
function expand(run: string, id: RegExp, known: readonly PhaseId[]): PhaseId[] {
  const found: PhaseId[] = [];
  let end = 0;
  for (const match of run.matchAll(id)) {
    const at = indexOf(match[0], known);
    const last = found.at(-1);
    const isRange = /^\s*(?:-|–|—|\.\.+|…|to|through|thru)\s*(?:phases?\s*#?\s*)?$/i.test(run.slice(end, match.index));
    if (isRange && last !== undefined) found.push(...known.slice(known.indexOf(last) + 1, at));
    const phase = known[at];
    if (phase !== undefined) found.push(phase);
    end = match.index + match[0].length;
  }
  return found;
}

/** Exactly as written if there is such an id, else without case (`1A` for `1a`). */
function indexOf(text: string, known: readonly PhaseId[]): number {
  const exact = known.findIndex((each) => samePhase(each, text));
  return exact >= 0 ? exact : known.findIndex((each) => String(each).toLowerCase() === text.toLowerCase());
}

/**
 * What one thing waits for, where some are gone: what one of those waited for is waited for in its place. It may wait
 * for itself that way.
 */
export function waitsBeyond<T>(of: T, waitsOf: (each: T) => readonly T[], isGone: (each: T) => boolean): T[] {
  const found = new Set<T>();
  const followed = new Set<T>([of]);
  const follow = (each: T): void => {
    for (const on of waitsOf(each)) {
      if (!isGone(on)) found.add(on);
      else if (!followed.has(on)) {
        followed.add(on);
        follow(on);
      }
    }
  };
  follow(of);
  return [...found];
}

export interface Dependent {
  phase: PhaseId;
  /** `depends_on` of the state block; null when it isn't there. */
  dependsOn: readonly PhaseId[] | null;
  /** The raw `**Dependencies:**` line, of the phase plan or the master; null when there is none. */
  dependencies: string | null;
}

/**
 * What every phase waits for: its `depends_on`, else its dependencies line, else all earlier phases in list order,
 * which is also what a line that can't be understood or names only the phase itself falls back to. A phase never waits
 * for itself; unknown ids are dropped.
 *
 * @returns The ids in each list are written as in `phases`, and stand in that order.
 */
export function resolveDependencies(phases: readonly Dependent[]): PhaseMap<PhaseId[]> {
  const known = phases.map(({ phase }) => phase);
  const places = new PhaseMap<number[]>();
  known.forEach((id, index) => places.set(id, [...(places.get(id) ?? []), index]));
  const inOrder = (wanted: readonly PhaseId[]): PhaseId[] => {
    const at = [...new Set(wanted.map(phaseKey))].flatMap((key) => places.get(key) ?? []);
    return at.sort((a, b) => a - b).flatMap((index) => known[index] ?? []);
  };
  return new PhaseMap(
    phases.map(({ phase, dependsOn, dependencies }, index) => {
      const named = dependsOn ?? lineOf(dependencies, phase, known);
      const wanted = named === null ? known.slice(0, index) : inOrder(named);
      // Without a line that says more, a list of all earlier ones for each: nothing is done with every element of it.
      const another = named !== null || (places.get(phase)?.[0] ?? index) < index;
      return [phase, another ? wanted.filter((each) => !samePhase(each, phase)) : wanted] as const;
    }),
  );
}

function lineOf(dependencies: string | null, phase: PhaseId, known: readonly PhaseId[]): PhaseId[] | null {
  const ids = dependencies === null ? null : parseDependencies(dependencies, known);
  const namesOnlyItself = ids !== null && ids.length > 0 && ids.every((each) => samePhase(each, phase));
  return namesOnlyItself ? null : ids;
}

/**
 * The dependencies line of a plan as the method writes it.
 *
 * @param first Whether it is the plan's first phase, which says that it is the foundation.
 */
export function writeDependencies(dependsOn: readonly PhaseId[], first: boolean): string {
  const last = dependsOn.at(-1);
  if (last === undefined) return first ? 'None (foundational phase)' : 'None';
  if (dependsOn.length === 1) return `Phase ${last} must be complete and merged`;
  return `Phases ${dependsOn.slice(0, -1).join(', ')} and ${last} must be complete and merged`;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
