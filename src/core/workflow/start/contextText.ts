import type { There } from './planStatus';
import type { NewTodo } from '../../context/model';
import { mergeContexts } from '../../context/merge/merge';
import type { PlanFile } from '../../plan/model';
import { parsePlan } from '../../plan/parse';
import type { Ports } from '../../ports';
import type { ExecuteOptions } from '../../types';
import { withNewerStateBlock } from './contextEdit';
import { givenTodos, mustHaveSteps, type Judgement } from './judge';

/**
 * The to-dos: the steps, with their boxes, of the plan file as it will be on the branch: at `commit`, unless the
 * changed one on disk is `carried` there.
 */
export async function extractTodos(
  ports: Ports,
  j: Judgement,
  { commit, carried, brought }: There & { commit: string },
  o: ExecuteOptions,
): Promise<NewTodo[]> {
  mustHaveSteps(j.plan, j.phase, o);
  const given = givenTodos(o);
  if (given.length > 0) return given.map((text) => ({ text }));
  const own = j.phase ? j.phase.plan : j.plan.plan;
  const [committed] =
    own && !carried(own.path) ? await ports.git.readAt([brought.get(own.path) ?? commit], own.path) : [];
  const file: PlanFile | undefined = committed ? parsePlan(committed) : own?.file;
  return file && file.steps.length > 0 ? file.steps : (own?.file.steps ?? []);
}

/** Other versions of the context file that may know more of the plan than the start point's. */
export async function otherTexts(ports: Ports, j: Judgement): Promise<string[]> {
  const tips = (j.phase?.dependsOn ?? []).flatMap((id) => j.records.branches.get(id)?.tip ?? []);
  const commits = [...tips, ...(j.start.bring ? [j.start.bring.commit] : [])];
  const texts = await ports.git.readAt(commits, j.world.path);
  return [j.world.text, ...texts.filter((text) => text !== null)];
}

/**
 * The context file of what goes on on another branch: the one here, with what others have written there since the two
 * parted; of what the others know of the plan, the state alone. `there`: the file that the branch begins with.
 */
export async function keptText(ports: Ports, j: Judgement, there: string | null, target: string): Promise<string> {
  const { world, repo } = j;
  const others = await otherTexts(ports, j);
  if (there === null || there === world.text) return withNewerStateBlock(world.text, others, j.plan);
  const common = repo.head.commit === null ? null : await ports.git.mergeBase(repo.head.commit, target);
  const [base = null] = common === null ? [] : await ports.git.readAt([common], world.path);
  return withNewerStateBlock(mergeContexts(world.text, there, base), others, j.plan);
}
