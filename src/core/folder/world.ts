import type { PhasePlan, ActivePlan, World } from './model';
import type { ContextFile, ContextState, PhaseEntry } from '../context/model';
import { parseContext } from '../context/parse';
import { planPathsInUse, planNamedIn } from '../context/planNamed';
import { PlanError, isPlanError } from '../errors';
import { resolveDependencies } from '../plan/dependencies';
import { isCalledAfter } from './branches';
import { phasePlanCandidates, readPlanFileName, resolveReference, summaryAmong } from '../plan/names';
import { parsedPlan } from '../plan/parsed';
import { PhaseMap } from '../phaseMap';
import type { Files, Ports } from '../ports';
import { phaseAmidText, phaseName } from '../phaseTexts';
import { samePhase, type PhaseId } from '../types';
import { contextFileIn } from './paths';
import { readSiblings } from './siblings';

export function contextPath(ports: Ports): string {
  return contextFileIn(ports.settings().contextFolder);
}

/**
 * Reads the context file and the plan files it names.
 * Throws `NOT_INITIALIZED`, `CONTEXT_INVALID`.
 */
export async function readWorld(ports: Ports): Promise<World> {
  const path = contextPath(ports);
  let parsed: ContextFile | undefined;
  const text = await ports.files.read(path, (read) => (parsed = parseContext(read)).state !== null);
  if (text === null) {
    throw new PlanError('NOT_INITIALIZED', `There is no ${path} yet. Run “Phased Plans: Initialize” first.`);
  }
  const context = parsed?.text === text ? parsed : parseContext(text);
  if (!context.state) throw unusable(path, context);
  // What somebody is typing there will be the file: until it can be read, nothing is written beside it.
  const held = ports.documents.unsavedText?.(path) ?? null;
  const inEditor = held === null ? context : parseContext(held);
  if (!inEditor.state) throw unusable(`${path} in its editor`, inEditor);
  return worldOf(ports, context, context.state);
}

function unusable(what: string, { issues }: ContextFile): PlanError {
  const issue = issues[0];
  const where = issue ? `, line ${issue.line + 1}: ${issue.message.replace(/\.$/, '')}` : '';
  return new PlanError(
    'CONTEXT_INVALID',
    `The state block of ${what} can't be used${where}. Repair it, then try again.`,
  );
}

/** The world by a context file, and the plan files it names. */
export async function worldOf(ports: Ports, context: ContextFile, state: ContextState): Promise<World> {
  const folder = ports.settings().contextFolder;
  const plan = await readActivePlan(ports, context, state);
  return { folder, path: contextPath(ports), text: context.text, context, state, plan };
}

/** The plan of a world. Throws `NO_PLAN`. */
export function mustHavePlan(world: World): ActivePlan {
  if (world.plan) return world.plan;
  throw new PlanError(
    'NO_PLAN',
    'There is no active plan here. Run “Phased Plans: Create Plan” first, or pull if it was made elsewhere.',
  );
}

/** One phase of a plan. Throws `UNKNOWN_PHASE`. */
export function mustFindPhase(plan: ActivePlan, id: PhaseId): PhasePlan {
  const phase = plan.phases.find((each) => samePhase(each.id, id));
  if (phase) return phase;
  const known = plan.phases.map((each) => each.id).join(', ');
  const next = plan.kind === 'simple' ? 'It is a simple plan: name none instead' : `Choose one of its phases: ${known}`;
  throw new PlanError('UNKNOWN_PHASE', `“${plan.title}” has no ${phaseAmidText(id)}. ${next}.`);
}

async function readActivePlan(ports: Ports, context: ContextFile, state: ContextState): Promise<ActivePlan | null> {
  if (state.phased && state.phased.phases.length > 0) {
    return readPhasedPlan(ports.files, planNamedIn(context) ?? '', state.phased.phases);
  }
  const path = simplePlanPath(ports, context, state);
  if (path === null) return null;
  const siblings = await readSiblings(ports, path, state);
  if (siblings) return readPhasedPlan(ports.files, siblings.master, siblings.entries);
  const found = await readPlan(ports.files, path);
  const task = readPlanFileName(path)?.task ?? 'task';
  return { kind: 'simple', path, task, title: found.plan?.file.title ?? task, ...found, phases: [] };
}

