import { PlanError } from '../errors';
import { MOST_PHASES } from '../limits';
import { countDone } from '../markdown/settled';
import { waitsBeyond } from '../plan/dependencies';
import type { ForeignPhase, DraftStep, LeftOut, PlanDraft } from './model';
import { inOrder } from './order';

/** What is to be made of a draft. Numbers are those of its phases as it was read, from 1. */
export interface Arrangement {
  /** Left out: as it was read. */
  as?: 'phased' | 'simple';
  title?: string;
  drop?: readonly number[];
  rename?: Readonly<Record<number, string>>;
  /** Each list becomes one phase, at the place of its first. */
  merge?: readonly (readonly number[])[];
  /** Phases that count as completed, if all their steps are done. */
  completed?: readonly number[];
}

/** A phase as it will be written. */
interface ArrangedPhase extends Omit<ForeignPhase, 'dependsOn'> {
  /** The phases of the draft that it is made of. */
  numbers: number[];
  /** Places in the list, from 0: only phases that come before. */
  dependsOn: number[];
  isCompleted: boolean;
  /** All of its steps were: it is written as a phase that nobody is to do. */
  isDropped: boolean;
}

export interface Arranged {
  /** The draft with what was asked for, its phases in the order in which they were read. */
  draft: PlanDraft;
  isPhased: boolean;
  /** In the order in which they run; none of a flat list. */
  phases: ArrangedPhase[];
  /** What couldn't be kept, and why. */
  left: LeftOut[];
}

/**
 * A draft as a plan of the method: phases run in the order of the list, so those that others wait for come first, and
 * what waits for itself in a circle no longer does. Without a dependency in the whole draft each phase waits for the
 * one before. Throws `INVALID_ARGUMENT` for numbers that it doesn't have, and where nothing is left.
 */
export function arrange(read: PlanDraft, how: Arrangement): Arranged {
  const draft = { ...read, ...(how.title === undefined ? {} : { title: how.title }) };
  const isFlat = read.phases.length === 0;
  const given = isFlat && how.as === 'phased' ? (read.steps ?? []).map(asPhase) : read.phases;
  checkNumbers(draft.title, given.length, how);
  if (given.length === 0) return { draft, isPhased: false, phases: [], left: [] };
  const units = unitsOf(given, how);
  // What becomes one list stays in its order where there is more of it than a plan has phases.
  const { order, kept, cut } = inOrder(units.map(({ waits }) => (given.length > MOST_PHASES ? [] : waits)));
  const places = new Map(order.map((at, place) => [at, place]));
  const phases = order.map((at) => ({
    ...(units[at] as Unit).phase,
    dependsOn: (kept[at] ?? []).flatMap((on) => places.get(on) ?? []).sort((a, b) => a - b),
  }));
  const left = cut.map(({ of, on }) => ({
    what: `“${units[of]?.phase.name}” waiting for “${units[on]?.phase.name}”`,
    why: 'They wait for each other, and one has to begin.',
  }));
  const { steps: _, ...rest } = draft;
  const phased = { ...rest, phases: units.map((unit) => draftPhase(unit, units)) };
  if (how.as !== 'simple') return { draft: phased, isPhased: true, phases, left };
  return { draft: flatten(phased, phases), isPhased: false, phases, left: [...left, ...lostObjectives(phases)] };
}

/** Whether its work is done: nothing is left of it, and not everything was dropped. */
export function isWorkDone({ steps }: Pick<ForeignPhase, 'steps'>): boolean {
  return steps.every(({ state }) => state === 'done' || state === 'dropped') && steps.some(isDone);
}

/** How many steps are done, of those that aren’t dropped, by the rule for boxes. */
export function countSteps(steps: readonly DraftStep[]): { done: number; total: number } {
  return countDone(steps.map(({ state }) => ({ done: state === 'done', settled: state === 'dropped' })));
}

const isDone = ({ state }: DraftStep): boolean => state === 'done';

const asPhase = (step: DraftStep): ForeignPhase => ({ name: step.text, steps: [step], criteria: [], dependsOn: [] });

function checkNumbers(title: string, count: number, { as, drop = [], rename = {}, merge = [] }: Arrangement): void {
  const refuse = (message: string): never => {
    throw new PlanError('INVALID_ARGUMENT', message);
  };
  if (count > MOST_PHASES && as !== 'simple')
    refuse(`“${title}” would have ${count} phases; ${MOST_PHASES} are the most. Make it a plan without phases.`);
  const merged = merge.flat();
  const named = [...drop, ...merged, ...Object.keys(rename).map(Number)];
  const unknown = named.find((number) => !Number.isInteger(number) || number < 1 || number > count);
  if (unknown !== undefined) {
    const next = count === 0 ? 'It has no phases; read it “as” phased first' : `Its phases are 1 to ${count}`;
    refuse(`“${title}” has no phase ${unknown}. ${next}.`);
  }
  const twice = merged.find((number, at) => merged.indexOf(number) !== at);
  if (twice !== undefined) refuse(`Phase ${twice} can't become part of two phases. Name it in one list alone.`);
  if (count > 0 && new Set(drop).size === count) refuse(`Nothing is left of “${title}” without its phases. Keep one.`);
}

