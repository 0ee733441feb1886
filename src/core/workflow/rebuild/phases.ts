import { isObject, type JsonObject } from '../../json/json';
import { entryIn } from '../../context/planNamed';
import { phaseId } from '../../context/state';
import {
  branchName,
  phasePlanCandidates,
  plansOfSameTask,
  readPlanFileName,
  resolveReference,
  summariesAmong,
  summariesSince,
} from '../../plan/names';
import { furthest, isDroppedStatus, readPlanStatus, readStatus } from '../../plan/status';
import type { Ports } from '../../ports';
import { comparePhaseIds, samePhase, type PhaseId, type PhaseStatus } from '../../types';
import { recordedStatuses, type KnownStates } from './knownStates';
import { taskOf } from './plan';
import { isOfOtherPlan, readIfText } from '../../folder/summaryFile';
import { readPlan } from '../../folder/world';
import type { PlanText } from '../../folder/model';
import type { DescribedPhase } from '../../plan/model';
import { withPrefixInUse } from '../../repository/prefixInUse';
import { listPlans } from '../../folder/planFiles';

/** What may tell how far a phase is. */
export type StatusSource = 'state' | 'summary' | 'plan' | 'master' | 'branch';

/** A phase as everything that is there speaks of it. */
export interface RebuiltPhase {
  id: PhaseId;
  /** Its entry for the state block; keys of the old one stay. */
  entry: JsonObject;
  status: PhaseStatus;
  /** What says that it is that far; null: nothing does. */
  saidBy: StatusSource | null;
  dropped: boolean;
  plan: PlanText | null;
  summary: string | null;
  branch: string;
  /** The worktree that has its branch, if any. */
  worktree: string | null;
  /** Whether its branch is the one that is checked out. */
  checkedOut: boolean;
}

/**
 * The phases of a plan, in order; empty for a simple plan: no state, no file and no breakdown with files of its own
 * names any.
 */
export async function rebuiltPhases(ports: Ports, known: KnownStates, master: PlanText): Promise<RebuiltPhase[]> {
  const folder = `${ports.settings().contextFolder}/summaries`;
  const [siblings, names] = await Promise.all([siblingPlans(ports, master.path), ports.files.list(folder)]);
  const summaries = summariesSince(
    master.path,
    names.map((name) => `${folder}/${name}`),
  );
  const { branchPrefix } = withPrefixInUse(ports.settings(), known.refs, taskOf(master.path));
  const written = writtenEntries(known, master.path);
  const listed = master.file.kind === 'master' || siblings.length > 0 ? master.file.phases : [];
  const ids = [
    ...written.map((entry) => phaseId(entry.phase)),
    ...listed.map(({ phase }) => phase),
    ...siblings.map(({ id }) => id),
  ].filter((id) => id !== null);
  const unique = ids.filter((id, index) => ids.findIndex((each) => samePhase(each, id)) === index);
  return Promise.all(
    unique.map(async (id): Promise<RebuiltPhase> => {
      const raw = written.find((entry) => samePhase(phaseId(entry.phase) ?? '', id));
      const described = listed.find(({ phase }) => samePhase(phase, id));
      const candidates = [
        ...(typeof raw?.plan === 'string' ? [raw.plan] : []),
        ...(described?.plan ? [resolveReference(master.path, described.plan)] : []),
        ...siblings.filter((each) => samePhase(each.id, id)).map(({ path }) => path),
        ...phasePlanCandidates(master.path, id),
      ];
      const plan = await firstThere(ports, candidates);
      const named = summariesAmong(summaries, taskOf(master.path), id);
      const summary = (await ownSummaries(ports, named, [master.path, ...candidates])).at(-1) ?? null;
      const place = placeOf(
        known,
        recordedBranch(known, master.path, id) ?? branchName(branchPrefix, taskOf(master.path), id),
      );
      const { status, saidBy } = statusOf({ id, known, master, raw, described, plan, summary, place });
      const { checkedOut, worktree, branch } = place;
      const entry = entryFor(id, raw, plan, status);
      return {
        id,
        entry: { ...entry, ...(status === 'in_progress' && worktree ? { branch, worktree_path: worktree } : {}) },
        status: status === 'dropped' ? 'pending' : status,
        saidBy,
        dropped: status === 'dropped',
        plan,
        summary,
        branch,
        worktree,
        checkedOut,
      };
    }),
  );
}

/** Where a phase is worked on. */
type Place = Pick<RebuiltPhase, 'branch' | 'worktree' | 'checkedOut'>;

