import { freshContext } from '../context/template';
import { localDate, stateTime } from '../plan/names';
import type { Ports } from '../ports';

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
