import { isPlanError } from '../../../core/errors';
import type { Step } from '../../../core/steps';
import { mustRun } from '../../git/repository';
import { isOwnWrite } from '../../writing/ownWrite';
import type { RunPlace } from '../ground/runPlace';
import type { UndoReport } from '../ground/undoReport';
import type { Hooked } from '../journal/journalState';
import { putTextBack, readableText, writesIn } from '../steps/parts/texts';

/** The texts of the files that these steps have written, as they are now. One that can't be read is left out. */
export async function ownTexts(place: RunPlace, steps: readonly Step[]): Promise<Map<string, string | null>> {
  const texts = new Map<string, string | null>();
  for (const path of writesIn(steps).keys()) {
    const text = await readableText(place, path);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}

/**
 * What became of those texts while git ran: a hook's work, and so what our own command made of our own files.
 * `committing`: where they may have been committed so.
 */
export async function changedTexts(
  place: RunPlace,
  before: ReadonlyMap<string, string | null>,
  committing: RunPlace | null,
): Promise<Hooked[]> {
  const hooked: Hooked[] = [];
  for (const [path, was] of before) {
    const after = await readableText(place, path);
    if (after === undefined || after === was || (await isOwnWrite(place.root, path))) continue;
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
