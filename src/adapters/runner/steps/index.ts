import type { Step } from '../../../core/steps';
import { bring } from './bring';
import { commit } from './commit';
import { commitAll } from './commitAll';
import { exclude } from './exclude';
import { fastForward } from './fastForward';
import type { Checkout, StepHandler, StepOf } from './handler';
import { makeFolder } from './makeFolder';
import type { CommitStep } from './parts/madeCommit';
import { worktreeOf } from './parts/worktree';
import { stash } from './stash';
import { switchBranch } from './switch';
import { worktreeAdd } from './worktreeAdd';
import { worktreeRemove } from './worktreeRemove';
import { worktreeRepair } from './worktreeRepair';
import { write } from './write';

/** One handler for each kind of step: a new kind doesn't compile until it has one. */
export const handlers: { readonly [K in Step['kind']]: StepHandler<StepOf<K>> } = {
  stash,
  switch: switchBranch,
  fastForward,
  write,
  makeFolder,
  bring,
  commit,
  commitAll,
  exclude,
  worktreeAdd,
  worktreeRemove,
  worktreeRepair,
};

/** The handler of a step, to be called with that step only. */
export function handlerOf(step: Step): StepHandler<Step> {
  return handlers[step.kind];
}

export function isCommit(step: Step): step is CommitStep {
  return handlerOf(step).commits;
}

/** What a step checks out in this worktree; left out: where the plan runs. */
export function checkoutOf(step: Step | undefined, worktree?: string): Checkout | null {
  const checkout = step ? handlerOf(step).checksOut(step) : null;
  return checkout && checkout.worktree === worktree ? checkout : null;
}

/** The worktrees that steps act in or make. */
export function worktreesInSteps(steps: readonly Step[]): string[] {
  return [...new Set(steps.flatMap((step) => handlerOf(step).checksOut(step)?.worktree ?? worktreeOf(step) ?? []))];
}
