import { editContext } from '../context/edit';
import type { StateEdit } from '../context/model';
import { PlanError } from '../errors';
import { isDate } from '../plan/dates';
import { oneLine } from '../plan/plainText';
import { branchName, phasePlanPath, planPath, stateTime, taskSlug } from '../plan/names';
import { subjects } from '../plan/subjects';
import { renderMaster, renderPhase, renderSimple } from '../plan/templates';
import type { Ports } from '../ports';
import { phaseAmidText, phaseText } from '../phaseTexts';
import { samePhase, type CreatePlanOptions, type PhaseDraft, type PhaseId } from '../types';
import { commitSteps, runSteps } from '../repository/commit';
import { readTemplate, today } from '../folder/templates';
import { mustBeSaved, openToWrite } from '../repository/repo';
import type { Step } from '../steps';
import { readWorld } from '../folder/world';
import type { World } from '../folder/model';
import { isOver } from '../plan/status';

interface Draft {
  task: string;
  title: string;
  date: string;
  path: string;
  phases: { id: PhaseId; draft: PhaseDraft; dependsOn: PhaseId[]; path: string }[];
}

/**
 * Writes a master plan and its phase plans, or one simple plan, and names them in the context file.
 * Resolves to the plan files written. Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `INVALID_ARGUMENT`,
 * `PLAN_EXISTS`, `UNFINISHED`, `CONTEXT_DIRTY`, `WRITE_FAILED`, and with `commit` those of git.
 */
export async function createPlan(ports: Ports, o: CreatePlanOptions): Promise<{ files: string[] }> {
  await openToWrite(ports, o);
  const world = await readWorld(ports);
  const draft = checkDraft(ports, o);
  for (const path of [draft.path, ...draft.phases.map((each) => each.path)]) {
    if (await ports.files.exists(path)) {
      throw new PlanError('PLAN_EXISTS', `${path} exists already. Choose another task name, or open that plan.`);
    }
  }
  mustBeFinished(world);
  mustBeSaved(ports, [world.path]);
  const plans = await renderFiles(ports, draft, o);
  const text = plannedContext(world, draft, ports.clock.now());
  const steps: Step[] = [
    ...plans.map(([path, plan]): Step => ({ kind: 'write', path, was: null, text: plan })),
    { kind: 'write', path: world.path, was: world.text, text },
  ];
  const commit = o.commit ? await commitSteps(ports, subjects.plan(draft.title), steps) : [];
  await runSteps(ports, `Create the plan “${draft.title}”`, [...steps, ...commit]);
  return { files: plans.map(([path]) => path) };
}

/** Throws what `createPlan` would throw whatever the plan; changes nothing. */
export async function judgeCreatePlan(ports: Ports): Promise<void> {
  await openToWrite(ports, {});
  mustBeFinished(await readWorld(ports));
}

/** What a plan's files will be called. Throws `INVALID_ARGUMENT`. */
function checkDraft(ports: Ports, o: CreatePlanOptions): Draft {
  const { contextFolder, branchPrefix } = ports.settings();
  const task = taskSlug(o.task);
  const date = o.date ?? today(ports);
  if (!isDate(date)) throw new PlanError('INVALID_ARGUMENT', `“${date}” is not a date. Write it as YYYY-MM-DD.`);
  // Git refuses some names; better now than when the first phase starts.
  branchName(branchPrefix, task, null);
  const drafts = o.phases ?? [];
  const phases = drafts.map((draft, index) => ({
    id: index + 1,
    draft: { ...draft, name: oneLine(draft.name) },
    dependsOn: draft.dependsOn ?? (index === 0 ? [] : [index]),
    path: phasePlanPath(contextFolder, date, task, index + 1),
  }));
  const ids = phases.map(({ id }) => id);
  for (const phase of phases) checkPhase(phase, ids);
  return {
    task,
    title: oneLine(o.title ?? '') || titleFromTask(o.task),
    date,
    path: planPath(contextFolder, date, task),
    phases,
  };
}

