import type { Step } from '../../core/workflow/steps';
import { readHead } from '../git/refs';
import { must } from '../git/repository';
import { isWritten, textOf } from './actions';
import type { Place } from './place';
import type { StepRecord } from './journal';
import { isStashed } from './stash';
import { findStash } from './undo';
import { isAdded, isExcluded, isRemoved } from './worktree';

/** Whether a step that was begun before a crash had come to its end: it looks at what is there. */
export async function isDone(place: Place, step: Step, record: StepRecord): Promise<boolean> {
  switch (step.kind) {
    case 'write':
      return isWritten(await textOf(place, step.path), step);
    case 'bring':
    case 'makeFolder':
      return false;
    case 'stash':
      return (await findStash(place, null, step.message)) !== null && (await isStashed(place, step));
    case 'switch':
      return (await readHead(place.exec)).branch === step.branch;
    case 'fastForward': {
      const { out } = await must(place.exec, { args: ['rev-parse', `refs/heads/${step.branch}`] });
      return out.trim() === step.to;
    }
    case 'commit':
    case 'commitAll': {
      const { commit } = await readHead(place.exec);
      return commit !== null && commit !== record.commit;
    }
    case 'exclude':
      return isExcluded(place, step);
    case 'worktreeAdd':
      return isAdded(place, step);
    case 'worktreeRemove':
      return isRemoved(place, step);
    case 'worktreeRepair':
      return false;
  }
}
