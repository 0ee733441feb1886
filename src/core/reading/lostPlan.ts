import type { ContextFile } from '../context/model';
import { parseContext } from '../context/parse';
import { planNamedIn } from '../context/planNamed';
import { readArchived } from '../folder/archived';
import { readIfText } from '../folder/summaryFile';
import { contextPath } from '../folder/world';
import type { Ports } from '../ports';
import type { LostPlan } from '../problems/parts/rule';

/**
 * The plan whose phases the last commit's context file has, while the one here has none: a tool has rewritten
 * the file. Null when there is no such plan: its files are gone, or it was archived since. `context`: the file here.
 */
export async function findLostPlan(
  ports: Ports,
  head: string | null,
  context: ContextFile | null,
): Promise<LostPlan | null> {
  if (head === null || !context || !lacksPhases(context)) return null;
  const [text] = await ports.git.readAt([head], contextPath(ports), { here: true });
  const committed = text ? parseContext(text) : null;
  const phases = committed?.state?.phased?.phases ?? [];
  const path = committed && planNamedIn(committed);
  if (path === null || phases.length === 0) return null;
  const files = [path, ...phases.flatMap(({ plan }) => plan ?? [])];
  const there = await Promise.all(files.map((file) => ports.files.exists(file).catch(() => false)));
  if (!there.includes(true) || (await isArchived(ports, path))) return null;
  return { path, phases: phases.length };
}

/** One that is broken in another way still may have them. */
function lacksPhases({ state, issues }: ContextFile): boolean {
  return state ? (state.phased?.phases.length ?? 0) === 0 : issues[0]?.kind === 'missing';
}

async function isArchived(ports: Ports, plan: string): Promise<boolean> {
  const folder = `${ports.settings().contextFolder}/archives`;
  const names = (await ports.files.list(folder)).filter((name) => /\.md$/i.test(name));
  const texts = await Promise.all(names.map((name) => readIfText(ports, `${folder}/${name}`)));
  return texts.some((text) => text !== null && readArchived(text).plan === plan);
}
