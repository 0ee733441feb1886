import { freshContextFile } from '../folder/templates';
import { isWithoutGit } from '../errors';
import type { Ports } from '../ports';
import { mustBeInReach, runSteps } from '../repository/commit';
import { mustBeTrusted } from '../repository/repo';
import type { Step } from '../steps';
import { contextPath } from '../folder/world';

const FOLDERS = ['plans', 'summaries', 'archives', 'data', 'servers'];

/**
 * Makes the context folder and a fresh context file; never overwrites anything.
 * Resolves to what was made. Throws `UNTRUSTED`, `WRITE_FAILED`, and `GIT_FAILED` where a sparse checkout leaves out a
 * context file that is committed.
 */
export async function init(ports: Ports): Promise<{ created: string[] }> {
  mustBeTrusted(ports);
  const path = contextPath(ports);
  const { contextFolder } = ports.settings();
  const steps: Step[] = [];
  // Each folder by itself, so that taking it back leaves none.
  const parts = contextFolder.split('/');
  const around = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  for (const folder of [...around, ...FOLDERS.map((name) => `${contextFolder}/${name}`)]) {
    if (!(await ports.files.exists(folder))) steps.push({ kind: 'makeFolder', path: folder });
  }
  if (!(await ports.files.exists(path))) {
    await mustNotBeLeftOut(ports, path);
    const text = await freshContextFile(ports, 'Ready to start first task.', []);
    steps.push({ kind: 'write', path, was: null, text });
  }
  await runSteps(ports, 'Initialize', steps);
  const created = steps.flatMap((step) => ('path' in step ? [step.path] : []));
  return { created: created.filter((path) => !around.includes(path)) };
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
