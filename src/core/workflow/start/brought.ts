import type { ActivePlan } from '../../folder/model';
import { isInFolder } from '../../folder/paths';
import type { Ports } from '../../ports';
import type { Step } from '../../steps';
import type { Judgement } from './judge';

type BringStep = Extract<Step, { kind: 'bring' }>;

/** The files of a plan that are there. */
export function planFiles({ plan, phases }: ActivePlan): string[] {
  return [...new Set([plan, ...phases.map((each) => each.plan)].flatMap((each) => each?.path ?? []))];
}

/**
 * Context files that the branch would lack: a local base's that couldn't be pushed, the summary of a phase that was
 * merged before it was summarized, which stands on that phase's branch alone, and the plan itself, where it is
 * committed on the branch that is left and nowhere else: of a phase that isn't merged, or one to plan on.
 */
export async function broughtFiles(
  ports: Ports,
  j: Judgement,
  target: string,
  carried: string[],
): Promise<BringStep[]> {
  const summaries = (j.phase?.dependsOn ?? []).map((id) => ({
    commit: j.records.branches.get(id)?.tip ?? '',
    paths: j.records.tips.get(id)?.state?.completedSummaries ?? [],
  }));
  const left = { commit: j.repo.head.commit ?? '', paths: planFiles(j.plan) };
  const steps: BringStep[] = [];
  for (const { commit, paths } of [...(j.start.bring ? [j.start.bring] : []), ...summaries, left]) {
    const taken = [j.world.path, ...carried, ...steps.map((each) => each.path)];
    const wanted = paths.filter((path) => isInFolder(path, j.world.folder) && !taken.includes(path));
    if (commit === '' || commit === target || wanted.length === 0) continue;
    const [there, theirs] = await Promise.all([target, commit].map((each) => ports.git.blobsAt(each, wanted)));
    const lacking = wanted.filter((path) => theirs?.has(path) && !there?.has(path));
    steps.push(...lacking.map((path): BringStep => ({ kind: 'bring', path, at: commit })));
  }
  return steps;
}
