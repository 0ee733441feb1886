/** A path from a folder (`.`: the top), without dots; one that leaves the top is no folder that is known. */
export function posixJoin(folder: string, path: string): string {
  const parts: string[] = folder === '.' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return '..';
  }
  return parts.join('/') || '.';
}
