import type { PhaseId } from '../types';
import { boxes, type BoxDraft } from './boxes';
import { MASTER, MASTER_CRITERIA, PHASE, SIMPLE } from './builtin';
import { writeDependencies } from './dependencies';
import { closeFences, codeSpan, nestHeadings, oneLine } from './plainText';
import { renderAll } from './render';

export { render } from './render';
export { renderSummary } from './summary';
export type { SummaryChange, SummaryContent } from './summary';

interface MasterPhase {
  phase: PhaseId;
  name: string;
  objective?: string;
  deliverables?: readonly string[];
  dependsOn: readonly PhaseId[];
  /** The path of its plan file. */
  plan: string;
}

export interface MasterContent {
  title: string;
  date: string;
  /** The slug. */
  task: string;
  objective?: string;
  whyPhased?: string;
  /** Of the whole plan; none: those that every plan has. */
  criteria?: readonly BoxDraft[];
  phases: readonly MasterPhase[];
}

/**
 * A master plan. What isn't given is left as a text in brackets for the user to write; what is given is taken
 * literally, names and list items on one line.
 *
 * @param template The user's own `templates/master.md`. Knows `{TITLE}`, `{TASK}`, `{DATE}`, `{OBJECTIVE}`,
 * `{WHY_PHASED}`, `{PHASES}`, `{CRITERIA}`; given texts it has no place for are appended.
 */
export function renderMaster(o: MasterContent, template: string = MASTER): string {
  const values = {
    TITLE: oneLine(o.title),
    TASK: o.task,
    DATE: o.date,
    OBJECTIVE: block(o.objective, '[What the whole change achieves]'),
    WHY_PHASED: block(o.whyPhased, '[Why this is several pieces of work and not one]'),
    PHASES: o.phases.map((phase, index) => masterPhase(phase, index === 0)).join('\n\n'),
    CRITERIA: boxes(o.criteria?.length ? o.criteria : MASTER_CRITERIA),
  };
  return renderAll(template, values, [
    ...(o.objective ? [{ name: 'OBJECTIVE', heading: 'Objective' }] : []),
    ...(o.whyPhased ? [{ name: 'WHY_PHASED', heading: 'Why Phased?' }] : []),
    { name: 'PHASES', heading: 'Phase Breakdown' },
    ...(o.criteria?.length ? [{ name: 'CRITERIA', heading: 'Success Criteria' }] : []),
  ]);
}

function masterPhase(o: MasterPhase, first: boolean): string {
  return [
    `### Phase ${o.phase}: ${oneLine(o.name)}`,
    labelled('Objective', block(o.objective, '[What this phase achieves]')),
    `**Key Deliverables:**\n\n${bullets(o.deliverables, '[Deliverable 1]')}`,
    `**Dependencies:** ${writeDependencies(o.dependsOn, first)}`,
    `**Plan:** ${codeSpan(o.plan)}`,
  ].join('\n\n');
}

export interface PhaseContent {
  phase: PhaseId;
  name: string;
  /** Of the whole plan. */
  title: string;
  date: string;
  /** The path of the master plan. */
  parent: string;
  dependsOn: readonly PhaseId[];
  /** Whether it is the plan's first phase. */
  first: boolean;
  objective?: string;
  deliverables?: readonly string[];
  steps?: readonly BoxDraft[];
  criteria?: readonly BoxDraft[];
}

/**
 * A phase plan. Steps and criteria become check boxes; `parsePlan` reads them back as they were given, except for
 * markup in them. Without any, a text in brackets stands there that `parsePlan` doesn't count.
 *
 * @param template The user's own `templates/phase.md`. Knows `{PHASE}`, `{PHASE_NAME}`, `{TITLE}`, `{DATE}`,
 * `{PARENT_PLAN}`, `{DEPENDENCIES}`, `{OBJECTIVE}`, `{DELIVERABLES}`, `{STEPS}`, `{CRITERIA}`.
 */
export function renderPhase(o: PhaseContent, template: string = PHASE): string {
  const values = {
    PHASE: String(o.phase),
    PHASE_NAME: oneLine(o.name),
    TITLE: oneLine(o.title),
    DATE: o.date,
    PARENT_PLAN: codeSpan(o.parent),
    DEPENDENCIES: writeDependencies(o.dependsOn, o.first),
    OBJECTIVE: block(o.objective, '[What this phase achieves]'),
    DELIVERABLES: bullets(o.deliverables, '[Deliverable 1]'),
    STEPS: boxes(o.steps, '[Step 1]'),
    CRITERIA: boxes(o.criteria, '[Criterion 1]'),
  };
  return renderAll(template, values, [
    ...(o.objective ? [{ name: 'OBJECTIVE', heading: 'Phase Objective' }] : []),
    ...(o.deliverables?.length ? [{ name: 'DELIVERABLES', heading: 'Scope' }] : []),
    ...(o.steps?.length ? [{ name: 'STEPS', heading: 'Detailed Implementation Steps' }] : []),
    ...(o.criteria?.length ? [{ name: 'CRITERIA', heading: 'Success Criteria' }] : []),
  ]);
}

export interface SimpleContent {
  title: string;
  date: string;
  objective?: string;
  steps?: readonly BoxDraft[];
  criteria?: readonly BoxDraft[];
}

/**
 * A plan without phases; steps and criteria as in a phase plan.
 *
 * @param template The user's own `templates/plan.md`. Knows `{TITLE}`, `{DATE}`, `{OBJECTIVE}`, `{STEPS}`,
 * `{CRITERIA}`.
 */
export function renderSimple(o: SimpleContent, template: string = SIMPLE): string {
  const values = {
    TITLE: oneLine(o.title),
    DATE: o.date,
    OBJECTIVE: block(o.objective, '[What this change achieves]'),
    STEPS: boxes(o.steps, '[Step 1]'),
    CRITERIA: boxes(o.criteria, '[Criterion 1]'),
  };
  return renderAll(template, values, [
    ...(o.objective ? [{ name: 'OBJECTIVE', heading: 'Objective' }] : []),
    ...(o.steps?.length ? [{ name: 'STEPS', heading: 'Implementation Steps' }] : []),
    ...(o.criteria?.length ? [{ name: 'CRITERIA', heading: 'Success Criteria' }] : []),
  ]);
}

/** A given text, which may be several paragraphs; `otherwise` for none. */
function block(text: string | undefined, otherwise: string): string {
  return text?.trim() ? closeFences(text) : otherwise;
}

/**
 * On the label's line where it can stand there; a fence or a list needs lines of its own. A heading in it would end the
 * phase's section, and with it hide the lines below from every reader of the plan.
 */
function labelled(label: string, text: string): string {
  const line = `**${label}:** ${text}`;
  return !/^\s*(```|~~~)/.test(text) && nestHeadings(line) === line ? line : `**${label}:**\n\n${nestHeadings(text)}`;
}

function bullets(items: readonly string[] | undefined, otherwise: string): string {
  const given = (items ?? []).map(oneLine).filter((item) => item !== '');
  return (given.length > 0 ? given : [otherwise]).map((item) => `- ${item}`).join('\n');
}
