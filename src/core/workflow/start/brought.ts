import { Diverged } from '../../errors';
import type { ActivePlan } from '../../folder/model';
import { isInFolder } from '../../folder/paths';
import type { Ports } from '../../ports';
import type { Step } from '../../steps';
import type { Judgement } from './judge';

type WriteStep = Extract<Step, { kind: 'write' }>;
type BringStep = Extract<Step, { kind: 'bring' }>;

/** The files that a branch is to have and doesn't begin with, and the commit each of them is as in. */
export async function filesOfOthers(
  ports: Ports,
  j: Judgement,
  target: string,
  carried: string[],
): Promise<{ steps: (BringStep | WriteStep)[]; at: Map<string, string> }> {
  const brought = await broughtFiles(ports, j, target, carried);
  const edited = await editedFiles(ports, j, target, carried);
  const at = new Map(brought.map((each) => [each.path, each.at]));
  for (const { path } of edited) at.set(path, j.start.bring?.commit ?? '');
  return { steps: [...brought, ...edited], at };
}

/** The files of a plan that are there. */
export function planFiles({ plan, phases }: ActivePlan): string[] {
  return [...new Set([plan, ...phases.map((each) => each.plan)].flatMap((each) => each?.path ?? []))];
}

/**
 * Context files that the branch would lack: a local base's that couldn't be pushed, the summary of a phase that was
 * merged before it was summarized, which stands on that phase's branch alone, and the plan itself, where it is
 * committed on the branch that is left and nowhere else: of a phase that isn't merged, or one to plan on.
 */
async function broughtFiles(ports: Ports, j: Judgement, target: string, carried: string[]): Promise<BringStep[]> {
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

/**
 * What a local base that has diverged has changed in the plan's files, and the start point hasn't: they couldn't be
 * pushed, and the phase isn't to run on older ones. Throws `PULL_FAILED` where both have changed one.
 */
async function editedFiles(
  ports: Ports,
  { plan, start, base }: Judgement,
  target: string,
  carried: string[],
): Promise<WriteStep[]> {
  const { bring } = start;
  if (!bring || target !== start.commit) return [];
  const steps: WriteStep[] = [];
  for (const path of planFiles(plan).filter((each) => bring.paths.includes(each) && !carried.includes(each))) {
    const [common, theirs, ours] = await ports.git.readAt([bring.common, target, bring.commit], path);
    if (theirs == null || ours == null || theirs === ours) continue;
    if (theirs !== common) {
      const what = `“${path}” was changed on ${base.name} and on ${start.ref}`;
      throw new Diverged(
        `${what}, so which of both is meant can’t be told. Merge or rebase ${base.name}, then try again.`,
      );
    }
    steps.push({ kind: 'write', path, was: theirs, text: ours });
  }
  return steps;
}
