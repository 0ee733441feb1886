import { isPlanError, PlanError, upperFirst } from '../errors';
import { archivePath, localTime } from '../plan/names';
import { subjects } from '../plan/subjects';
import type { Ports } from '../ports';
import { phaseAmidText } from '../phaseTexts';
import type { ArchiveOptions } from '../types';
import { statusStep } from './approve';
import { findBase } from '../repository/base';
import { commitSteps, runSteps } from '../repository/commit';
import { freshContextFile, today } from '../folder/templates';
import { isCompleted, isDroppedPhase } from '../repository/dropped';
import { readRecords, type Records } from '../repository/records';
import { mustBeSaved, openToWrite, readRepo } from '../repository/repo';
import type { Step } from '../steps';
import { mustHavePlan, readWorld } from '../folder/world';
import type { ActivePlan, World } from '../folder/model';

/**
 * Moves the context file to the archives and writes a fresh one.
 * Resolves to the archive's path. Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`, `UNFINISHED`,
 * `CONTEXT_DIRTY`, `WRITE_FAILED`, and with `commit` those of git.
 */
export async function archive(ports: Ports, o: ArchiveOptions): Promise<{ archive: string }> {
  await openToWrite(ports, o);
  const world = await readWorld(ports);
  const plan = mustHavePlan(world);
  const open = await unfinished(ports, world);
  if (open.length > 0 && o.unfinished !== 'archive') throw await refusedArchive(ports, world, plan, open);
  mustBeSaved(ports, [world.path, plan.path]);
  const path = await freeArchivePath(ports, world.folder);
  const kept = o.mode === 'fresh' ? [] : world.state.completedSummaries;
  const fresh = await freshContextFile(ports, 'Ready for next task.', kept);
  const steps: Step[] = [
    { kind: 'write', path, was: null, text: world.text },
    { kind: 'write', path: world.path, was: world.text, text: fresh },
    ...(open.length === 0 && plan.plan ? statusStep(plan.plan, finalStatus(plan)) : []),
  ];
  const commit = o.commit ? await commitSteps(ports, subjects.archive(plan.title), steps) : [];
  await runSteps(ports, `Archive “${plan.title}”`, [...steps, ...commit]);
  return { archive: path };
}

/**
 * The refusal (`UNFINISHED`) that `archive` would throw, for a question that is asked first; null when the plan is
 * finished.
 * Changes nothing. Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`,
 * `CONTEXT_DIRTY`.
 */
export async function findUnfinishedPlan(ports: Ports): Promise<PlanError | null> {
  await openToWrite(ports, {});
  const world = await readWorld(ports);
  const plan = mustHavePlan(world);
  mustBeSaved(ports, [world.path, plan.path]);
  const open = await unfinished(ports, world);
  return open.length === 0 ? null : refusedArchive(ports, world, plan, open);
}

/** Where every phase was dropped, nothing was completed. */
function finalStatus({ phases }: ActivePlan): string {
  return phases.length > 0 && phases.every(({ entry }) => entry.dropped) ? 'Dropped' : 'Completed';
}

async function refusedArchive(
  ports: Ports,
  world: World,
  plan: ActivePlan,
  open: readonly string[],
): Promise<PlanError> {
  const base = await completedElsewhere(ports, world, plan);
  if (base !== null) {
    const more = `Switch to ${base} and pull, then archive it; or archive it as it is.`;
    const title = `“${plan.title}” is completed, and the context file that is checked out here hasn’t heard of it.`;
    return new PlanError('UNFINISHED', `${title} ${more}`, { parts: { title, more } });
  }
  const title = `“${plan.title}” is not finished`;
  const message = `${title}: ${open.join(', ')}. Finish it first, or archive it as it is.`;
  return new PlanError('UNFINISHED', message, { parts: { title: `${title}.`, names: open.map(upperFirst) } });
}

/** The base branch, where commits say that the plan is completed; null where they don’t, or git can’t be asked. */
async function completedElsewhere(ports: Ports, world: World, plan: ActivePlan): Promise<string | null> {
  const known = await recordsIfKnown(ports, world, plan);
  return known && isCompleted(world, plan, known.records) ? known.base : null;
}

/** What commits say of the plan; null without a base branch, and where git can’t be asked. */
async function recordsIfKnown(
  ports: Ports,
  world: World,
  plan: ActivePlan,
): Promise<{ base: string; records: Records } | null> {
  try {
    const repo = await readRepo(ports);
    const { refs } = repo;
    const settings = ports.settings();
    const base = await findBase(ports.git, repo, settings);
    if (!base) return null;
    const start = (base.upstream ?? base.local)?.commit ?? null;
    return { base: base.name, records: await readRecords(ports.git, { world, plan, refs, start, settings }) };
  } catch (error) {
    if (isPlanError(error)) return null;
    throw error;
  }
}

async function unfinished(ports: Ports, world: World): Promise<string[]> {
  const { plan, state } = world;
  if (plan?.kind === 'simple') return state.activeContext.includes(plan.path) ? ['it is not summarized'] : [];
  const left = plan?.phases.filter(({ entry }) => entry.status !== 'completed') ?? [];
  if (!plan || left.length === 0) return [];
  // Commits may say that one runs which this file says to be dropped, and the other way round.
  const known = await recordsIfKnown(ports, world, plan);
  const open = left.filter((phase) => !isDroppedPhase(phase, plan, known?.records ?? null));
  return open.map(
    (each) => `${phaseAmidText(each.id)} is ${each.entry.status === 'pending' ? 'pending' : 'in progress'}`,
  );
}

async function freeArchivePath(ports: Ports, folder: string): Promise<string> {
  const time = localTime(ports.clock.now());
  for (let n = 0; ; n++) {
    const path = archivePath(folder, today(ports), n === 0 ? null : n === 1 ? time : `${time}-${n}`);
    if (!(await ports.files.exists(path))) return path;
  }
}
