import { readPlanFileName, readSummaryFileName } from '../../core/plan/names';
import type { Library, LibraryFile } from '../../core/workflow/engine';

export interface LibraryGroup {
  id: keyof Library;
  label: string;
  icon: string;
  files: LibraryFile[];
}

/** The groups that hold something, in the order a plan goes through them. */
export function libraryGroups(library: Library): LibraryGroup[] {
  const groups: LibraryGroup[] = [
    { id: 'plans', label: 'Plans', icon: 'list-tree', files: library.plans },
    { id: 'summaries', label: 'Summaries', icon: 'output', files: library.summaries },
    { id: 'archives', label: 'Archives', icon: 'archive', files: library.archives },
  ];
  return groups.filter((group) => group.files.length > 0);
}

/** What a file is called in a narrow list: which phase it is about comes first. */
export function fileLabel(group: LibraryGroup['id'], file: LibraryFile): string {
  if (group === 'archives') return file.label;
  const name = group === 'plans' ? readPlanFileName(file.path) : readSummaryFileName(file.path);
  return name?.phase == null ? file.label : `Phase ${name.phase} – ${words(name.task)}`;
}

function words(slug: string): string {
  const text = slug.replace(/[-_]+/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
