import { expectedBranch } from '../folder/branches';
import type { ContextFile } from '../context/model';
import { parsedContext } from '../context/parsed';
import { entryIn, planNamedIn } from '../context/planNamed';
import { PhaseMap } from '../phaseMap';
import { branchName } from '../plan/names';
import { furthest, rank } from '../plan/status';
import type { Git, MethodSettings } from '../ports';
import type { Ref } from '../gitData';
import { phaseKey, type PhaseId, type PhaseKey, type PhaseStatus } from '../types';
import type { ActivePlan, PhasePlan, World } from '../folder/model';
import { lastNoteOfSet } from '../folder/notesOfSet';
import { withoutRemote, withPrefixInUse } from './prefixInUse';

/** A phase's branch, local or remote. */
export interface PhaseBranch {
  name: string;
  local: Ref | null;
  remote: Ref | null;
  /** The furthest commit known of it. */
  tip: string;
}

/** What commits say of a plan: the context files of the start point and of every phase's branch. */
export interface Records {
  start: ContextFile | null;
  branches: PhaseMap<PhaseBranch>;
  tips: PhaseMap<ContextFile | null>;
  /** The phases that one of them calls dropped, and this folder’s own context file doesn’t say otherwise. */
  drops: ReadonlySet<PhaseKey>;
  /** Whether the start point, which has all of the local base and more, has archived the plan, or begun another. */
  isPutAway: boolean;
}

type Scope = { world: World; plan: ActivePlan; refs: readonly Ref[]; settings: MethodSettings };

/** Reads them, all in one go. `behind`: the local base where the start point has all of it, and more. */
export async function readRecords(
  git: Git,
  asked: Scope & { start: string | null; behind?: string | null },
): Promise<Records> {
  const o = { ...asked, settings: withPrefixInUse(asked.settings, asked.refs, asked.plan.task) };
  const phases = o.plan.kind === 'simple' ? [null] : o.plan.phases;
  const names = phases.map((phase) => expectedBranch(o.world, o.plan, phase, o.settings));
  const found = await Promise.all(phases.map((phase, index) => findBranches(git, o, phase, { names, index })));
  const others = otherBranches(o.refs, new Set([...names, ...found.flat().map((branch) => branch.name)]));
  const commits = found.flat().map((branch) => branch.tip);
  const textAt = new Map<string, string | null>();
  const take = async (wanted: string[], how?: { here: boolean }): Promise<void> => {
    const texts = await git.readAt(wanted, o.world.path, how);
    wanted.forEach((commit, index) => textAt.set(commit, texts[index] ?? null));
  };
  const behind = o.behind ?? null;
  await take([...[o.start, behind].filter((commit) => commit !== null), ...commits]);
  // Apart: in a partial clone only those of this clone are sure to be here.
  for (const refs of [others.map(({ local }) => local), others.map(({ remote }) => remote)]) {
    const tips = refs.flatMap((ref) => ref?.commit ?? []).filter((commit) => !textAt.has(commit));
    await take(tips, { here: true });
  }
  const read = (commit: string): ContextFile | null => {
    const text = textAt.get(commit);
    return text ? parsedContext(text, commit, o.world.path) : null;
  };
  const drops = new Set<PhaseKey>();
  const start = o.start === null ? null : read(o.start);
  const isPutAway = behind !== null && isOf(read(behind), o.plan) && start?.state != null && !isOf(start, o.plan);
  const records: Records = { start, branches: new PhaseMap(), tips: new PhaseMap(), drops, isPutAway };
  const asKnown = (branch: PhaseBranch): Known => ({ branch, context: read(branch.tip) });
  // What doesn't name itself needn't be parsed.
  const mentioned = others.filter((each) =>
    tipsOf(each).some((commit) => textAt.get(commit)?.includes(JSON.stringify(each.name))),
  );
  const given = (await Promise.all(mentioned.map((each) => newest(git, each.name, each)))).map(asKnown);
  for (const [index, phase] of phases.entries()) {
    if (phase && isDroppedUnheard(start, o.world, o.plan, phase.id)) drops.add(phaseKey(phase.id));
    const own = given.filter(({ branch, context }) => isNamedBy(context, o.plan, phase, branch.name));
    const known = [...(found[index] ?? []).map(asKnown), ...own];
    const chosen = chooseKnown(known, o, phase, records.start);
    if (!chosen) continue;
    const id = phase?.id ?? null;
    records.branches.set(id, chosen.branch);
    records.tips.set(id, chosen.context);
    if (id !== null && entryIn(chosen.context, o.plan.path, id)?.dropped) drops.add(phaseKey(id));
  }
  return records;
}

