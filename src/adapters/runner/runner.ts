import type { Runner } from '../../core/runnerPort';
import { gitExec, type GitOptions } from '../git/exec';
import { applyStash } from './applyStash';
import { PlanRunner } from './planRunner';
import { InterruptedRun } from './recovery/interrupted';
import { LastPlan } from './recovery/lastPlan';

/** Runs plans of steps in the workspace folder `root`, all or nothing, with a journal in the git common directory. */
export function createRunner(root: string, options: GitOptions): Runner {
  const { log } = options;
  const exec = gitExec(root, options);
  // Each operation looks for itself where it is.
  const interrupted = (): InterruptedRun => {
    const place = { root, exec };
    return new InterruptedRun(place, log, (repository, journal) =>
      new PlanRunner(place, log).finish(repository, journal),
    );
  };
  const last = (): LastPlan => new LastPlan({ root, exec }, log);
  return {
    run: (plan) => new PlanRunner({ root, exec }, log).run(plan),
    interrupted: () => interrupted().look(),
    preview: () => interrupted().preview(),
    judgeInterrupted: (way) => interrupted().judge(way),
    restore: () => interrupted().restore(),
    finish: () => interrupted().finish(),
    discard: () => interrupted().discard(),
    last: () => last().look(),
    judgeUndo: () => last().judgeUndo(),
    undoLast: () => last().undo(),
    applyStash: (name) => applyStash({ root, exec }, name),
  };
}
