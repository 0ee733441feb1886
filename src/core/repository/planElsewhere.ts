import { parsedContext } from '../context/parsed';
import { planNamedIn } from '../context/planNamed';
import { isPlanError } from '../errors';
import type { Ports } from '../ports';
import type { Ref } from '../gitData';
import { contextPath } from '../folder/world';
import { withPrefixInUse } from './prefixInUse';

/**
 * The local branch that has a plan whose file isn't here, so that nothing here has heard of it: a plan that was never
 * committed on the base branch goes along with its first phase. The branch that it runs on, where there are several;
 * null where there is none. Throws those of git.
 */
export async function findPlanElsewhere(ports: Ports, refs: readonly Ref[]): Promise<string | null> {
  const { branchPrefix } = withPrefixInUse(ports.settings(), refs);
  const branches = refs.filter(({ remote, name }) => remote === null && name.startsWith(branchPrefix));
  if (branches.length === 0) return null;
  const commits = branches.map(({ commit }) => commit);
  const texts = await ports.git.readAt(commits, contextPath(ports));
  const found: { name: string; runs: boolean }[] = [];
  for (const [index, { name, commit }] of branches.entries()) {
    const text = texts[index];
    const context = text ? parsedContext(text, commit, contextPath(ports)) : null;
    const plan = context && planNamedIn(context);
    if (plan && !(await isHere(ports, plan))) found.push({ name, runs: context.state?.executionBranch === name });
  }
  return (found.find(({ runs }) => runs) ?? found[0])?.name ?? null;
}

/** One that leads out of the workspace folder is nobody's to look for. */
async function isHere({ files }: Ports, path: string): Promise<boolean> {
  return files.exists(path).catch((error: unknown) => {
    if (isPlanError(error)) return true;
    throw error;
  });
}
