import { readSummaryTodos, type ListedTodo } from '../plan/summaryTodos';
import type { Ports } from '../ports';
import { PhaseMap } from '../phaseMap';
import type { PhaseId, PhaseStatus } from '../types';
import { readIfText } from '../folder/summaryFile';
import { todosOfPhase } from '../folder/phaseTodos';
import { summaryOf } from '../folder/world';
import type { PhasePlan, PlanText, World } from '../folder/model';

/** What a phase that doesn't run consists of: before it, the steps of its plan; after it, its to-dos. */
export interface PhaseList {
  /** The file that it stands in. */
  path: string;
  items: readonly ListedTodo[];
}

export type PhaseLists = PhaseMap<PhaseList>;

/** The to-dos of completed phases that stand in their summaries alone. */
export async function readSummaryLists(ports: Ports, world: World): Promise<PhaseLists> {
  const { plan } = world;
  const phases = plan?.phases.filter(({ entry }) => entry.status === 'completed') ?? [];
  const found = phases.map(async (phase): Promise<[PhaseId, PhaseList][]> => {
    const path = plan && summaryOf(world, plan, phase);
    if (!path || todosOfPhase(world, phase).length > 0) return [];
    const items = readSummaryTodos((await readIfText(ports, path)) ?? '');
    return items.length > 0 ? [[phase.id, { path, items }]] : [];
  });
  return new PhaseMap((await Promise.all(found)).flat());
}

/** The lists of all phases that don't run. `statuses`: as they are shown, by their place in the plan. */
export function phaseLists(world: World | null, statuses: readonly PhaseStatus[], inSummaries: PhaseLists): PhaseLists {
  if (!world?.plan) return new PhaseMap();
  const { plan, state } = world;
  if (plan.kind === 'simple') {
    const isPlanned = state.activeContext.includes(plan.path) && state.executionBranch === null;
    return listsOf([[null, isPlanned ? stepsOf(plan.plan) : undefined]]);
  }
  return listsOf(
    plan.phases.map((phase, index): [PhaseId, PhaseList | undefined] => {
      const { id } = phase;
      if (statuses[index] === 'pending') return [id, stepsOf(phase.plan)];
      return [id, statuses[index] === 'completed' ? (todosHere(world, phase) ?? inSummaries.get(id)) : undefined];
    }),
  );
}

function stepsOf(plan: PlanText | null): PhaseList | undefined {
  if (!plan) return undefined;
  const items = plan.file.steps.map(({ text, line, marker = ' ' }) => ({ text, line, depth: 0, marker }));
  return { path: plan.path, items };
}

function todosHere(world: World, phase: PhasePlan): PhaseList | undefined {
  if (phase.entry.status !== 'completed') return undefined;
  const items = todosOfPhase(world, phase).map(({ text, line, depth, marker }) => ({ text, line, depth, marker }));
  return items.length > 0 ? { path: world.path, items } : undefined;
}

const listsOf = (all: [PhaseId | null, PhaseList | undefined][]): PhaseLists =>
  new PhaseMap(all.flatMap(([id, list]) => (list && list.items.length > 0 ? [[id, list] as const] : [])));