function checkPhase(phase: Draft['phases'][number], ids: PhaseId[]): void {
  if (phase.draft.name === '') throw new PlanError('INVALID_ARGUMENT', `${phaseText(phase.id)} needs a name.`);
  for (const id of phase.dependsOn) {
    const place = ids.findIndex((each) => samePhase(each, id));
    if (place < 0)
      throw new PlanError(
        'INVALID_ARGUMENT',
        `${phaseText(phase.id)} can't depend on ${phaseAmidText(id)}: there is none.`,
      );
    // Phases run in list order, so a later one can't come first; this rules out circles too.
    if (place >= ids.indexOf(phase.id)) {
      throw new PlanError(
        'INVALID_ARGUMENT',
        `${phaseText(phase.id)} can't depend on ${phaseAmidText(id)}, which comes no earlier.`,
      );
    }
  }
}

function titleFromTask(task: string): string {
  const words = oneLine(task.replace(/[-_]+/g, ' '));
  // A slug becomes a title; what was written as one stays.
  return /[A-Z\s]/.test(oneLine(task)) && !/^[a-z0-9-_]+$/.test(task)
    ? oneLine(task)
    : words.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

function mustBeFinished(world: World): void {
  const { plan, state } = world;
  const open = plan?.phases.filter(({ entry }) => !isOver(entry)).length ?? 0;
  const simpleOpen = plan?.kind === 'simple' && state.activeContext.includes(plan.path);
  if (!plan || (open === 0 && !simpleOpen)) return;
  throw new PlanError('UNFINISHED', `“${plan.title}” is not finished. Finish or archive it first.`);
}

async function renderFiles(ports: Ports, draft: Draft, o: CreatePlanOptions): Promise<[path: string, text: string][]> {
  const { title, date, task } = draft;
  const whole = o.objective === undefined ? {} : { objective: o.objective };
  if (draft.phases.length === 0)
    return [[draft.path, renderSimple({ title, date, ...whole }, await readTemplate(ports, 'plan'))]];
  const master = renderMaster(
    {
      title,
      date,
      task,
      ...whole,
      ...(o.whyPhased === undefined ? {} : { whyPhased: o.whyPhased }),
      phases: draft.phases.map(({ id, draft: phase, dependsOn, path }) => ({
        ...phase,
        phase: id,
        dependsOn,
        plan: path,
      })),
    },
    await readTemplate(ports, 'master'),
  );
  const template = await readTemplate(ports, 'phase');
  const phases = draft.phases.map(({ id, draft: phase, dependsOn, path }, index): [string, string] => [
    path,
    renderPhase({ ...phase, phase: id, title, date, parent: draft.path, dependsOn, first: index === 0 }, template),
  ]);
  return [[draft.path, master], ...phases];
}

function plannedContext(world: World, draft: Draft, now: Date): string {
  const { state } = world;
  const phased = {
    master_plan: draft.path,
    phases: draft.phases.map(({ id, path }) => ({ phase: id, plan: path, status: 'pending' })),
    current_phase: null,
  };
  const paths = [draft.path, ...draft.phases.map((each) => each.path)];
  // What an earlier, finished plan left behind says nothing of this one.
  const finished = world.plan ? [world.plan.path, ...world.plan.phases.map((each) => each.plan?.path)] : [];
  const kept = state.activeContext.filter((path) => !paths.includes(path) && !finished.includes(path));
  const edits: StateEdit[] = [
    { path: ['active_context'], value: [...kept, ...paths] },
    ...(state.executionBranch === null ? [] : [{ path: ['execution_branch'], value: undefined }]),
    ...(state.executionStarted === null ? [] : [{ path: ['execution_started'], value: undefined }]),
    ...(draft.phases.length > 0 || state.phased
      ? [{ path: ['phased_execution'], value: draft.phases.length > 0 ? phased : undefined }]
      : []),
    { path: ['last_updated'], value: stateTime(now) },
  ];
  const stale = world.context.branch !== null || world.context.masterPlan !== null || world.context.plan !== null;
  return editContext(world.text, {
    summaryLine: `Planned: ${draft.title}`,
    ...(stale ? { metadata: [] } : {}),
    state: edits,
  });
}