function simplePlanPath(ports: Ports, context: ContextFile, state: ContextState): string | null {
  const plans = planPathsInUse(state);
  const settings = ports.settings();
  const running = plans.find((path) => {
    const task = readPlanFileName(path)?.task;
    return task !== undefined && isCalledAfter(state.executionBranch, { settings, task, phase: null });
  });
  // Summarized, a simple plan leaves the active context; its branch and plan line stay until it is archived.
  const summarized = state.executionBranch !== null && state.completedSummaries.length > 0 ? context.plan : null;
  return running ?? (plans.length > 0 ? planNamedIn(context) : summarized);
}

async function readPhasedPlan(files: Files, path: string, entries: readonly PhaseEntry[]): Promise<ActivePlan> {
  const { plan: master, unreadable } = await readPlan(files, path);
  const beside = await filesBeside(files, path);
  // The first of two of one id counts.
  const sections = new PhaseMap((master?.file.phases ?? []).toReversed().map((each) => [each.phase, each] as const));
  const listed = (id: PhaseId) => sections.get(id);
  const plans = await Promise.all(
    entries.map((entry) => findPhasePlan(files, path, entry, { written: listed(entry.phase)?.plan ?? null, beside })),
  );
  const dependencies = resolveDependencies(
    entries.map((entry, index) => ({
      phase: entry.phase,
      dependsOn: entry.dependsOn,
      dependencies: plans[index]?.plan?.file.dependencies ?? listed(entry.phase)?.dependencies ?? null,
    })),
  );
  const task = readPlanFileName(path)?.task ?? 'task';
  return {
    kind: 'phased',
    path,
    task,
    title: master?.file.title ?? task,
    plan: master,
    unreadable,
    phases: entries.map((entry, index) => ({
      id: entry.phase,
      index,
      entry,
      name: phaseName(entry.phase, [entry.name, listed(entry.phase)?.name, plans[index]?.plan?.file.title]),
      plan: plans[index]?.plan ?? null,
      unreadable: plans[index]?.unreadable ?? null,
      dependsOn: dependencies.get(entry.phase) ?? [],
    })),
  };
}

/**
 * The files where phase plans may be, in lower case: listing folders is less work than a try at every name of every
 * phase.
 */
async function filesBeside(files: Files, path: string): Promise<ReadonlySet<string>> {
  // Where they may be is the same for every phase.
  const folders = phasePlanCandidates(path, 1).map((file) => file.slice(0, file.lastIndexOf('/')));
  const lists = [...new Set(folders)].map(async (folder) =>
    (await files.list(folder).catch(() => [])).map((name) => `${folder}/${name}`.toLowerCase()),
  );
  return new Set((await Promise.all(lists)).flat());
}

async function findPhasePlan(
  files: Files,
  masterPath: string,
  entry: PhaseEntry,
  { written, beside }: { written: string | null; beside: ReadonlySet<string> },
): Promise<ReadPlan> {
  const candidates = [
    ...(entry.plan === null ? [] : [entry.plan]),
    ...(written ? [resolveReference(masterPath, written)] : []),
    ...phasePlanCandidates(masterPath, entry.phase).filter((candidate) => beside.has(candidate.toLowerCase())),
  ];
  let unreadable: string | null = null;
  for (const path of new Set(candidates)) {
    const found = await readPlan(files, path);
    if (found.plan) return found;
    unreadable ??= found.unreadable;
  }
  return { plan: null, unreadable };
}

/** The summary file of a phase among the completed ones, or null. */
export function summaryOf(world: World, plan: ActivePlan, phase: PhasePlan | null): string | null {
  return summaryAmong(world.state.completedSummaries, plan.task, phase?.id ?? null);
}

export type ReadPlan = Pick<PhasePlan, 'plan' | 'unreadable'>;

/** A plan file, or why it can't be read; a path that leaves the workspace leads to none. */
export async function readPlan(files: Files, path: string): Promise<ReadPlan> {
  if (path === '') return { plan: null, unreadable: null };
  try {
    const text = await files.read(path);
    return { plan: text === null ? null : { path, text, file: parsedPlan(text, path) }, unreadable: null };
  } catch (error) {
    if (isPlanError(error, 'OUTSIDE_WORKSPACE')) return { plan: null, unreadable: null };
    if (isPlanError(error, 'CONTEXT_INVALID')) return { plan: null, unreadable: error.message };
    throw error;
  }
}
