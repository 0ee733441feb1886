import { planNamedIn } from '../context/planNamed';
import { PlanError } from '../errors';
import { contextPath, readPlan } from '../folder/world';
import type { Ports } from '../ports';
import { runSteps } from '../repository/commit';
import { mustBeSaved, mustBeTrusted } from '../repository/repo';
import type { AdoptOptions, PhaseId, PhaseStatus } from '../types';
import { folderSteps } from './init';
import { readKnownStates } from './rebuild/knownStates';
import { taskOf } from './rebuild/plan';
import { mustHaveNoConflict, rebuild, rebuiltName, stateFrom, type Proposal } from './rebuild/state';

/** What using a plan that is there would write, for a question that is asked first. */
export interface Adoption {
  proposal: Proposal;
  title: string;
  /** As plan files, summaries and branches tell them; empty for a simple plan. */
  phases: { phase: PhaseId; name: string; status: PhaseStatus }[];
}

/**
 * What `adoptPlan` would write. Changes nothing. Throws `UNTRUSTED`, `CONTEXT_INVALID`, `PLAN_MISSING`,
 * `INVALID_ARGUMENT` for the plan of a phase, `PLAN_EXISTS`, `UNFINISHED` where another plan is under way,
 * `CONTEXT_DIRTY`, `OUTSIDE_WORKSPACE`, and those of git.
 */
export async function foreseeAdoption(ports: Ports, o: AdoptOptions): Promise<Adoption> {
  mustBeTrusted(ports);
  const path = contextPath(ports);
  const before = await ports.files.read(path);
  mustHaveNoConflict(path, before);
  const { plan } = await readPlan(ports.files, o.plan);
  if (!plan) throw new PlanError('PLAN_MISSING', `There is no plan file ${o.plan}. Choose one that is there.`);
  if (plan.file.kind === 'phase')
    throw new PlanError('INVALID_ARGUMENT', `${o.plan} is the plan of a phase. Use its master plan instead.`);
  const title = plan.file.title ?? taskOf(plan.path);
  const known = await readKnownStates(ports, path, before);
  const other = known.here && planNamedIn(known.here);
  const underWay = other !== null && other !== plan.path ? (await readPlan(ports.files, other)).plan : null;
  if (underWay) {
    const name = underWay.file.title ?? taskOf(underWay.path);
    throw new PlanError('UNFINISHED', `“${name}” is the plan under way. Archive it first, then use “${title}”.`);
  }
  mustBeSaved(ports, [path]);
  const rebuilt = await rebuild(ports, known, plan);
  const proposal = await stateFrom(ports, { path, before, known, rebuilt, prose: other === null });
  if (proposal.after === before)
    throw new PlanError('PLAN_EXISTS', `“${title}” is the plan under way already. Start its next phase.`);
  const phases = rebuilt.phases.map((each) => ({ phase: each.id, name: rebuiltName(each, plan), status: each.status }));
  return { proposal, title, phases };
}

/**
 * Has the context file, made where there is none, name a plan that is there as the one under way, with the statuses
 * that plan files, summaries and branches tell. No other file changes, and no branch. Resolves to the files written.
 * Throws as `foreseeAdoption` does, and `CONTEXT_CHANGED`, `WRITE_FAILED`.
 */
export async function adoptPlan(ports: Ports, o: AdoptOptions): Promise<{ files: string[] }> {
  const { proposal, title } = await foreseeAdoption(ports, o);
  const { path, before, after } = proposal;
  const folders = await folderSteps(ports);
  await runSteps(ports, `Use “${title}”`, [...folders, { kind: 'write', path, was: before, text: after }]);
  return { files: [path] };
}
