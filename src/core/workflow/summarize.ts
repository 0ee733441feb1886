import { inShort, PlanError, upperFirst } from '../errors';
import { expectedBranch } from '../folder/branches';
import { mustHaveFile, mustListPhases } from '../folder/guards';
import { isOfContext } from '../folder/methodFiles';
import type { ActivePlan, PhasePlan } from '../folder/model';
import { criteriaOf, summaryTodos, todosOfPhase } from '../folder/phaseTodos';
import { findSummary, type Summarized } from '../folder/summaryFile';
import { readTemplate, today } from '../folder/templates';
import { mustHavePlan, mustFindPhase, readWorld, summaryOf } from '../folder/world';
import { checkPhaseId, summaryPath } from '../plan/names';
import { phaseInWords, subjects } from '../plan/subjects';
import { renderSummary } from '../plan/summary';
import type { Ports } from '../ports';
import { changedFiles, subjectsOf } from '../repository/changedFiles';
import { commitSteps, runSteps } from '../repository/commit';
import { defaultPhase } from '../repository/defaultPhase';
import { readWork, type PhaseWork } from '../repository/phaseWork';
import { mustBeSaved, openForChange } from '../repository/repo';
import { uncommittedWork } from '../repository/uncommittedWork';
import { notesOfPhase } from '../repository/summarizedNotes';
import { currentPhaseHere } from '../repository/worktree';
import type { Step } from '../steps';
import { phaseAmidText } from '../phaseTexts';
import type { SummarizeOptions } from '../types';
import { statusStep } from './approve';
import { completedContext } from './completeEdit';
import { refuseOpen } from './unfinished';
import { isOver } from '../plan/status';

interface Subject extends Summarized {
  branch: string;
}

/**
 * Writes the summary of a phase, or of a simple plan, from its branch's commits, and completes it.
 * `warnings` tells of work the summary can't see. Throws those of git, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`,
 * `UNKNOWN_PHASE`, `INVALID_ARGUMENT`, `PHASE_COMPLETED`, `PLAN_MISSING`, `PHASE_NOT_STARTED`, `SUMMARY_EXISTS`,
 * `UNFINISHED` unless what is open is carried, `CONTEXT_DIRTY`, `WRITE_FAILED`.
 */
export async function summarizePhase(
  ports: Ports,
  o: SummarizeOptions,
): Promise<{ summary: string; warnings: string[] }> {
  const { subject, work, existing, path } = await prepare(ports, o);
  // Where the branch has other work, a warning does.
  const isIdle = work.commits?.length === 0;
  const unfinished = o.open === 'carry' ? null : await refusal(ports, subject, { ...work, away: null }, isIdle);
  if (unfinished !== null) throw unfinished;
  const { world, plan, phase, file } = subject;
  const warnings = await unseenWork(ports, subject);
  if (work.away !== null) warnings.push(`${path} was written on ${work.away}, not on ${subject.branch}.`);
  if (existing) warnings.push(`${path} was there already; it was kept as it is.`);
  const steps: Step[] = existing
    ? []
    : [{ kind: 'write', path, was: null, text: await summaryText(ports, subject, work, o) }];
  const settings = ports.settings();
  const completed = { plan, phase, file, summary: path, settings, now: ports.clock.now() };
  steps.push({ kind: 'write', path: world.path, was: world.text, text: completedContext(world, completed) });
  steps.push(...statusStep(file, 'Completed'));
  const what = phase ? phaseAmidText(phase.id) : plan.title;
  const message = subjects.summarize(plan.title, phase);
  const commit = o.commit ? await commitSteps(ports, message, steps, existing ? [path] : []) : [];
  await runSteps(ports, `Summarize ${what}`, [...steps, ...commit]);
  return { summary: path, warnings };
}

/**
 * The refusal (`UNFINISHED`) that `summarizePhase` would throw, for a question that is asked first, and that for work
 * of which it would warn afterwards; null when nothing is open. Changes nothing. Throws as that does.
 */
export async function findUnfinished(ports: Ports, o: SummarizeOptions): Promise<PlanError | null> {
  const { subject, work } = await prepare(ports, o);
  return refusal(ports, subject, work, true);
}

