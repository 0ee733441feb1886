import type { PhaseId, PhaseStatus } from '../../core/types';
import { readPlanFileName, readSummaryFileName, workKey } from '../../core/plan/names';
import type { ArchivedPlan } from '../../core/folder/archived';
import { slugInWords, type Library, type LibraryFile } from '../../core/folder/library';
import type { FileHead } from '../../core/folder/libraryHead';
import { phaseIcons } from '../../view/phaseView';
import { phaseText } from '../../core/phaseTexts';

export interface LibraryGroup {
  id: keyof Library;
  label: string;
  icon: string;
  files: LibraryFile[];
}

export type SortOrder = 'date' | 'title';

/** The groups that hold something, in the order a plan goes through them. */
export function libraryGroups(library: Library): LibraryGroup[] {
  const groups: LibraryGroup[] = [
    { id: 'plans', label: 'Plans', icon: 'list-tree', files: library.plans },
    { id: 'summaries', label: 'Summaries', icon: 'output', files: library.summaries },
    { id: 'research', label: 'Research', icon: 'notebook', files: library.research },
    { id: 'archives', label: 'Archives', icon: 'archive', files: library.archives },
  ];
  return groups.filter((group) => group.files.length > 0);
}

/** A file as a row shows it. */
export interface FileLook {
  file: LibraryFile;
  label: string;
  description: string;
}

/** The files of a group with what is known of their heads, in the order asked for. */
export function fileLooks(
  group: LibraryGroup,
  headOf: (file: LibraryFile) => FileHead | null,
  order: SortOrder,
  plans: readonly LibraryFile[] = group.files,
): FileLook[] {
  const titleOf = titlesOfPlans(plans, headOf);
  const looks = group.files.map((file) => {
    const head = headOf(file);
    const date = file.date ?? head?.date ?? null;
    const { label, of } = fileLook(group.id, file, head?.title ?? null, titleOf);
    return { file, date: date ?? '', label, description: [of, date].filter(Boolean).join(' · ') };
  });
  if (order === 'title') return looks.sort((a, b) => byTitle.compare(a.label, b.label));
  // Files come sorted by their names; a date inside a file moves only one whose name has none. The sort is stable.
  return looks.sort((a, b) => b.date.localeCompare(a.date));
}

const byTitle = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

type TitleOf = (task: string, phase: PhaseId | null) => string | null;

/** The titles of plans, by their tasks and phases; of several that are called the same, the newest one's. */
function titlesOfPlans(plans: readonly LibraryFile[], headOf: (file: LibraryFile) => FileHead | null): TitleOf {
  const files = new Map<string, LibraryFile>();
  for (const file of plans) {
    const key = keyOfName(readPlanFileName(file.path));
    if (!files.has(key)) files.set(key, file);
  }
  return (task, phase) => {
    const file = files.get(keyOfName({ task, phase }));
    return (file && headOf(file)?.title) ?? null;
  };
}

/** The work that a plan or a summary is named after. */
function workOf(group: LibraryGroup['id'], { path }: LibraryFile): { task: string; phase: PhaseId | null } | null {
  if (group === 'plans') return readPlanFileName(path);
  return group === 'summaries' ? readSummaryFileName(path) : null;
}

/** What differs comes first: of a phase its number and name, then which plan it is of. */
function fileLook(
  group: LibraryGroup['id'],
  file: LibraryFile,
  title: string | null,
  titleOf: TitleOf,
): { label: string; of: string } {
  const name = workOf(group, file);
  if (title === null || name?.phase == null) {
    return { label: title ?? fileLabel(group, file), of: '' };
  }
  const plan = titleOf(name.task, null) ?? slugInWords(name.task);
  if (group === 'plans') return { label: title, of: plan };
  // `Add Login - Phase 1`, as summaries are called by the method; any other title is somebody's own.
  const [, task] = /^(.*\S)\s+[-–—]\s+Phase\s+\S+$/i.exec(title) ?? [];
  if (task === undefined) return { label: title, of: plan === title ? '' : plan };
  return { label: titleOf(name.task, name.phase) ?? phaseText(name.phase), of: task };
}

/** The plans of the phases that a group's files tell of: their titles are in the rows too. */
export function plansBehind(group: LibraryGroup, plans: readonly LibraryFile[]): LibraryFile[] {
  if (group.id !== 'summaries') return [];
  const own = new Set(group.files.map(({ path }) => keyOfName(readSummaryFileName(path))));
  own.delete('');
  return plans.filter(({ path }) => own.has(keyOfName(readPlanFileName(path))));
}

const keyOfName = (name: { task: string; phase: PhaseId | null } | null) => (name ? workKey(name) : '');

/** What a file is called in a narrow list: which phase it is about comes first. */
function fileLabel(group: LibraryGroup['id'], file: LibraryFile): string {
  const name = workOf(group, file);
  return name?.phase == null ? file.label : `${phaseText(name.phase)} – ${slugInWords(name.task)}`;
}

/** A row below an archive. */
export interface ArchivedLook {
  label: string;
  description: string;
  icon: { icon: string; color?: string };
  open: { path: string; line?: number } | null;
}

const statusWords: Record<PhaseStatus, string> = {
  completed: 'completed',
  in_progress: 'was running',
  pending: 'not started',
};
const statusIcons = {
  completed: phaseIcons.completed,
  in_progress: phaseIcons.running,
  pending: phaseIcons.waiting,
} as const;

/**
 * The rows of the plan an archive held; `titleOf` gives the title of a plan file, `null` when there is no such file.
 */
export function archivedLooks(
  archive: string,
  plan: ArchivedPlan,
  titleOf: (path: string) => { title: string | null } | null,
): ArchivedLook[] {
  if (plan.problem) {
    const { message, line } = plan.problem;
    return [failedLook(message, { path: archive, line })];
  }
  const row = (label: string, description: string, icon: ArchivedLook['icon'], path: string | null): ArchivedLook => {
    const missing = path !== null && titleOf(path) === null;
    return {
      label,
      description: missing ? [description, 'file is missing'].filter(Boolean).join(' · ') : description,
      icon,
      open: path === null || missing ? null : { path },
    };
  };
  const titleAt = (path: string | null) => (path === null ? null : (titleOf(path)?.title ?? null));
  const rows: ArchivedLook[] = [];
  if (plan.plan !== null) {
    const label = titleAt(plan.plan) ?? slugInWords(readPlanFileName(plan.plan)?.task ?? plan.plan);
    rows.push(row(label, 'plan', { icon: 'list-tree' }, plan.plan));
  }
  for (const phase of plan.phases) {
    const named = phase.name === null ? titleAt(phase.plan) : `${phaseText(phase.phase)}: ${phase.name}`;
    rows.push(row(named ?? phaseText(phase.phase), statusWords[phase.status], statusIcons[phase.status], phase.plan));
    if (phase.summary !== null) {
      rows.push(row(`Summary of ${phaseText(phase.phase)}`, '', { icon: 'output' }, phase.summary));
    }
  }
  rows.push(...plan.summaries.map((path) => row('Summary', '', { icon: 'output' }, path)));
  if (rows.length > 0) return rows;
  return [{ label: 'It held no plan', description: '', icon: { icon: 'info' }, open: { path: archive } }];
}

/** A row in the place of what can't be shown; a click goes where it can be repaired. */
export function failedLook(message: string, open: ArchivedLook['open']): ArchivedLook {
  return { label: message, description: '', icon: { icon: 'error', color: 'list.errorForeground' }, open };
}
