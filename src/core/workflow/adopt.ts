import { editContext } from '../context/edit';
import { parseContext } from '../context/parse';
import { planNamedIn } from '../context/planNamed';
import { readableState, withReadableState } from '../context/repairState';
import { PlanError } from '../errors';
import type { PlanText } from '../folder/model';
import { contextPath, readPlan } from '../folder/world';
import type { Ports } from '../ports';
import { runSteps } from '../repository/commit';
import { mustBeSaved, mustBeTrusted } from '../repository/repo';
import type { AdoptOptions, PhaseId, PhaseStatus } from '../types';
import type { Step } from '../steps';
import { folderSteps } from './init';
import { readKnownStates, type KnownStates } from './rebuild/knownStates';
import type { RebuiltPhase, StatusSource } from './rebuild/phases';
import { taskOf } from './rebuild/plan';
import { mustHaveNoConflict, rebuild, rebuiltName, stateFrom, type Proposal, type Rebuilt } from './rebuild/state';
import { isPlanInTaskFolder } from '../plan/names';
import { isOver } from '../plan/status';

/** A phase as it will stand in the state. */
export interface AdoptedPhase {
  phase: PhaseId;
  name: string;
  status: PhaseStatus | 'dropped';
  /** What says so; null for one that nothing says has begun. */
  saidBy: StatusSource | null;
  hasFile: boolean;
}

/** What using a plan that is there would write, for a question that is asked first. */
export interface Adoption {
  proposal: Proposal;
  title: string;
  /** How many phases are sections of the plan’s own file alone, which makes them steps of one plan. */
  sections: number;
  /** As plan files, summaries and branches tell them; empty for a simple plan. */
  phases: AdoptedPhase[];
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
  const wanted = o.plan.replace(/^(?:\.\/)+/, '');
  const plans = `${ports.settings().contextFolder}/plans`;
  if (!isPlanFile(wanted, plans))
    throw new PlanError(
      'INVALID_ARGUMENT',
      `${o.plan} is no plan file. Choose one in ${plans}, or one of a task that has a folder of its own there.`,
    );
  const { plan } = await readPlan(ports.files, wanted);
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
  const isOther = other !== null && other !== plan.path;
  const text = isOther && before !== null ? withoutPlan(before, other) : before;
  const fresh =
    isOther && text !== null ? { ...known, here: parseContext(text), hereState: readableState(text) } : known;
  const rebuilt = asBegun(await rebuild(ports, fresh, plan), known);
  mustBeOpen(rebuilt, title);
  const state = { path, before: text, known: fresh, rebuilt, prose: other === null || isOther };
  const proposal = { ...(await stateFrom(ports, state)), before };
  if (proposal.after === before)
    throw new PlanError('PLAN_EXISTS', `“${title}” is the plan under way already. Start its next phase.`);
  const phases = rebuilt.phases.map((each) => adopted(each, plan));
  const sections = phases.length > 0 ? 0 : plan.file.phases.length;
  return { proposal, title, phases, sections };
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
  const write: Step = { kind: 'write', path, was: before, text: after };
  await runSteps(ports, `Use “${title}”`, [...folders, write], { isRecorded: true });
  return { files: [path] };
}

/** Whether it stands where plan files are looked for. */
function isPlanFile(path: string, plans: string): boolean {
  const below = path.startsWith(`${plans}/`) ? path.slice(plans.length + 1).split('/') : [];
  const isPlain = below.every((part) => part !== '' && part !== '.' && part !== '..');
  return isPlain && /\.md$/i.test(path) && (below.length === 1 || (below.length === 2 && isPlanInTaskFolder(path)));
}

function adopted(phase: RebuiltPhase, master: PlanText): AdoptedPhase {
  const { id, dropped, plan } = phase;
  const status = dropped ? 'dropped' : phase.status;
  const saidBy = status === 'pending' ? null : phase.saidBy;
  return { phase: id, name: rebuiltName(phase, master), status, saidBy, hasFile: plan !== null };
}

/** What the context file tells of a plan whose file is gone says nothing of the next one. */
function withoutPlan(text: string, plan: string): string {
  const readable = withReadableState(text, null);
  const phases = parseContext(readable).state?.phased?.phases ?? [];
  const files = [plan, ...phases.map((each) => each.plan)];
  const active = parseContext(readable).state?.activeContext ?? [];
  const gone = ['execution_branch', 'execution_started', 'phased_execution'].map((key) => ({
    path: [key],
    value: undefined,
  }));
  const state = [...gone, { path: ['active_context'], value: active.filter((path) => !files.includes(path)) }];
  return editContext(readable, { metadata: [], state });
}

/**
 * What only its plan says to be in progress, with its branch nowhere, hasn’t begun here: starting makes the branch, and
 * takes over the boxes that are ticked.
 */
function asBegun(rebuilt: Rebuilt, { refs }: KnownStates): Rebuilt {
  const isThere = (branch: string): boolean => refs.some(({ name }) => name === branch || name.endsWith(`/${branch}`));
  const phases = rebuilt.phases.map((phase) =>
    phase.status === 'in_progress' && !phase.checkedOut && !isThere(phase.branch)
      ? { ...phase, status: 'pending' as const, entry: { ...phase.entry, status: 'pending' } }
      : phase,
  );
  const running = rebuilt.running && (phases.find(({ id }) => id === rebuilt.running?.id) ?? null);
  const { simple } = rebuilt;
  return {
    ...rebuilt,
    phases,
    running: running?.status === 'in_progress' ? running : null,
    simple: simple?.status === 'in_progress' && !isThere(simple.branch) ? { ...simple, status: 'pending' } : simple,
  };
}

/** Throws `INVALID_ARGUMENT` where nothing is left to do. */
function mustBeOpen({ phases, simple }: Rebuilt, title: string): void {
  const isDone = simple ? simple.status === 'completed' : phases.every(isOver);
  if (!isDone) return;
  const message = `“${title}” is completed, by its plans or summaries. Change its status there first if that isn’t so.`;
  throw new PlanError('INVALID_ARGUMENT', message);
}
