import { PlanError } from '../errors';
import { readTemplate, today } from '../folder/templates';
import { phaseAmidText, phaseText } from '../phaseTexts';
import type { BoxDraft } from '../plan/boxes';
import { isDate } from '../plan/dates';
import { addMetadata, writePlanStatus } from '../plan/edit';
import { branchName, phasePlanPath, planPath, taskSlug } from '../plan/names';
import { oneLine } from '../plan/plainText';
import { renderMaster, renderPhase, renderSimple } from '../plan/templates';
import type { Ports } from '../ports';
import { samePhase, type CreatePlanOptions, type PhaseDraft, type PhaseId } from '../types';

/** What a phase of a new plan holds: more than the API's `createPlan` takes. */
interface NewPhaseContent extends Omit<PhaseDraft, 'steps' | 'criteria'> {
  steps?: readonly BoxDraft[];
  criteria?: readonly BoxDraft[];
  /** Its work was done before there was this plan. */
  isCompleted?: boolean;
  /** Nobody was to do it any more. */
  isDropped?: boolean;
}

/** What a new plan holds. */
export interface PlanContent extends Omit<CreatePlanOptions, 'phases'> {
  phases?: readonly NewPhaseContent[];
  /** Of a plan without phases. */
  steps?: readonly BoxDraft[];
  /** Of the plan as a whole. */
  criteria?: readonly BoxDraft[];
  /** Where it came from, as Markdown in one line. */
  source?: string;
}

/** A new plan with the names that its files will have. */
export interface NewPlan {
  content: PlanContent;
  task: string;
  title: string;
  date: string;
  path: string;
  phases: { id: PhaseId; content: NewPhaseContent; dependsOn: PhaseId[]; path: string }[];
}

/** What a plan's files will be called. Throws `INVALID_ARGUMENT`. */
export function namePlan(ports: Ports, content: PlanContent): NewPlan {
  const { contextFolder, branchPrefix } = ports.settings();
  const task = taskSlug(content.task);
  const date = content.date ?? today(ports);
  if (!isDate(date)) throw new PlanError('INVALID_ARGUMENT', `“${date}” is not a date. Write it as YYYY-MM-DD.`);
  // Git refuses some names; better now than when the first phase starts.
  branchName(branchPrefix, task, null);
  const phases = (content.phases ?? []).map((phase, index) => ({
    id: index + 1,
    content: { ...phase, name: oneLine(phase.name) },
    dependsOn: phase.dependsOn ?? (index === 0 ? [] : [index]),
    path: phasePlanPath(contextFolder, date, task, index + 1),
  }));
  const ids = phases.map(({ id }) => id);
  for (const phase of phases) checkPhase(phase, ids);
  return {
    content,
    task,
    title: oneLine(content.title ?? '') || titleFromTask(content.task),
    date,
    path: planPath(contextFolder, date, task),
    phases,
  };
}

function checkPhase(phase: NewPlan['phases'][number], ids: PhaseId[]): void {
  if (phase.content.name === '') throw new PlanError('INVALID_ARGUMENT', `${phaseText(phase.id)} needs a name.`);
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

/** The files of a new plan, its own first; from the user's own templates where there are some. */
export async function renderPlan(ports: Ports, plan: NewPlan): Promise<{ path: string; text: string }[]> {
  const { title, date, task, path: own, content } = plan;
  const { objective, whyPhased, steps, criteria, source } = content;
  const whole = { title, date, ...(objective === undefined ? {} : { objective }), ...(criteria ? { criteria } : {}) };
  const sourced = (text: string) => (source === undefined ? text : addMetadata(text, 'Source', source));
  if (plan.phases.length === 0) {
    const text = renderSimple({ ...whole, ...(steps ? { steps } : {}) }, await readTemplate(ports, 'plan'));
    return [{ path: own, text: sourced(text) }];
  }
  const phases = plan.phases.map(({ id, content: phase, dependsOn, path }) => ({
    ...phase,
    phase: id,
    dependsOn,
    plan: path,
  }));
  const reason = whyPhased === undefined ? {} : { whyPhased };
  const master = renderMaster({ ...whole, task, ...reason, phases }, await readTemplate(ports, 'master'));
  const template = await readTemplate(ports, 'phase');
  return [
    { path: own, text: sourced(master) },
    ...phases.map(({ plan: path, ...phase }, index) => {
      const text = renderPhase({ ...phase, title, date, parent: own, first: index === 0 }, template);
      const status = phase.isCompleted ? 'Completed' : phase.isDropped ? 'Dropped' : null;
      return { path, text: status ? sourced(writePlanStatus(text, status)) : text };
    }),
  ];
}
