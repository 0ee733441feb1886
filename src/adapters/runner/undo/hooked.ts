import { isPlanError } from '../../../core/errors';
import type { Step } from '../../../core/steps';
import { mustRun } from '../../git/repository';
import { isOwnSince, ownWritesBeside } from '../../writing/ownWrite';
import type { RunPlace } from '../ground/runPlace';
import type { UndoReport } from '../ground/undoReport';
import type { Hooked } from '../journal/journalState';
import { putTextBack, readableText, writesIn } from '../steps/parts/texts';

/** A file before hooks run: its text, and what our own writers had written last. */
interface BeforeHooks {
  text: string | null;
  writes: readonly string[];
}

/** The files that these steps have written, as they are now. One that can't be read is left out. */
export async function ownTexts(place: RunPlace, steps: readonly Step[]): Promise<Map<string, BeforeHooks>> {
  const texts = new Map<string, BeforeHooks>();
  for (const path of writesIn(steps).keys()) {
    const text = await readableText(place, path);
    if (text !== undefined) texts.set(path, { text, writes: await ownWritesBeside(place.root, path) });
  }
  return texts;
}

/**
 * What became of those texts while git ran: a hook's work, and so what our own command made of our own files.
 * `committing`: where they may have been committed so.
 */
export async function changedTexts(
  place: RunPlace,
  before: ReadonlyMap<string, BeforeHooks>,
  committing: RunPlace | null,
): Promise<Hooked[]> {
  const hooked: Hooked[] = [];
  for (const [path, { text: was, writes }] of before) {
    const after = await readableText(place, path);
    if (after === undefined || after === was || (await isOwnSince(place.root, path, writes))) continue;
    hooked.push({
      path,
      before: was,
      after,
      committed: committing !== null && (await isCommitted(committing, path, after)),
    });
  }
  return hooked;
}

async function isCommitted({ exec }: RunPlace, path: string, text: string | null): Promise<boolean> {
  const { code, out } = await exec({ args: ['cat-file', '-p', `HEAD:./${path}`] });
  return text === null ? code !== 0 : code === 0 && out === text;
}

/**
 * Gives files that a hook changed the texts they had before it, unless somebody has changed them since. Somebody may
 * have changed one at the same time as the hook, so what it held is kept among git's objects.
 */
export async function undoHooked(place: RunPlace, hooked: readonly Hooked[], told: UndoReport): Promise<void> {
  for (const { path, before, after, committed = false } of hooked) {
    if ((await readableText(place, path)) !== after) continue;
    if (after !== null) told.hooked.push({ path, kept: await keepText(place, after), committed });
    await putTextBack(
      place,
      path,
      (now) => now === after,
      () => before,
    );
  }
}

/** Null where there is no room for it: taking back must not fail for that. */
async function keepText(place: RunPlace, text: string): Promise<string | null> {
  return mustRun(place.exec, { args: ['hash-object', '-w', '--stdin'], input: text, writes: true }).then(
    ({ out }) => out.trim(),
    (error: unknown) => {
      if (isPlanError(error)) return null;
      throw error;
    },
  );
}
