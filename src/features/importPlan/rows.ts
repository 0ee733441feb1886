import { countSteps, isWorkDone } from '../../core/import/arrange';
import { methodOf } from '../../core/import/methods';
import type { ForeignPlan } from '../../core/import/model';
import { baseName } from '../../core/folder/paths';
import { branchName } from '../../core/plan/names';
import type { ForeseenImport } from '../../core/workflow/importPlan';
import { plural } from '../../view/phaseView';
import { possiblePhases, type Choices, type Shape } from './choices';

/** What choosing a row does. */
export type RowAction =
  | { do: 'create' }
  | { do: 'name' }
  | { do: 'title' }
  | { do: 'phase'; numbers: number[]; at: number }
  | { do: 'bringBack'; number: number }
  | { do: 'shape'; shape: Shape }
  | { do: 'complete'; numbers: number[]; isCompleted: boolean }
  | { do: 'left' };

/** A row of the dialog, as data. */
export interface DialogRow {
  /** Null: a line with a heading. */
  action: RowAction | null;
  label: string;
  description?: string;
  /** The file that is shown while it is highlighted. */
  file?: string;
}

interface Shown {
  plan: ForeignPlan;
  choices: Choices;
  foreseen: ForeseenImport;
  problem: string | null;
  contextFile: string;
  isInitialized: boolean;
  branchPrefix: string;
}

/** What the plan would become, and everything that can be changed of it. */
export function dialogRows(shown: Shown): DialogRow[] {
  return [...createRows(shown), ...fileRows(shown), ...droppedRows(shown), ...choiceRows(shown)];
}

/** What the dialog is called: *Create Plan From Kiro*. */
export const dialogTitle = ({ method }: Pick<ForeignPlan, 'method'>): string =>
  `Create Plan From ${methodOf(method)?.name ?? method}`;

function createRows({ foreseen, problem, contextFile, isInitialized }: Shown): DialogRow[] {
  if (problem !== null) return [{ action: { do: 'name' }, label: `$(warning) ${problem}` }];
  const made = isInitialized ? `and add the plan to ${contextFile}` : `and ${contextFile}`;
  return [
    { action: { do: 'create' }, label: `$(check) Create ${plural(foreseen.files.length, 'file')}`, description: made },
  ];
}

function fileRows({ foreseen, choices }: Shown): DialogRow[] {
  const { files, phases, isPhased, draft } = foreseen;
  const own = files[0]?.path ?? '';
  const steps = isPhased ? [] : (draft.steps ?? []);
  return [
    { action: null, label: isPhased ? 'Plan and phases' : 'Plan' },
    {
      action: { do: 'title' },
      label: `$(${isPhased ? 'list-tree' : 'note'}) ${choices.title}`,
      description: [...(isPhased ? [] : [progress(steps)]), baseName(own)].join(' · '),
      file: own,
    },
    ...(isPhased ? phases : []).map((phase, at): DialogRow => {
      const waits = phase.dependsOn.map((on) => on + 1);
      const after = waits.length === 0 ? 'waits for none' : `after ${waits.join(', ')}`;
      return {
        action: { do: 'phase', numbers: phase.numbers, at },
        label: `$(${iconOf(phase)}) ${at + 1} · ${phase.name}`,
        description: [
          phase.isCompleted ? 'completed' : phase.isDropped ? 'dropped' : progress(phase.steps),
          after,
        ].join(' · '),
        file: files[at + 1]?.path ?? own,
      };
    }),
  ];
}

const iconOf = ({ isCompleted, isDropped }: ForeseenImport['phases'][number]): string =>
  isCompleted ? 'pass-filled' : isDropped ? 'circle-slash' : 'circle-large-outline';

function progress(steps: ForeseenImport['phases'][number]['steps']): string {
  const { done, total } = countSteps(steps);
  return done === 0 ? plural(total, 'step') : `${done} of ${plural(total, 'step')} done`;
}

function droppedRows({ plan, choices }: Shown): DialogRow[] {
  const gone = possiblePhases(plan).filter(({ number }) => choices.dropped.includes(number));
  if (gone.length === 0 || !isDivided(plan, choices)) return [];
  const rows = gone.map(({ number, name }): DialogRow => {
    return {
      action: { do: 'bringBack', number },
      label: `$(circle-slash) ${name}`,
      description: 'choose it to bring it back',
    };
  });
  return [{ action: null, label: 'Dropped' }, ...rows];
}

const isDivided = ({ draft }: ForeignPlan, { shape }: Choices): boolean =>
  draft.phases.length > 0 || shape !== 'simple';

const SHAPES: { shape: Shape; label: string; description: (count: number) => string }[] = [
  {
    shape: 'phases',
    label: '$(list-tree) Make it phases',
    description: (count) => `${plural(count, 'phase')}, each with a branch`,
  },
  {
    shape: 'one',
    label: '$(circle-large-outline) Make it one phase',
    description: () => 'with all steps, more can be added later',
  },
  { shape: 'simple', label: '$(note) Make it a plan without phases', description: () => 'one file, one branch' },
];

function choiceRows({ plan, choices, foreseen, branchPrefix }: Shown): DialogRow[] {
  const { phases, isPhased, task, left } = foreseen;
  const count = possiblePhases(plan).length - choices.dropped.length;
  const shapes = SHAPES.filter(({ shape }) => shape !== choices.shape && (shape !== 'one' || count > 1));
  const done = isPhased ? phases.filter(isWorkDone) : [];
  const numbers = done.flatMap((phase) => phase.numbers);
  const finished = done.length === 1 ? 'the phase that is' : `the ${done.length} phases that are`;
  const isCompleted = done.every((phase) => phase.isCompleted);
  const first = phases.findIndex((phase) => !phase.isCompleted && !phase.isDropped) + 1;
  const branch = branchName(branchPrefix, task, isPhased ? first || null : null);
  return [
    { action: null, label: 'Change' },
    ...(done.length === 0
      ? []
      : [
          {
            action: { do: 'complete' as const, numbers, isCompleted: !isCompleted },
            label: isCompleted
              ? '$(circle-large-outline) Don’t count what is done as completed'
              : `$(pass) Count ${finished} done as completed`,
            description: isCompleted ? 'each gets a branch and a summary' : 'the next one can start',
          },
        ]),
    ...shapes.map(({ shape, label, description }) => ({
      action: { do: 'shape' as const, shape },
      label,
      description: description(count),
    })),
    { action: { do: 'name' }, label: '$(edit) Change the name of files and branches', description: branch },
    ...(left.length === 0
      ? []
      : [
          {
            action: { do: 'left' as const },
            label: `$(info) ${plural(left.length, 'part')} of the original left out`,
            description: 'see which, and why',
          },
        ]),
  ];
}
