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