function placeOf(known: KnownStates, expected: string): Place {
  const isOwn = (branch: string | null): branch is string => branch !== null && isBranch(branch, expected);
  const worktree = known.worktrees.find((each) => isOwn(each.branch)) ?? null;
  const checkedOut = isOwn(known.branch);
  const branch = (checkedOut ? known.branch : worktree?.branch) ?? expected;
  return { branch, worktree: worktree?.path ?? null, checkedOut };
}

/** How far a phase is, by all that speaks of it. What was dropped stays so, unless commits have it completed. */
function statusOf(o: {
  id: PhaseId;
  known: KnownStates;
  master: PlanText;
  raw: JsonObject | undefined;
  described: DescribedPhase | undefined;
  plan: PlanText | null;
  summary: string | null;
  place: Place;
}): { status: PhaseStatus | 'dropped'; saidBy: StatusSource | null } {
  const recorded = recordedStatuses(o.known, o.master.path, o.id);
  const written = o.plan?.file.status?.text;
  if (isDroppedStatus(o.raw ? o.raw.status : written) && !recorded.includes('completed'))
    return { status: 'dropped', saidBy: o.raw ? 'state' : 'plan' };
  const all: [PhaseStatus | null, StatusSource][] = [
    [furthest([...recorded, o.raw?.status === undefined ? null : readStatus(o.raw.status)]), 'state'],
    [o.summary === null ? null : 'completed', 'summary'],
    [readStatus(written), 'plan'],
    [readPlanStatus(o.described?.status ?? null), 'master'],
    [o.place.checkedOut || o.place.worktree !== null ? 'in_progress' : null, 'branch'],
  ];
  const status = furthest(all.map(([each]) => each));
  return { status, saidBy: all.find(([each]) => each === status)?.[1] ?? null };
}

/** Whether a branch has a name, perhaps with the suffix of a second start. */
export function isBranch(name: string, expected: string): boolean {
  return name === expected || (name.startsWith(`${expected}-`) && /^-\d+$/.test(name.slice(expected.length)));
}

/** Those of these summaries that aren't, by the plan files that they name, of another plan of the same name. */
export async function ownSummaries(
  ports: Ports,
  paths: readonly string[],
  plans: readonly string[],
): Promise<readonly string[]> {
  const texts = await Promise.all(paths.map((path) => readIfText(ports, path)));
  return paths.filter((_, index) => !isOfOtherPlan(texts[index] ?? '', plans));
}

/** The entries of the state that speaks of this plan: the one here, else the committed one. */
function writtenEntries(known: KnownStates, plan: string): JsonObject[] {
  for (const state of [known.hereState, known.committedState]) {
    const phased = isObject(state?.phased_execution) ? state.phased_execution : null;
    if (!phased || !Array.isArray(phased.phases)) continue;
    const named = typeof phased.master_plan === 'string' ? phased.master_plan : null;
    if (named !== null && named !== plan) continue;
    const entries = (phased.phases as unknown[])
      .filter(isObject)
      .filter((entry) => phaseId(entry.phase) !== null && (named !== null || mayBeOf(entry, plan)));
    if (entries.length > 0) return entries;
  }
  return [];
}

/** Whether an entry of a state that names no plan may be one of this plan's: its file, if it names one, is. */
function mayBeOf({ plan: file }: JsonObject, plan: string): boolean {
  return typeof file !== 'string' || readPlanFileName(file)?.task === taskOf(plan);
}

/** A status that says the same in other words stays as it is written. */
function entryFor(
  id: PhaseId,
  raw: JsonObject | undefined,
  plan: PlanText | null,
  status: PhaseStatus | 'dropped',
): JsonObject {
  if (!raw) return { phase: id, ...(plan ? { plan: plan.path } : {}), status };
  const written = isDroppedStatus(raw.status) ? 'dropped' : readStatus(raw.status);
  return raw.status !== undefined && written === status ? raw : { ...raw, status };
}

function recordedBranch(known: KnownStates, plan: string, id: PhaseId): string | null {
  return entryIn(known.here, plan, id)?.branch ?? entryIn(known.committed, plan, id)?.branch ?? null;
}

async function siblingPlans(ports: Ports, master: string): Promise<{ id: PhaseId; path: string }[]> {
  const paths = await listPlans(ports.files, ports.settings().contextFolder);
  const found = plansOfSameTask(paths, master).flatMap(({ path, phase }) =>
    phase === null ? [] : [{ id: phase, path }],
  );
  return found.sort((a, b) => comparePhaseIds(a.id, b.id));
}

async function firstThere(ports: Ports, paths: string[]): Promise<PlanText | null> {
  for (const path of new Set(paths)) {
    const { plan } = await readPlan(ports.files, path);
    if (plan) return plan;
  }
  return null;
}
