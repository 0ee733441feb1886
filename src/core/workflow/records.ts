import type { ContextFile } from '../context/model';
import { parseContext } from '../context/parse';
import { branchName } from '../plan/names';
import type { Git, MethodSettings, Ref } from '../ports';
import { samePhase, type PhaseId, type PhaseStatus } from '../types';
import type { ActivePlan, PhasePlan, World } from './world';

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
  /** By `String(phase)`; a simple plan's own branch stands under `''`. */
  branches: Map<string, PhaseBranch>;
  tips: Map<string, ContextFile | null>;
}

/** Reads them, all in one go. */
export async function readRecords(
  git: Git,
  o: { world: World; plan: ActivePlan; refs: readonly Ref[]; start: string | null; settings: MethodSettings },
): Promise<Records> {
  const branches = new Map<string, PhaseBranch>();
  for (const phase of o.plan.kind === 'simple' ? [null] : o.plan.phases) {
    const branch = await findBranch(git, o, phase);
    if (branch) branches.set(phase ? String(phase.id) : '', branch);
  }
  const keys = [...branches.keys()];
  const commits = keys.map((key) => branches.get(key)?.tip ?? '');
  const texts = await git.readAt([...(o.start === null ? [] : [o.start]), ...commits], o.world.path);
  const start = o.start === null ? null : texts.shift();
  const read = (text: string | null | undefined): ContextFile | null => (text ? parseContext(text) : null);
  return { start: read(start), branches, tips: new Map(keys.map((key, index) => [key, read(texts[index])])) };
}

/** The name a phase's branch has or will have: the recorded one, else the one by rule. */
export function expectedBranch(
  world: World,
  plan: ActivePlan,
  phase: PhasePlan | null,
  settings: MethodSettings,
): string {
  if (phase?.entry.branch) return phase.entry.branch;
  const running = phase === null || samePhase(world.state.phased?.currentPhase, phase.id);
  if (running && world.state.executionBranch) return world.state.executionBranch;
  return branchName(settings.branchPrefix, plan.task, phase?.id ?? null);
}

async function findBranch(
  git: Git,
  o: { world: World; plan: ActivePlan; refs: readonly Ref[]; settings: MethodSettings },
  phase: PhasePlan | null,
): Promise<PhaseBranch | null> {
  const name = expectedBranch(o.world, o.plan, phase, o.settings);
  const named = refsOf(o.refs, name);
  if (named) return newest(git, name, named);
  // One that was made with a suffix says so in its own context file only.
  const suffixed = o.refs
    .map((ref) => bareName(ref))
    .find((each) => each.startsWith(`${name}-`) && /^-\d+$/.test(each.slice(name.length)));
  const found = suffixed === undefined ? null : refsOf(o.refs, suffixed);
  return suffixed !== undefined && found ? newest(git, suffixed, found) : null;
}

function bareName(ref: Ref): string {
  return ref.remote === null ? ref.name : ref.name.slice(ref.remote.length + 1);
}

/** The local and the remote-tracking branch of a name; null when there is neither. */
export function refsOf(refs: readonly Ref[], name: string): { local: Ref | null; remote: Ref | null } | null {
  const local = refs.find((ref) => ref.remote === null && ref.name === name) ?? null;
  const remote = refs.find((ref) => ref.remote !== null && bareName(ref) === name) ?? null;
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

const RANK: Record<PhaseStatus, number> = { pending: 0, in_progress: 1, completed: 2 };

export function rank(status: PhaseStatus): number {
  return RANK[status];
}

/** What a context file says of a phase of this plan; null when it speaks of another plan or not of the phase. */
export function statusIn(context: ContextFile | null | undefined, plan: ActivePlan, id: PhaseId): PhaseStatus | null {
  const phased = context?.state?.phased;
  if (!phased || phased.masterPlan !== plan.path) return null;
  return phased.phases.find((each) => samePhase(each.phase, id))?.status ?? null;
}

/** How far a phase is, by all that is known: here, on the start point and on its own branch. */
export function furthestStatus(phase: PhasePlan, plan: ActivePlan, records: Records | null): PhaseStatus {
  const said = [
    phase.entry.status,
    statusIn(records?.start, plan, phase.id),
    statusIn(records?.tips.get(String(phase.id)), plan, phase.id),
  ];
  return said.reduce<PhaseStatus>((best, each) => (each !== null && rank(each) > rank(best) ? each : best), 'pending');
}
