import { parseContext } from '../context/parse';
import { isPlanError } from '../errors';
import type { Ports } from '../ports';
import { planStatus, type Snapshot } from '../status';
import type { PlanStatus } from '../types';
import { findBase, findStart, type Start } from './base';
import { proveMerged } from './merged';
import { expectedBranch, furthestStatus, readRecords } from './records';
import { readRepo } from './repo';
import { contextPath, readWorld, type World } from './world';

/** What was found out about commits stays true: merged or not, by branch tip and start point. */
export type MergedCache = Map<string, boolean>;

/** Reads everything a status needs. Changes nothing; throws only what is unexpected. */
export async function readStatus(ports: Ports, cache: MergedCache): Promise<PlanStatus> {
  const path = contextPath(ports);
  const world = await readWorld(ports).catch((error: unknown) => {
    if (isPlanError(error, 'NOT_INITIALIZED') || isPlanError(error, 'CONTEXT_INVALID')) return error;
    throw error;
  });
  if (!isPlanError(world)) {
    return planStatus({ path, context: world.context, world, ...(await readRepository(ports, world, cache)) });
  }
  const { repository } = await readRepository(ports, null, cache);
  const text = world.code === 'NOT_INITIALIZED' ? null : await ports.files.read(path).catch(() => null);
  const status = planStatus({
    path,
    context: text === null ? null : parseContext(text),
    world: null,
    repository,
    expectedBranch: null,
  });
  if (world.code === 'NOT_INITIALIZED' || text !== null) return status;
  // There is something, but no text: it must not be taken for a folder to be initialized.
  const problem = { code: world.code, severity: 'error' as const, message: world.message, file: path, line: 0 };
  return { ...status, state: 'invalid', next: null, problems: [problem] };
}

type RepositoryPart = Pick<Snapshot, 'repository' | 'expectedBranch'>;

async function readRepository(ports: Ports, world: World | null, cache: MergedCache): Promise<RepositoryPart> {
  const expected = world === null ? null : runningBranch(ports, world);
  if (!ports.trusted()) return { repository: null, expectedBranch: expected };
  try {
    await ports.git.open();
  } catch (error) {
    if (!isPlanError(error, 'NOT_A_REPOSITORY') && !isPlanError(error, 'GIT_MISSING')) throw error;
    return { repository: null, expectedBranch: expected };
  }
  const { head, refs, remotes } = await readRepo(ports);
  const merged = new Map<string, boolean>();
  const settings = ports.settings();
  const base = findBase(refs, remotes, settings.baseBranch);
  const bare = { branch: head.branch, hasRemote: remotes.length > 0, records: null, merged };
  if (!world?.plan || !base) return { repository: bare, expectedBranch: expected };
  const { plan } = world;
  const start = await findStart(ports.git, base, world.folder).catch((error: unknown): Start => {
    // Diverged: what reached the remote counts.
    const ref = base.upstream ?? base.local;
    if (!isPlanError(error, 'PULL_FAILED') || !ref) throw error;
    return { commit: ref.commit, ref: ref.name, why: error.message, bring: null };
  });
  const records = await readRecords(ports.git, { world, plan, refs, start: start.commit, settings });
  for (const phase of plan.phases) {
    if (furthestStatus(phase, plan, records) !== 'completed') continue;
    const key = [
      records.branches.get(String(phase.id))?.tip,
      start.commit,
      plan.path,
      phase.id,
      phase.entry.merged,
    ].join(' ');
    let known = cache.get(key);
    if (known === undefined) {
      known = (await proveMerged(ports.git, { plan, id: phase.id, records, start, contextFolder: world.folder }))
        .merged;
      cache.set(key, known);
    }
    merged.set(String(phase.id), known);
  }
  return { repository: { ...bare, records }, expectedBranch: expected };
}

/** The branch that the phase (or simple plan) running in this tree belongs to. */
function runningBranch(ports: Ports, world: World): string | null {
  const { plan, state } = world;
  if (!plan) return null;
  if (plan.kind === 'simple') return state.activeContext.includes(plan.path) ? state.executionBranch : null;
  const running = plan.phases.filter((each) => each.entry.status === 'in_progress');
  const phase = running.find((each) => String(each.id) === String(state.phased?.currentPhase)) ?? running[0];
  return phase ? expectedBranch(world, plan, phase, ports.settings()) : null;
}
