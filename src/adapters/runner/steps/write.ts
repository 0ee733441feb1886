import { mergeConcurrent, mergeLine } from '../../../core/context/merge/concurrent';
import { changedMeanwhile, writeInTurn } from '../../writing/write';
import type { StepHandler, StepOf } from './handler';
import { isWritten, asWriteFailed, putTextBack, readableText, sameButEndings, withEndingsOf } from './parts/texts';

export const write: StepHandler<StepOf<'write'>> = {
  touchesIndex: false,
  runsHooks: false,
  needsGit: false,
  isUndoable: true,
  commits: false,
  checksOut: () => null,
  ownFiles: ({ path }) => [path],

  async givesBack(place, step, { hooked }) {
    const now = (await readableText(place, step.path)) ?? null;
    return isWritten(now, step) || now === step.was || (hooked ?? undefined) === now;
  },

  async act(place, step) {
    const edit = (now: string | null): string | null => {
      if (now === step.text) return null;
      if (now !== step.was && !sameButEndings(now, step.was)) throw changedMeanwhile(step.path);
      return withEndingsOf(now, step.was, step.text);
    };
    const written = await asWriteFailed(step.path, () => writeInTurn(place.root, step.path, edit, mergeConcurrent));
    return written && !isWritten(written.text, step) ? { step: { ...step, ...written } } : {};
  },

  async isDone(place, step) {
    return isWritten((await readableText(place, step.path)) ?? null, step);
  },

  async isStillDone(place, { path, was, text }) {
    const now = await readableText(place, path);
    if (now === undefined) return false;
    return text === was || (now !== was && !sameButEndings(now, was));
  },

  async undo(place, step, { told }) {
    const { path, text, was } = step;
    if (text === was) return;
    const isMeant = (now: string | null): boolean => takenOut(step, now) !== undefined;
    if (isMeant((await readableText(place, path)) ?? null))
      await putTextBack(place, path, isMeant, (now) => takenOut(step, now) ?? was);
    const now = await readableText(place, path);
    if (now !== was && !sameButEndings(now ?? null, was)) told.left.push(path);
  },

  async foresee(future, step) {
    const now = await future.textOf(step.path);
    if (!isWritten(now, step)) future.set(step.path, { text: withEndingsOf(now, step.was, step.text) });
  },

  async foreseeUndo(future, step) {
    const now = await future.textOf(step.path);
    const back = step.text === step.was ? undefined : takenOut(step, now);
    if (back !== undefined) future.set(step.path, back === null ? null : { text: back });
  },
};

/**
 * What becomes of a file when what a step wrote there is taken out: what it held before, null where there was none.
 * Beside what somebody else has written since, one line is; undefined: all is left as it is.
 */
function takenOut(step: StepOf<'write'>, now: string | null): string | null | undefined {
  const { text, was } = step;
  if (isWritten(now, step)) return was === null ? null : withEndingsOf(now, text, was);
  const merged = now === null || was === null || now === was ? null : mergeLine(now, was, text);
  return merged === null || merged === now ? undefined : merged;
}