/** Whether the start point calls a phase dropped with a note that the context file here hasn’t: it is behind. */
function isDroppedUnheard(start: ContextFile | null, { context }: World, plan: ActivePlan, id: PhaseId): boolean {
  if (!entryIn(start, plan.path, id)?.dropped) return false;
  const note = lastNoteOfSet(start?.text ?? '', id);
  return note !== null && !context.text.includes(note);
}

const isOf = (context: ContextFile | null, { path }: ActivePlan): boolean =>
  context?.state != null && planNamedIn(context) === path;

interface Known {
  branch: PhaseBranch;
  context: ContextFile | null;
}

/**
 * Of the branches with a phase's name and those with a suffix: the one where the phase is furthest, the last among
 * such.
 */
function chooseKnown(known: Known[], o: Scope, phase: PhasePlan | null, start: ContextFile | null): Known | undefined {
  const name = expectedBranch(o.world, o.plan, phase, o.settings);
  const recorded = phase && entryIn(start, o.plan.path, phase.id)?.branch;
  const far = ({ context }: Known): number => {
    const status = phase ? statusIn(context, o.plan, phase.id) : null;
    return status === null ? -1 : rank(status);
  };
  return known
    .filter(({ branch, context }) => {
      // What the base records has another name: this one was given up.
      if (branch.name === name) return !recorded || recorded === name || phase.entry.branch === name;
      return isRecordedAs(context, o.plan, phase, branch.name);
    })
    .reduce<Known | undefined>((best, each) => (best && far(best) > far(each) ? best : each), undefined);
}

/**
 * A branch that was made with a suffix says so in its own context file; any other of such a name is somebody else's.
 */
function isRecordedAs(context: ContextFile | null, plan: ActivePlan, phase: PhasePlan | null, name: string): boolean {
  const state = context?.state;
  if (!state) return false;
  if (phase === null) return state.executionBranch === name && context.plan === plan.path;
  const entry = entryIn(context, plan.path, phase.id);
  return entry?.branch === name || (entry !== null && entry.status !== 'pending' && state.executionBranch === name);
}

/**
 * Whether a context file records a branch of any name as the phase's: only so is one known that has no name by rule.
 */
function isNamedBy(context: ContextFile | null, plan: ActivePlan, phase: PhasePlan | null, name: string): boolean {
  if (phase === null) return isRecordedAs(context, plan, phase, name);
  return entryIn(context, plan.path, phase.id)?.branch === name;
}

/** So many branches are asked at most, those of this clone first: a start with a name of one's own is rare. */
const MOST_OTHERS = 400;

interface OtherBranch {
  name: string;
  local: Ref | null;
  remote: Ref | null;
}

/** The branches with names of somebody's own. Any may be a phase's: its own context file says so. */
function otherBranches(refs: readonly Ref[], known: ReadonlySet<string>): OtherBranch[] {
  const byName = new Map<string, OtherBranch>();
  for (const ref of [...refs].sort((a, b) => Number(a.remote !== null) - Number(b.remote !== null))) {
    const name = withoutRemote(ref);
    if (ref.target !== null || known.has(name)) continue;
    const other = byName.get(name) ?? { name, local: null, remote: null };
    if (ref.remote === null) other.local = ref;
    else other.remote ??= ref;
    byName.set(name, other);
  }
  return [...byName.values()].slice(0, MOST_OTHERS);
}

