import type { Ports } from '../ports';
import { mustBeInReach, runSteps } from './commit';
import { mustBeSaved, openForChange } from './repo';
import { contextPath } from './world';

/** Where the method's own files stand under the context folder, besides the context file. */
const METHOD_FOLDERS = ['plans', 'summaries', 'archives'];

/** Whether a path is one of the method's own files: those that a phase's first commit takes along when they changed. */
export function isMethodFile(path: string, contextFolder: string): boolean {
  return METHOD_FOLDERS.some((each) => path.startsWith(`${contextFolder}/${each}/`));
}

/** The changed files of the method where we are, sorted. Throws those of git. */
export async function uncommittedContext(ports: Ports): Promise<string[]> {
  const { contextFolder } = ports.settings();
  const file = contextPath(ports);
  const changed = (await ports.git.status()).map((each) => each.path);
  return changed.filter((path) => path === file || isMethodFile(path, contextFolder)).sort();
}

/**
 * Commits the changed files of the method where we are (DESIGN §4.4).
 * Throws those of git, `CONTEXT_DIRTY` for unsaved changes in an editor, `COMMIT_FAILED`.
 */
export async function commitContext(ports: Ports): Promise<{ commit: string | null }> {
  await openForChange(ports);
  const paths = await uncommittedContext(ports);
  if (paths.length === 0) return { commit: null };
  mustBeSaved(ports, paths);
  await mustBeInReach(ports);
  return runSteps(ports, 'Commit the context', [{ kind: 'commit', message: 'docs: Update the context', paths }]);
}