async function refusal(
  ports: Ports,
  subject: Subject,
  { commits, away }: PhaseWork,
  looksAround: boolean,
): Promise<PlanError | null> {
  const uncommitted = looksAround ? await uncommittedWork(ports, subject) : [];
  const todos = todosOfPhase(subject.world, subject.phase);
  const { branch } = subject;
  return refuseOpen({ todos, criteria: criteriaOf(subject.file), commits, branch, uncommitted, away });
}

/** Everything that is to be known before anything is written. */
async function prepare(ports: Ports, o: SummarizeOptions) {
  await openForChange(ports);
  const subject = await findSubject(ports, o);
  const { world, plan, phase, file } = subject;
  const existing = await findSummary(ports, subject);
  const path = existing?.path ?? summaryPath(world.folder, today(ports), plan.task, phase?.id ?? null);
  mustBeSaved(ports, [world.path, file.path, path]);
  if (!existing && (await ports.files.read(path)) !== null) {
    throw new PlanError(
      'SUMMARY_EXISTS',
      `${path} exists and is not this phase's. Rename or remove it, then try again.`,
    );
  }
  return { subject, work: await readWork(ports, subject), existing, path };
}

async function findSubject(ports: Ports, o: SummarizeOptions): Promise<Subject> {
  const world = await readWorld(ports);
  const plan = mustHavePlan(world);
  const settings = ports.settings();
  if (plan.kind === 'simple') {
    if (o.phase !== undefined) mustFindPhase(plan, o.phase);
    if (!world.state.activeContext.includes(plan.path)) {
      throw new PlanError('PHASE_COMPLETED', `“${plan.title}” is summarized already. Archive it next.`);
    }
    if (world.state.executionBranch === null) {
      throw new PlanError('PHASE_NOT_STARTED', `“${plan.title}” was not started yet. Start it first.`);
    }
    return { world, plan, phase: null, file: mustHaveFile(plan, null), branch: world.state.executionBranch };
  }
  mustListPhases(world, plan);
  const running = currentPhaseHere(ports, world);
  const phase = o.phase === undefined ? defaultPhase(plan, null, running) : mustFindPhase(plan, o.phase);
  checkPhaseId(phase.id);
  // Completed by hand or by another tool, it may still lack its summary.
  if (phase.entry.status === 'completed' && summaryOf(world, plan, phase) !== null) {
    throw new PlanError(
      'PHASE_COMPLETED',
      `${upperFirst(phaseInWords(phase))} is summarized already. Start another phase, or archive the plan.`,
    );
  }
  const branch = expectedBranch(world, plan, phase, settings);
  const file = mustHaveFile(plan, phase);
  if (phase.entry.status === 'pending') {
    throw new PlanError(
      'PHASE_NOT_STARTED',
      `${upperFirst(phaseInWords(phase))} does not run on this branch. Start it first, or switch to ${branch} if it runs there.`,
    );
  }
  return { world, plan, phase, file, branch };
}

async function unseenWork(ports: Ports, subject: Subject): Promise<string[]> {
  const open = await uncommittedWork(ports, subject);
  return open.length === 0 ? [] : [`Uncommitted changes are not in the summary: ${inShort(open)}.`];
}

async function summaryText(ports: Ports, subject: Subject, work: PhaseWork, o: SummarizeOptions): Promise<string> {
  const { world, plan, phase, file, branch } = subject;
  const { history } = work;
  const changed = history ? await changedFiles(ports.git, history) : [];
  const changes = changed.filter((each) => !isOfContext(each.path, world.folder));
  return renderSummary(
    {
      title: plan.title,
      phase: phase?.id ?? null,
      phaseName: phase?.name ?? null,
      date: today(ports),
      branch,
      plan: file.path,
      objective: file.file.objective,
      changes,
      commits: history ? subjectsOf(history, changes) : [],
      todos: summaryTodos(world, phase),
      criteria: criteriaOf(file),
      learnings: o.learnings ?? [],
      progressNotes: await notesOfPhase(ports, subject, work),
      nextSteps: o.nextSteps ?? nextSteps(plan, phase),
    },
    await readTemplate(ports, 'summary'),
  );
}

function nextSteps(plan: ActivePlan, phase: PhasePlan | null): string[] {
  const next =
    phase && plan.phases.find((each) => each !== phase && each.entry.status === 'pending' && !isOver(each.entry));
  return next
    ? ['Review and merge this phase', `Start ${phaseAmidText(next.id)}: ${next.name}`]
    : ['Review and merge', 'Archive the plan'];
}