const tipsOf = ({ local, remote }: OtherBranch): string[] => [local, remote].flatMap((ref) => ref?.commit ?? []);

/** The branches that may be a phase's: the one with its name first, then those with a suffix, by their numbers. */
async function findBranches(
  git: Git,
  o: Scope,
  phase: PhasePlan | null,
  { names: expected, index }: { names: readonly string[]; index: number },
): Promise<PhaseBranch[]> {
  const name = expected[index] ?? '';
  const rule = branchName(o.settings.branchPrefix, o.plan.task, phase?.id ?? null);
  const isOther = (each: string): boolean => expected.some((other, at) => at !== index && other === each);
  const suffix = (each: string): number => Number(each.slice(rule.length + 1));
  const suffixed = o.refs
    .map(withoutRemote)
    .filter((each) => each.startsWith(`${rule}-`) && /^-\d+$/.test(each.slice(rule.length)) && !isOther(each))
    .sort((a, b) => suffix(a) - suffix(b));
  const names = [...new Set([name, ...suffixed])];
  const found = names.map((each) => ({ each, refs: refsOf(o.refs, each) }));
  return Promise.all(found.flatMap(({ each, refs }) => (refs ? [newest(git, each, refs)] : [])));
}

/** The local and the remote-tracking branch of a name; null when there is neither. */
export function refsOf(refs: readonly Ref[], name: string): { local: Ref | null; remote: Ref | null } | null {
  const local = refs.find((ref) => ref.remote === null && ref.name === name) ?? null;
  const remote = refs.find((ref) => ref.remote !== null && withoutRemote(ref) === name) ?? null;
  return (local ?? remote) ? { local, remote } : null;
}

async function newest(
  git: Git,
  name: string,
  { local, remote }: { local: Ref | null; remote: Ref | null },
): Promise<PhaseBranch> {
  const only = (local ?? remote) as Ref;
  const pushedFurther =
    local && remote && local.commit !== remote.commit && (await git.isAncestor(local.commit, remote.commit));
  return { name, local, remote, tip: pushedFurther ? remote.commit : only.commit };
}

/**
 * What a context file says of a phase of this plan, or, for null, of the simple plan; null when it speaks of another
 * plan or not of the phase.
 */
export function statusIn(
  context: ContextFile | null | undefined,
  plan: ActivePlan,
  id: PhaseId | null,
): PhaseStatus | null {
  return id === null ? simpleStatusIn(context, plan) : (entryIn(context, plan.path, id)?.status ?? null);
}

/**
 * A simple plan leaves the active context when it is summarized; its branch and plan line stay until it is archived.
 */
function simpleStatusIn(context: ContextFile | null | undefined, plan: ActivePlan): PhaseStatus | null {
  const state = context?.state;
  if (!state || (state.phased?.phases.length ?? 0) > 0) return null;
  if (state.activeContext.includes(plan.path)) return state.executionBranch === null ? 'pending' : 'in_progress';
  const summarized = state.executionBranch !== null && state.completedSummaries.length > 0;
  return summarized && context.plan === plan.path ? 'completed' : null;
}

/** How far a phase is, by all that is known: here, on the start point and on its own branch. */
export function furthestStatus(phase: PhasePlan, plan: ActivePlan, records: Records | null): PhaseStatus {
  return furthestOf(phase.entry.status, plan, records, phase.id);
}

/** The same of a simple plan. */
export function furthestOfSimple({ context }: World, plan: ActivePlan, records: Records | null): PhaseStatus {
  return furthestOf(statusIn(context, plan, null), plan, records, null);
}

function furthestOf(here: PhaseStatus | null, plan: ActivePlan, records: Records | null, id: PhaseId | null) {
  return furthest([here, statusIn(records?.start, plan, id), statusIn(records?.tips.get(id), plan, id)]);
}
