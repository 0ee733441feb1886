import { isInFolder } from './paths';

/** Where the method's own files stand under the context folder, besides the context file. */
const METHOD_FOLDERS = ['plans', 'summaries', 'archives'];

/**
 * Whether a path is one of the method's own files: those that a phase's first commit takes along when they changed.
 * What editors and systems leave beside them (`.#plan.md`, `#plan.md#`, `plan.md~`, `.DS_Store`) is none.
 */
export function isMethodFile(path: string, contextFolder: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isMarkdown = /\.md$/i.test(name) && !/^[.#~]/.test(name);
  return isMarkdown && METHOD_FOLDERS.some((each) => isInFolder(path, `${contextFolder}/${each}`));
}

/** Whether a path that git names is the context folder, or in it; git names a repository of its own as one path. */
export function isOfContext(path: string, contextFolder: string): boolean {
  return isInFolder(path, contextFolder) || isOtherRepository(path, contextFolder);
}

/** Whether a path of git's status is a repository of its own that has the context folder in it. */
export function isOtherRepository(path: string, contextFolder: string): boolean {
  return `${contextFolder}/`.startsWith(path.endsWith('/') ? path : `${path}/`);
}
