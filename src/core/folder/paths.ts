/** The path of the context file in a context folder. */
export function contextFileIn(contextFolder: string): string {
  return `${contextFolder}/context.md`;
}

/** Whether a path leads into a folder; both from the same place, with `/`. */
export function isInFolder(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
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
