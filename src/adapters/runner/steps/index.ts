import type { Step } from '../../../core/steps';
import { bring } from './bring';
import { commit } from './commit';
import { commitAll } from './commitAll';
import { exclude } from './exclude';
import { fastForward } from './fastForward';
import type { StepHandler, StepOf } from './handler';
import { makeFolder } from './makeFolder';
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
