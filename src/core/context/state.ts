import { visible } from '../markdown/inline';
import { isDroppedStatus, readStatus, saysMerged } from '../plan/status';
import { MOST_PHASES } from '../limits';
import type { PhaseId } from '../types';
import { isObject, type JsonObject } from '../json/json';
import type { ContextState, PhaseEntry } from './model';

/**
 * Reads the value of a state block. Null when it can't be used: what isn't understood there could be the plan itself,
 * and an index into `phases` must mean the same here and in the file.
 */
export function readContextState(value: unknown): ContextState | null {
  if (!isObject(value)) return null;
  const activeContext = pathList(value.active_context);
  const phased = readPhasedState(value);
  if (!activeContext || phased === undefined) return null;
  const repos = repositories(value);
  return {
    activeContext,
    completedSummaries: pathList(value.completed_summaries) ?? [],
    executionBranch: textOrNull(value.execution_branch),
    executionStarted: textOrNull(value.execution_started),
    worktree: textOrNull(value.worktree_path),
    phased,
    lastUpdated: textOrNull(value.last_updated),
    staffReview:
      shownText(isObject(value.phased_execution) ? value.phased_execution.staff_review : null) ??
      shownText(value.staff_review),
    workflow: readWorkflow(value.workflow),
    ...(repos.length > 0 ? { repos } : {}),
  };
}

/**
 * A list of paths, or named groups of them; null when it is neither. Elements that aren't text are passed over, and so
 * is what a group that names other repositories (`repos`) has beside its plans: much of it lies there.
 */
export function pathList(value: unknown): string[] | null {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
  if (isObject(value) && 'repos' in value) return pathList(value.plans) ?? [];
  if (isObject(value)) return [...new Set(Object.values(value).flatMap((group) => pathList(group) ?? []))];
  return null;
}

/** The other repositories that the state names: `<name>/path` is a path in one of them. */
function repositories(state: JsonObject): string[] {
  const active = isObject(state.active_context) ? state.active_context : {};
  const places = [state, active, ...Object.values(active).filter(isObject)];
  const names = places.flatMap(({ repos }) => (Array.isArray(repos) ? (repos as unknown[]) : []));
  return [...new Set(names.filter((each) => typeof each === 'string' && each !== ''))] as string[];
}

/** Undefined when it can't be used. */
function readPhasedState(state: JsonObject): ContextState['phased'] | undefined {
  const phased = state.phased_execution;
  if (phased === undefined || phased === null) return null;
  if (!isObject(phased)) return undefined;
  const list = phased.phases ?? [];
  if (!Array.isArray(list)) return undefined;
  if (list.length > MOST_PHASES) return undefined;
  const phases = list.map(readPhase);
  if (!phases.every((phase) => phase !== null)) return undefined;
  return { masterPlan: readPlanPath(phased.master_plan), phases, currentPhase: readCurrentPhase(state, phased) };
}

/** `auto, execute`: how a run of another tool goes on, and where it is. */
function readWorkflow(value: unknown): string | null {
  if (!isObject(value)) return shownText(value);
  return [value.mode, value.current_step].flatMap((each) => shownText(each) ?? []).join(', ') || null;
}

/** A `current_phase` that is there but null means that none is current, whatever stands elsewhere. */
function readCurrentPhase(state: JsonObject, phased: JsonObject): PhaseId | null {
  const workflow = isObject(state.workflow) ? state.workflow : {};
  const found = [phased, workflow, state].find((place) => place.current_phase !== undefined);
  return phaseId(found?.current_phase);
}

function readPhase(value: unknown): PhaseEntry | null {
  if (!isObject(value)) return null;
  const phase = phaseId(value.phase);
  if (phase === null) return null;
  return {
    phase,
    // An unknown one is reported by the schema.
    status: readStatus(value.status),
    dropped: isDroppedStatus(value.status),
    plan: readPlanPath(value.plan),
    name: entryName(value),
    dependsOn: readDependsOn(value.depends_on),
    branch: textOrNull(value.branch),
    worktree: textOrNull(value.worktree_path),
    merged: value.merged === true || saysMerged(value.status),
    pr: typeof value.pr === 'number' ? value.pr : textOrNull(value.pr),
  };
}

/** What an entry calls its phase, or null. */
export function entryName(entry: JsonObject): string | null {
  return shownText(entry.name) ?? shownText(entry.description);
}

function readDependsOn(value: unknown): PhaseId[] | null {
  if (value === undefined || value === null) return null;
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map(phaseId).filter((id) => id !== null);
}

export function phaseId(value: unknown): PhaseId | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value !== '' ? value : null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function shownText(value: unknown): string | null {
  return typeof value === 'string' ? textOrNull(visible(value)) : null;
}

/** A path that is still to be decided is none. */
function readPlanPath(value: unknown): string | null {
  const path = textOrNull(value);
  return path && /^tb[da]$/i.test(path.trim()) ? null : path;
}
