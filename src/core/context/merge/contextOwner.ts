import { metadataTarget } from '../../markdown/inline';
import { readPlanFileName } from '../../plan/names';
import { comparePhaseIds, samePhase, type PhaseId } from '../../types';
import { headingPhase } from '../../plan/headings';
import { sameJson, type JsonObject } from '../../json/json';
import type { ContextEdit, ContextState } from '../model';
import { readContextState } from '../state';

/** What of a version of the context file says which phase it is of. */
export interface OwnerSource {
  summary: string | null;
  metadata: NonNullable<ContextEdit['metadata']>;
  /** Null when it has no state block. */
  state: JsonObject | null;
}

/** The phases of a version of the context file. */
export interface ContextOwner {
  /** The one that its single values (summary, branch, `current_phase`) tell of. */
  current: PhaseId | null;
  /** The one that to-dos and notes under no phase's heading belong to; null when that isn't known. */
  loose: PhaseId | null;
  /** Whether one phase at most runs: then the product takes what stands under no heading for its own. */
  isAlone: boolean;
  plan: string | null;
  /** All of the plan, in order. */
  phases: NonNullable<ContextState['phased']>['phases'];
}

/** By the state block, else by the summary and the plan line. */
export function ownerOfContext({ summary, metadata, state: value }: OwnerSource): ContextOwner {
  const phased = (value && readContextState(value))?.phased ?? null;
  const phases = phased?.phases ?? [];
  const running = phases.filter(({ status }) => status === 'in_progress').map(({ phase }) => phase);
  const completed = phases.filter(({ status }) => status === 'completed').map(({ phase }) => phase);
  const named = phased?.currentPhase ?? null;
  const said = summaryPhase(summary ?? '');
  const planLine = metadata.find(({ label }) => label === 'Phase Plan')?.value;
  const path = planLine === undefined ? null : metadataTarget(planLine);
  const planned =
    phases.find(({ plan }) => plan !== null && plan === path)?.phase ?? readPlanFileName(path ?? '')?.phase;
  return {
    current: named ?? said ?? lastInOrder([...running, ...completed]) ?? null,
    // While several run, the one that the file tells of: it started last.
    loose: (running.length === 1 ? running[0] : undefined) ?? planned ?? said ?? named,
    isAlone: running.length <= 1,
    plan: phased?.masterPlan ?? null,
    phases,
  };
}

/** By the ids alone: a merge may have put new phases at the end of the list. */
function lastInOrder(ids: readonly PhaseId[]): PhaseId | undefined {
  return ids.toSorted((a, b) => comparePhases(a, b, [])).at(-1);
}

/** The phase that a one-line summary names: `Executing: X - Phase 1: Y`. */
function summaryPhase(line: string): PhaseId | null {
  if (!/^(?:Executing|Completed):\s/.test(line)) return null;
  return (
    line
      .split(' - ')
      .slice(1)
      .map(headingPhase)
      .findLast((id) => id !== null) ?? null
  );
}

/** Whether two versions may have phases in common: those of two plans are others, whatever their ids. */
export function isSamePlan(one: ContextOwner, other: ContextOwner): boolean {
  return one.plan === null || other.plan === null || one.plan === other.plan;
}

/** Whether a version says that a phase is completed. */
export function hasCompleted({ phases }: ContextOwner, id: PhaseId): boolean {
  return phases.some(({ phase, status }) => samePhase(phase, id) && status === 'completed');
}

/** Which of two phases comes first, as a comparison: by the plan where all versions say the same, else by their ids. */
export function comparePhases(a: PhaseId, b: PhaseId, versions: readonly ContextOwner[]): number {
  const orders = versions.map(({ phases }) => {
    const [first = -1, second = -1] = [a, b].map((id) => phases.findIndex(({ phase }) => samePhase(phase, id)));
    return first < 0 || second < 0 ? 0 : first - second;
  });
  const [order = 0] = orders;
  if (order !== 0 && orders.every((each) => Math.sign(each) === Math.sign(order))) return order;
  return comparePhaseIds(a, b);
}

/**
 * The side that the single values of two versions of different phases come from, all of them: the one that changed them
 * since `old`; when both did, the one whose phase is further. Null when both are of one phase, or that isn't known.
 */
export function leadingSide(our: OwnerSource, their: OwnerSource, old: OwnerSource | null): 'ours' | 'theirs' | null {
  const [ours, theirs] = [ownerOfContext(our), ownerOfContext(their)];
  const [a, b] = [ours.current, theirs.current];
  if (a === null || b === null || samePhase(a, b) || !isSamePlan(ours, theirs)) return null;
  if (old && sameJson(singleValues(their), singleValues(old))) return 'ours';
  if (old && sameJson(singleValues(our), singleValues(old))) return 'theirs';
  // A phase that the other side has done with is behind, wherever it stands in the plan.
  const isBehind = (one: ContextOwner, other: ContextOwner, id: PhaseId): boolean =>
    hasCompleted(other, id) && !hasCompleted(one, id);
  const [weLag, theyLag] = [isBehind(ours, theirs, a), isBehind(theirs, ours, b)];
  if (weLag !== theyLag) return weLag ? 'theirs' : 'ours';
  return comparePhases(a, b, [ours, theirs]) > 0 ? 'ours' : 'theirs';
}

function singleValues(version: OwnerSource): unknown[] {
  const { summary, metadata, state } = version;
  return [summary, metadata, state?.execution_branch ?? null, ownerOfContext(version).current];
}
