import { planNamedIn } from '../../context/planNamed';
import { branchName, readPlanFileName } from '../../plan/names';
import { isWholePlan } from '../../folder/library';
import { readWrittenStatus } from '../../plan/status';
import type { Ports } from '../../ports';
import { readArchived } from '../../folder/archived';
import type { KnownStates } from './knownStates';
import { readPlan } from '../../folder/world';
import type { PlanText } from '../../folder/model';
import { withPrefixInUse } from '../../repository/prefixInUse';
import { listPlans } from '../../folder/planFiles';

/** A plan that may be the one under way. */
export interface PlanChoice {
  path: string;
  title: string;
}

/**
 * The plan under way, by the first of these that names one that is there: what was asked for, the context file here,
 * the branch that is checked out, the committed context file, else the one plan that is neither completed nor archived.
 * Several such are given back, newest first; null when there is none.
 */
export async function choosePlan(
  ports: Ports,
  known: KnownStates,
  wanted?: string,
): Promise<PlanText | PlanChoice[] | null> {
  for (const path of [wanted, known.here && planNamedIn(known.here)]) {
    const plan = path ? (await readPlan(ports.files, path)).plan : null;
    if (plan) return plan;
  }
  const open = await unarchivedPlans(ports);
  const onBranch = open.filter(({ path }) => {
    const { branchPrefix } = withPrefixInUse(ports.settings(), known.refs, taskOf(path));
    const name = branchName(branchPrefix, taskOf(path), null);
    return known.branch === name || known.branch?.startsWith(`${name}-phase-`);
  });
  if (onBranch.length === 1 && onBranch[0]) return onBranch[0];
  const committed = known.committed && planNamedIn(known.committed);
  const found = open.find(({ path }) => path === committed);
  if (found) return found;
  // A simple plan is marked as completed before it is archived.
  const left = open.filter(isUnfinished);
  if (left.length === 1 && left[0]) return left[0];
  if (left.length === 0) return null;
  return left.map(asChoice);
}

/** The plans that are neither completed nor archived, newest first. */
export async function openPlans(ports: Ports): Promise<PlanChoice[]> {
  return (await unarchivedPlans(ports, isUnfinished)).map(asChoice);
}

function isUnfinished({ file }: PlanText): boolean {
  const status = readWrittenStatus(file.status?.text ?? null);
  return status !== 'completed' && status !== 'dropped';
}

function asChoice({ path, file }: PlanText): PlanChoice {
  return { path, title: file.title ?? taskOf(path) };
}

/** The task that a master plan's file is named after. */
export function taskOf(path: string): string {
  return (readPlanFileName(path)?.task ?? 'task').replace(/-master(?:-plan)?$/, '');
}

/**
 * The master and simple plans that no archive speaks of, newest first. Archives are read only where there is one: the
 * view asks for them again and again while no plan is under way.
 */
async function unarchivedPlans(ports: Ports, isMeant = (_: PlanText) => true): Promise<PlanText[]> {
  const { contextFolder } = ports.settings();
  const paths = (await listPlans(ports.files, contextFolder)).filter((path) => isWholePlan({ path }));
  const all = await readAll(ports, paths);
  const plans = all.filter((each) => each.file.kind !== 'phase' && isMeant(each));
  if (plans.length === 0) return [];
  const archived = new Set<string | null>();
  const archives = (await ports.files.list(`${contextFolder}/archives`)).filter((name) => /\.md$/i.test(name));
  const texts = await readAll(
    ports,
    archives.map((name) => `${contextFolder}/archives/${name}`),
  );
  for (const text of texts) archived.add(readArchived(text.text).plan);
  return plans.filter(({ path }) => !archived.has(path)).sort((a, b) => b.path.localeCompare(a.path));
}

async function readAll(ports: Ports, paths: readonly string[]): Promise<PlanText[]> {
  const found = await Promise.all(paths.map((path) => readPlan(ports.files, path)));
  return found.flatMap(({ plan }) => plan ?? []);
}
