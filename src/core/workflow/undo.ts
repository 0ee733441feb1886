import { isPlanError } from '../errors';
import type { Ports } from '../ports';
import type { Engine } from './engine';
import { mustBeSaved, mustBeTrusted, openForChange } from '../repository/repo';
import { describeRest, describeUndo } from '../steps';

type TakingBack =
  | 'interrupted'
  | 'previewInterrupted'
  | 'textAt'
  | 'judgeInterrupted'
  | 'restoreInterrupted'
  | 'finishInterrupted'
  | 'discardInterrupted'
  | 'undoable'
  | 'judgeUndo'
  | 'undoLast'
  | 'applyStash';

/** What has to do with operations that were begun: the interrupted one, and the last one with its stash. */
export function undoOperations(ports: Ports): Pick<Engine, TakingBack> {
  return {
    async interrupted() {
      if (!ports.trusted()) return null;
      const begun = await ports.runner.interrupted().catch((error: unknown) => {
        if (isPlanError(error)) return null;
        throw error;
      });
      if (!begun) return null;
      const { folder, gone, finishable, stuck } = begun;
      const finish = finishable || gone ? describeRest(begun) : null;
      return { title: begun.plan.title, restore: describeUndo(begun), finish, folder, gone, stuck };
    },
    async previewInterrupted() {
      mustBeTrusted(ports);
      return ports.runner.preview();
    },
    async textAt(commit, path) {
      mustBeTrusted(ports);
      return (await ports.git.readAt([commit], path))[0] ?? null;
    },
    async judgeInterrupted(way) {
      mustBeTrusted(ports);
      await ports.runner.judgeInterrupted(way);
    },
    async restoreInterrupted() {
      mustBeTrusted(ports);
      return ports.runner.restore();
    },
    async finishInterrupted() {
      mustBeTrusted(ports);
      await ports.runner.finish();
    },
    async discardInterrupted() {
      mustBeTrusted(ports);
      await ports.runner.discard();
    },
    async undoable() {
      await openForChange(ports);
      const last = await ports.runner.last();
      return last && { title: last.plan.title, started: last.started, steps: describeUndo(last) };
    },
    async judgeUndo() {
      await mustSaveLast(ports);
      await ports.runner.judgeUndo();
    },
    async undoLast() {
      await mustSaveLast(ports);
      return ports.runner.undoLast();
    },
    async applyStash(name) {
      await openForChange(ports);
      await ports.runner.applyStash(name);
    },
  };
}

/** The files that undoing the last operation would write have no unsaved changes. */
async function mustSaveLast(ports: Ports): Promise<void> {
  await openForChange(ports);
  const last = await ports.runner.last();
  const paths = (last?.plan.steps ?? []).flatMap((step) => (step.kind === 'write' ? [step.path] : []));
  mustBeSaved(ports, paths);
}