/** One phase, or several that become one. `waits`: places of others. */
interface Unit {
  phase: Omit<ArrangedPhase, 'dependsOn'>;
  waits: number[];
  /** Whether the draft says so itself. */
  isNamed: boolean;
}

function unitsOf(given: readonly ForeignPhase[], how: Arrangement): Unit[] {
  const dropped = new Set(how.drop?.map((number) => number - 1));
  const groups = groupsOf(given.length, how).flatMap((members) => {
    const kept = members.filter((each) => !dropped.has(each));
    return kept.length > 0 ? [kept] : [];
  });
  const unitOf = new Map(groups.flatMap((members, unit) => members.map((member) => [member, unit] as const)));
  const waits = namedWaits(given);
  return groups.map((members, unit) => {
    const named = members.flatMap((member) =>
      waitsBeyond(
        member,
        (at) => waits?.[at] ?? [],
        (at) => dropped.has(at),
      ),
    );
    const units = [...new Set(named.map((at) => unitOf.get(at) ?? unit))].filter((each) => each !== unit);
    // What it waits for itself isn't lost in silence.
    const itself = members.length === 1 && named.includes(members[0] ?? -1) ? [unit] : [];
    const before = unit === 0 ? [] : [unit - 1];
    return {
      phase: phaseOf(members, given, how),
      waits: waits ? [...units, ...itself] : before,
      isNamed: waits !== null,
    };
  });
}

/** The places of phases that become one, at the place of the first that is there. */
function groupsOf(count: number, { merge = [], drop = [] }: Arrangement): number[][] {
  const merged = new Map<number, number[]>();
  for (const numbers of merge) {
    const members = numbers.map((number) => number - 1).sort((a, b) => a - b);
    const first = members.find((each) => !drop.includes(each + 1));
    for (const each of members) merged.set(each, each === first ? members : []);
  }
  return Array.from({ length: count }, (_, at) => merged.get(at) ?? [at]);
}

function phaseOf(members: readonly number[], given: readonly ForeignPhase[], how: Arrangement): Unit['phase'] {
  const phases = members.flatMap((at) => given[at] ?? []);
  const name = members.flatMap((at) => how.rename?.[at + 1] ?? [])[0] ?? phases.map((each) => each.name).join(' + ');
  const objective = phases.flatMap((each) => each.objective ?? []).join('\n\n');
  const steps = phases.flatMap((each) => each.steps);
  return {
    name,
    ...(objective === '' ? {} : { objective }),
    steps,
    criteria: phases.flatMap((each) => each.criteria),
    numbers: members.map((at) => at + 1),
    isDropped: steps.length > 0 && steps.every(({ state }) => state === 'dropped'),
    isCompleted: isWorkDone({ steps }) && members.every((at) => how.completed?.includes(at + 1)),
  };
}

/** The places of the phases that each names; null where none names any. Of several with a name, the nearest before. */
function namedWaits(given: readonly ForeignPhase[]): number[][] | null {
  const places = new Map<string, number[]>();
  given.forEach(({ name }, at) => places.set(name, [...(places.get(name) ?? []), at]));
  const waits = given.map(({ dependsOn }, at) =>
    dependsOn.flatMap((name) => {
      const found = places.get(name) ?? [];
      return found.findLast((each) => each < at) ?? found.find((each) => each > at) ?? found;
    }),
  );
  return waits.some((each) => each.length > 0) ? waits : null;
}

function draftPhase({ phase, waits, isNamed }: Unit, units: readonly Unit[]): ForeignPhase {
  const { numbers: _, isCompleted: __, isDropped: ___, ...rest } = phase;
  return { ...rest, dependsOn: isNamed ? waits.flatMap((on) => units[on]?.phase.name ?? []) : [] };
}

function flatten(draft: PlanDraft, phases: readonly ArrangedPhase[]): PlanDraft {
  const criteria = [...phases.flatMap((each) => each.criteria), ...(draft.criteria ?? [])];
  return { ...draft, phases: [], steps: phases.flatMap((each) => each.steps), criteria };
}

function lostObjectives(phases: readonly ArrangedPhase[]): LeftOut[] {
  if (!phases.some(({ objective }) => objective !== undefined)) return [];
  return [{ what: 'The objectives of the phases', why: 'A plan without phases has one objective of its own.' }];
}
