import { freshContextFile } from '../folder/templates';
import { isWithoutGit } from '../errors';
import { foldersAbove } from '../folder/paths';
import type { Ports } from '../ports';
import { mustBeInReach, runSteps } from '../repository/commit';
import { mustBeTrusted } from '../repository/repo';
import type { Step } from '../steps';
import { contextPath } from '../folder/world';

/** What a fresh context file says in its line of summary. */
export const FIRST_LINE = 'Ready to start first task.';

const FOLDERS = ['plans', 'summaries', 'archives', 'data', 'servers'];

/**
 * Makes the context folder and a fresh context file; never overwrites anything.
 * Resolves to what was made. Throws `UNTRUSTED`, `WRITE_FAILED`, and `GIT_FAILED` where a sparse checkout leaves out a
 * context file that is committed.
 */
export async function init(ports: Ports): Promise<{ created: string[] }> {
  mustBeTrusted(ports);
  const path = contextPath(ports);
  const steps = await folderSteps(ports);
  if (!(await ports.files.exists(path))) {
    await mustNotBeLeftOut(ports, path);
    const text = await freshContextFile(ports, FIRST_LINE, []);
    steps.push({ kind: 'write', path, was: null, text });
  }
  await runSteps(ports, 'Initialize', steps);
  const created = steps.flatMap((step) => ('path' in step ? [step.path] : []));
  const around = foldersAround(ports);
  return { created: created.filter((each) => !around.includes(each)) };
}

/** The steps that make the context folder and those in it, where they aren't there. */
export async function folderSteps(ports: Ports): Promise<Step[]> {
  const { contextFolder } = ports.settings();
  const steps: Step[] = [];
  for (const path of [...foldersAround(ports), ...FOLDERS.map((name) => `${contextFolder}/${name}`)]) {
    if (!(await ports.files.exists(path))) steps.push({ kind: 'makeFolder', path });
  }
  return steps;
}

/** Each folder by itself, so that taking it back leaves none. */
function foldersAround(ports: Ports): string[] {
  const { contextFolder } = ports.settings();
  return [...foldersAbove([contextFolder]), contextFolder];
}

/** One that is committed, and that a sparse checkout leaves out, isn't missing: a fresh one would be put over it. */
async function mustNotBeLeftOut(ports: Ports, path: string): Promise<void> {
  try {
    const [committed] = await ports.git.readAt(['HEAD'], path);
    if (committed != null) await mustBeInReach(ports);
  } catch (error) {
    if (!isWithoutGit(error)) throw error;
  }
}
