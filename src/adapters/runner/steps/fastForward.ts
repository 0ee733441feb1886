import { readCheckedOut } from '../../git/refs';
import { mustRun } from '../../git/repository';
import { tipOf } from '../ground/tips';
import { changesNoFiles, type StepHandler, type StepOf } from './handler';

const refOf = ({ branch }: StepOf<'fastForward'>): string => `refs/heads/${branch}`;

export const fastForward: StepHandler<StepOf<'fastForward'>> = {
  touchesIndex: false,
  runsHooks: false,
  needsGit: true,
  isUndoable: true,
  commits: false,
  checksOut: () => null,
  ...changesNoFiles,

  async act(place, step) {
    // Git itself refuses what is no fast-forward and what is checked out somewhere.
    const refspec = `${step.to}:${refOf(step)}`;
    const args = ['fetch', '--no-write-fetch-head', '--no-tags', '--verbose', '.', refspec];
    await mustRun(place.exec, { args, writes: true });
    return {};
  },

  async isDone(place, step) {
    return (await mustRun(place.exec, { args: ['rev-parse', refOf(step)] })).out.trim() === step.to;
  },

  async isStillDone(place, step) {
    if ((await tipOf(place, refOf(step))) === '') return false;
    return (await place.exec({ args: ['merge-base', '--is-ancestor', step.to, refOf(step)] })).code === 0;
  },

  /**
   * A branch that has moved on since holds somebody's work. One that is checked out by now would move under the files
   * that belong to it.
   */
  async undo(place, step, { told }) {
    const ref = refOf(step);
    if ((await tipOf(place, ref)) === step.from) return;
    if ((await readCheckedOut(place.exec)).includes(step.branch)) return void told.refs.push(`branch ${step.branch}`);
    const back = await place.exec({ args: ['update-ref', ref, step.from, step.to], writes: true, withoutHooks: true });
    if (back.code !== 0 && (await tipOf(place, ref)) !== step.from) told.refs.push(`branch ${step.branch}`);
  },
};
