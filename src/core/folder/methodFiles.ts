import { isInFolder } from './paths';

/** Where the method's own files stand under the context folder, besides the context file. */
const METHOD_FOLDERS = ['plans', 'summaries', 'archives'];

/** Whether a path is one of the method's own files: those that a phase's first commit takes along when they changed. */
export function isMethodFile(path: string, contextFolder: string): boolean {
  return METHOD_FOLDERS.some((each) => isInFolder(path, `${contextFolder}/${each}`));
}
