import { freshContext } from '../context/template';
import { localDate, stateTime } from '../plan/names';
import type { Ports } from '../ports';
import { runSteps } from './commit';
import { mustBeTrusted } from './repo';
import type { Step } from './steps';
import { contextPath } from './world';

const FOLDERS = ['plans', 'summaries', 'archives', 'data', 'servers'];

/**
 * Makes the context folder and a fresh context file; never overwrites anything.
 * Resolves to what was made. Throws `UNTRUSTED`, `WRITE_FAILED`.
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
    const text = await freshContextFile(ports, 'Ready to start first task.', []);
    steps.push({ kind: 'write', path, was: null, text });
  }
  await runSteps(ports, 'Initialize', steps);
  const created = steps.flatMap((step) => ('path' in step ? [step.path] : []));
  return { created: created.filter((path) => !around.includes(path)) };
}

/** A context file without a plan, from the user's own template when there is one. */
export async function freshContextFile(
  ports: Ports,
  summaryLine: string,
  completedSummaries: string[],
): Promise<string> {
  const template = await readTemplate(ports, 'context');
  return freshContext(summaryLine, completedSummaries, stateTime(ports.clock.now()), template);
}

/** The user's own template, or undefined. */
export async function readTemplate(
  ports: Ports,
  name: 'master' | 'phase' | 'plan' | 'summary' | 'context',
): Promise<string | undefined> {
  return (await ports.files.read(`${ports.settings().contextFolder}/templates/${name}.md`)) ?? undefined;
}

export function today(ports: Ports): string {
  return localDate(ports.clock.now());
}
