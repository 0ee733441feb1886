import { editContext } from '../context/edit';
import { Cancelled } from '../errors';
import type { PhasePlan } from '../folder/model';
import { mustHavePlan, mustFindPhase, readWorld } from '../folder/world';
import { phaseAmidText } from '../phaseTexts';
import { stateTime } from '../plan/names';
import type { PullRequest } from '../forgePort';
import type { Ports } from '../ports';
import { runSteps } from '../repository/commit';
import { mustBeSaved } from '../repository/repo';
import type { PhaseId } from '../types';
import { whileRacing } from './racing';

/** Whose pull request was made. */
interface Whose {
  phase: PhasePlan | null;
  branch: string;
}

/**
 * Keeps what was made or found of a pull request: in git's own folder, for every window, and in the phase's entry. It
 * is made by then: that it can't be kept is no failure of it.
 */
export async function keepPullRequest(
  ports: Ports,
  whose: Whose,
  o: { made: PullRequest; tip: string },
): Promise<void> {
  const { url, kind, into } = o.made;
  const keep = async (run: () => Promise<void> | undefined): Promise<void> => {
    try {
      await run();
    } catch (error) {
      if (error instanceof Cancelled) return;
      ports.log.warn(`Can't note the pull request of ${whose.branch}: ${String(error)}`);
    }
  };
  await keep(() =>
    ports.pullRequests?.note(whose.branch, { url, tip: o.tip, ...(into === undefined ? {} : { into }) }),
  );
  // The page to make one on is none yet.
  const { phase } = whose;
  if (url === null || phase === null || (kind !== 'created' && kind !== 'existing')) return;
  await keep(async () => {
    if (await isOutsideCommits(ports, phase)) await record(ports, phase.id, url);
  });
}

/**
 * In a commit of the phase it would be one more push, uncommitted it would be in the way of a switch and of the very
 * merge that brings the phase: there the note has to do.
 */
async function isOutsideCommits(ports: Ports, { entry }: PhasePlan): Promise<boolean> {
  if (entry.worktree !== null) return true;
  const { path } = await readWorld(ports);
  return (await ports.git.ignored([path])).length > 0;
}

async function record(ports: Ports, id: PhaseId, url: string): Promise<void> {
  await whileRacing(async () => {
    const world = await readWorld(ports);
    const { entry, index } = mustFindPhase(mustHavePlan(world), id);
    if (entry.pr === url) return;
    mustBeSaved(ports, [world.path]);
    const text = editContext(world.text, {
      state: [
        { path: ['phased_execution', 'phases', index, 'pr'], value: url },
        { path: ['last_updated'], value: stateTime(ports.clock.now()) },
      ],
    });
    const title = `Note the pull request of ${phaseAmidText(id)}`;
    await runSteps(ports, title, [{ kind: 'write', path: world.path, was: world.text, text }]);
  });
}
