import type { Runner } from './runnerPort';
import type { StepPlan } from './steps';

/** What is thrown in place of a change: the plan of steps that would have been run. */
export class WouldRun extends Error {
  constructor(readonly plan: StepPlan) {
    super(plan.title);
  }
}

/** A runner that runs no plan: whatever comes to one ends with `WouldRun` instead. What it reads it goes on reading. */
export function neverRunning(runner: Runner): Runner {
  return {
    ...runner,
    run: async (plan) => {
      throw new WouldRun(plan);
    },
  };
}
