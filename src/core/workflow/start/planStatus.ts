import { writePlanStatus } from '../../plan/edit';
import { parsePlan } from '../../plan/parse';
import { isApproved, readPlanStatus } from '../../plan/status';
import type { Ports } from '../../ports';
import type { StartOptions } from './options';
import type { Judgement } from './judge';
import { mustBeSaved } from '../../repository/repo';
import type { Step } from '../../steps';
import type { PlanText } from '../../folder/model';
import { ownPlanOf } from '../../folder/ownPlan';
import { isInFolder } from '../../folder/paths';

type WriteStep = Extract<Step, { kind: 'write' }>;

/** Where the plan files are read that a start changes. */
export interface There {
  /** The commit that the branch begins with; null where the files on disk stay as they are. */
  commit: string | null;
  /** Whether the file on disk comes along as it is. */
  carried: (path: string) => boolean;
  /** The commits of the files that are brought along, by their paths. */
  brought: ReadonlyMap<string, string>;
}

/**
 * The status lines that a start changes: the phase plan's becomes `In Progress` where it says that the phase waits, or
 * says nothing; with `approve` the master’s, or simple plan’s, becomes `Approved`. What else stands there stays.
 * Throws `CONTEXT_DIRTY` when an editor has unsaved changes to such a file.
 */
export async function startedStatuses(ports: Ports, j: Judgement, there: There, o: StartOptions): Promise<WriteStep[]> {
  const approved = o.approve ? j.plan.plan : null;
  const started = j.phase && ownPlanOf(j.plan, j.phase);
  const steps: WriteStep[] = [];
  for (const [file, status, isMeant] of [
    [approved, 'Approved', (text: string | null) => !isApproved(text)],
    [started, 'In Progress', (text: string | null) => text === null || readPlanStatus(text) === 'pending'],
  ] as const) {
    const was = file && (await textThere(ports, j, there, file));
    if (!file || was === null || !isMeant(parsePlan(was).status?.text ?? null)) continue;
    const text = writePlanStatus(was, status);
    if (text !== was) steps.push({ kind: 'write', path: file.path, was, text });
  }
  mustBeSaved(
    ports,
    steps.map((each) => each.path),
  );
  return steps;
}

/** The file as the branch begins with it; null where it won’t be there. */
async function textThere(ports: Ports, j: Judgement, there: There, file: PlanText): Promise<string | null> {
  const { path, text } = file;
  // One that lies elsewhere isn’t the method’s own, and isn’t committed with a start.
  if (!isInFolder(path, j.world.folder)) return null;
  if (there.commit === null || there.carried(path)) return text;
  const [committed = null] = await ports.git.readAt([there.brought.get(path) ?? there.commit], path);
  if (committed !== null) return committed;
  return (await ports.git.ignored([path])).length > 0 ? text : null;
}
