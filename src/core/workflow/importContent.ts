import { staysInside } from '../folder/paths';
import type { Arranged, Arrangement } from '../import/arrange';
import { methodOf } from '../import/methods';
import type { DraftCriterion, DraftState, DraftStep, ForeignPlan } from '../import/model';
import { boxes, type BoxDraft } from '../plan/boxes';
import { proposedTask } from '../plan/names';
import { parsePlan } from '../plan/parse';
import { codeSpan, plainLine } from '../plan/plainText';
import type { Ports } from '../ports';
import type { ImportOptions } from '../types';
import type { PlanContent } from './newPlan';

/** What is made of a plan that was read: what the API takes, and what a person may choose besides. */
export type ImportChoices = Omit<ImportOptions, 'from' | 'tag' | 'dryRun'> & Pick<Arrangement, 'completed'>;

/** What stands in a box. */
const MARKERS: Readonly<Record<DraftState, string>> = { open: ' ', started: '~', done: 'x', dropped: '-' };

/** A draft as `createPlan` takes it. */
export function importedContent(
  ports: Ports,
  plan: ForeignPlan,
  { draft, phases, isPhased }: Omit<Arranged, 'left'>,
  { task, date, commit }: Pick<ImportChoices, 'task' | 'date' | 'commit'>,
): PlanContent {
  return {
    task: task ?? proposedTask(draft.title),
    title: draft.title,
    source: sourceOf(ports, plan),
    ...(date === undefined ? {} : { date }),
    ...(commit === undefined ? {} : { commit }),
    ...objectiveOf(draft.objective),
    criteria: (draft.criteria ?? []).map(criterionBox),
    ...(isPhased
      ? {
          phases: phases.map(({ name, objective, steps, criteria, dependsOn, isCompleted, isDropped }) => ({
            name,
            ...objectiveOf(objective),
            steps: steps.map(stepBox),
            criteria: criteria.map(criterionBox),
            dependsOn: dependsOn.map((place) => place + 1),
            isCompleted,
            isDropped,
          })),
        }
      : { steps: phases.length > 0 ? groupedSteps(phases) : (draft.steps ?? []).map(stepBox) }),
  };
}

/** Paragraph by paragraph: nothing in it may begin a section of the plan. */
function objectiveOf(text: string | null | undefined): { objective?: string } {
  const paragraphs = (text ?? '').split(/\n\s*\n/).map(plainLine);
  const objective = paragraphs.filter((each) => each !== '').join('\n\n');
  return objective === '' ? {} : { objective };
}

const stepBox = ({ text, state }: DraftStep): { text: string; marker: string } => ({ text, marker: MARKERS[state] });

const criterionBox = ({ text, done }: DraftCriterion): BoxDraft => ({ text, marker: MARKERS[done ? 'done' : 'open'] });

/**
 * The steps of all phases under the names of these: none where the names say no more than the steps, or where one of
 * them would make its steps something else to whoever reads the plan (*Verification*).
 */
function groupedSteps(phases: Arranged['phases']): BoxDraft[] {
  const plain = phases.flatMap(({ steps }) => steps.map(stepBox));
  if (phases.every(({ name, steps }) => steps.length === 1 && steps[0]?.text === name)) return plain;
  const grouped = phases.flatMap(({ name, steps }) => steps.map((step) => ({ ...stepBox(step), group: name })));
  const read = (steps: readonly BoxDraft[]) => parsePlan(`# Plan\n\n## Implementation Steps\n\n${boxes(steps)}\n`);
  const [asGroups, asList] = [read(grouped), read(plain)];
  const isSame = asGroups.steps.length === asList.steps.length && asGroups.phases.length === 0;
  return isSame ? grouped : plain;
}

/** Where a plan came from, as the plan that was made of it says it: a link where that lies in the workspace folder. */
export function sourceOf(ports: Ports, { source, method, tag }: ForeignPlan): string {
  const said = [methodOf(method)?.name ?? method, ...(tag === undefined ? [] : [`tag ${codeSpan(tag)}`])].join(', ');
  if (source === '') return said;
  // Two stars would begin a label, wherever they stand.
  const shown = codeSpan(source.replaceAll('**', '*%2A'));
  if (!staysInside(source) || source.startsWith('~')) return `${shown} (${said})`;
  const up = '../'.repeat(`${ports.settings().contextFolder}/plans`.split('/').length);
  const target = encodeURI(source).replace(/[()#?*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
  return `[${shown}](${up}${target}) (${said})`;
}
