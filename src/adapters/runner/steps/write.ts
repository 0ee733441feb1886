import { mergeConcurrent, mergeLine, onSameLine } from '../../../core/context/merge/concurrent';
import { changedMeanwhile } from '../../writing/replacing';
import { writeInTurn } from '../../writing/write';
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
    let found: string | null = null;
    const edit = (now: string | null): string | null => {
      found = now;
      const text = editedBy(step, now);
      return text === now ? null : text;
    };
    const written = await asWriteFailed(step.path, () => writeInTurn(place.root, step.path, edit, mergeConcurrent));
    if (written !== null) return isWritten(written.text, step) ? {} : { step: { ...step, ...written } };
    // Somebody else has written the same: what is taken back later is nothing of theirs.
    return found === null ? {} : { step: { ...step, was: found, text: found } };
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

/** What a step makes of a file that holds `now`. Throws `CONTEXT_CHANGED` where that isn't what it was planned for. */
function editedBy({ path, was, text, oneLine }: StepOf<'write'>, now: string | null): string | null {
  if (now === text) return text;
  if (now === was || sameButEndings(now, was)) return withEndingsOf(now, was, text);
  const edited = oneLine && now !== null && was !== null ? onSameLine(now, text, was) : null;
  if (edited === null) throw changedMeanwhile(path);
  return edited;
}

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
