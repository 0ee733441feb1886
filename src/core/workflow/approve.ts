import { mustHaveFile } from '../folder/guards';
import { writePlanStatus } from '../plan/edit';
import { subjects } from '../plan/subjects';
import type { Ports } from '../ports';
import { commitSteps, runSteps } from '../repository/commit';
import { mustBeSaved, openToWrite } from '../repository/repo';
import type { Step } from '../steps';
import { mustHavePlan, readWorld } from '../folder/world';
import type { PlanText } from '../folder/model';

/**
 * Sets the master's (or simple plan's) `**Status:**` to `Approved`; one without such a line gets it.
 * Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`, `PLAN_MISSING`, `CONTEXT_DIRTY`, `WRITE_FAILED`,
 * and with `commit` those of git.
 */
export async function approvePlan(ports: Ports, o: { commit?: boolean }): Promise<void> {
  await openToWrite(ports, o);
  const plan = mustHavePlan(await readWorld(ports));
  const file = mustHaveFile(plan, null);
  mustBeSaved(ports, [file.path]);
  const steps = statusStep(file, 'Approved');
  // Approved before without a commit, it gets that now.
  const found = o.commit && steps.length === 0 && (await isUncommitted(ports, file)) ? [file.path] : [];
  const commits = o.commit && steps.length + found.length > 0;
  const commit = commits ? await commitSteps(ports, subjects.approve(plan.title), steps, found) : [];
  await runSteps(ports, `Approve “${plan.title}”`, [...steps, ...commit], { isRecorded: true });
}

async function isUncommitted(ports: Ports, { path }: PlanText): Promise<boolean> {
  return (await ports.git.status()).some((each) => each.path === path);
}

/** The step that sets a plan file's status, in a line of its own where it had none; none when that is there already. */
export function statusStep(file: PlanText, status: string): Step[] {
  const text = writePlanStatus(file.text, status);
  return text === file.text ? [] : [{ kind: 'write', path: file.path, was: file.text, text }];
}
