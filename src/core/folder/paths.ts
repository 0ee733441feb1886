/** The path of the context file in a context folder. */
export function contextFileIn(contextFolder: string): string {
  return `${contextFolder}/context.md`;
}

/** Whether a path leads into a folder; both from the same place, with `/`. */
export function isInFolder(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

/** The folders on the way to files, from the top of the work tree, the upper ones first. */
export function foldersAbove(files: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const file of files) {
    for (let at = file.indexOf('/'); at !== -1; at = file.indexOf('/', at + 1)) folders.add(file.slice(0, at));
  }
  return [...folders];
}

/** Whether a file lies in a folder of this name, and not in one below that. */
export function isDirectlyIn(path: string, folder: string): boolean {
  return path.split('/').at(-2) === folder;
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a path that a file names stays inside the workspace folder it stands in. */
export function staysInside(path: string): boolean {
  if (path === '' || /^([/\\]|[A-Za-z]:)/.test(path)) return false;
  let depth = 0;
  for (const part of path.split(/[/\\]/)) {
    if (part === '..') depth -= 1;
    else if (part !== '.' && part !== '') depth += 1;
    if (depth < 0) return false;
  }
  return depth > 0;
}
