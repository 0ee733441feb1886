import { existsSync, lstatSync, promises as fs, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isWholeText } from '../../core/context/merge/concurrent';
import { readText, realInside } from '../files';
import { renameIfThere } from '../system/durable';
import { plainText, readWhole } from '../system/read';
import { Activity } from './activity';
import { isMomentary, isOfWaiting, momentaryName } from './names';
import { meetingPlace, type MeetingPlace } from './meetingPlace';
import { isReadOnly, takeFreePlace } from './replace';
import { changedMeanwhile, Replacing, type Merge, type Written } from './replacing';
import { inTurn, isLeft } from './turn';

/**
 * What a file is to hold, by what it holds; null where nothing is to be written. Throws `CONTEXT_CHANGED` over another
 * text.
 */
export type Edit = (now: string | null) => string | null;

/**
 * Reads a file of the workspace folder, and writes what `edit` makes of it (null: nothing), whole or not at all,
 * without losing what another writer writes meanwhile: ours take turns (`inTurn`); what somebody wrote who knows no
 * turns, before ours has taken its place or a moment after, is put together with ours by `merge`. Keeps the file's
 * mode; a symbolic link stays one; folders on the way are made. Null when nothing was written. Throws `CONTEXT_CHANGED`
 * with somebody else's text in place, `GIT_BUSY`, as `edit` and `realInside`, or the file system's error.
 */
export async function writeInTurn(
  root: string,
  file: string,
  edit: Edit,
  merge: Merge | null,
): Promise<Written | null> {
  const target = await realInside(root, file);
  await fs.mkdir(path.dirname(target), { recursive: true });
  return inItsTurn(target, async (place, activity) => {
    const now = await readToEdit(root, file, target, () => metUnlessOurs(target, activity));
    const text = edit(now);
    if (text === null) return null;
    if (isReadOnly(target)) throw Object.assign(new Error(`${file} is read-only`), { code: 'EACCES' });
    return new Replacing(file, target, place, activity, merge).write(now, text);
  });
}

/** Removes a file of the workspace folder that holds what `isMeant` says; false when it doesn't, and stays. */
export async function removeInTurn(
  root: string,
  file: string,
  isMeant: (now: string | null) => boolean,
): Promise<boolean> {
  const target = await realInside(root, file);
  return inItsTurn(target, async () => {
    if (!isMeant(await readText(root, file, Infinity))) return false;
    // Taken away first, then looked at: nobody can change it in between.
    const taken = path.join(path.dirname(target), momentaryName('old'));
    if (!(await renameIfThere(target, taken))) return false;
    try {
      if (isMeant(plainText(taken))) return true;
      await takeFreePlace(taken, target);
      return false;
    } finally {
      await fs.rm(taken, { force: true });
    }
  });
}

/** Removes what a killed writer left beside these files of the workspace folder. */
export async function removeLeftovers(root: string, files: readonly string[]): Promise<void> {
  for (const { real } of await realFolders(root, files)) await inItsTurn(path.join(real, 'any'), async () => undefined);
}

/** What a killed writer left there, which `removeLeftovers` would remove. */
export async function leftoversBeside(root: string, files: readonly string[]): Promise<string[]> {
  return (await realFolders(root, files)).flatMap(({ folder, real }) =>
    readdirSync(real)
      .filter(isMomentary)
      .map((name) => path.posix.join(folder, name)),
  );
}

/** The folders of these files. One that isn't there, or leads elsewhere, has nothing of ours in it. */
async function realFolders(root: string, files: readonly string[]): Promise<{ folder: string; real: string }[]> {
  const folders: { folder: string; real: string }[] = [];
  for (const folder of new Set(files.map((file) => path.posix.dirname(file)))) {
    const real = await realInside(root, folder).catch(() => null);
    if (real !== null && existsSync(real)) folders.push({ folder, real });
  }
  return folders;
}

async function inItsTurn<T>(target: string, work: (place: MeetingPlace, activity: Activity) => Promise<T>): Promise<T> {
  const place = meetingPlace(target);
  return inTurn(place.locks, async () => {
    await sweep(path.dirname(target), place);
    return work(place, Activity.read(place.commonDir, place.locks[0] ?? ''));
  });
}

/** Nobody else writes here now: what is there of writing is left over, of one that was killed. */
async function sweep(folder: string, { commonDir }: MeetingPlace): Promise<void> {
  for (const place of commonDir === null ? [folder] : [folder, commonDir]) {
    for (const name of readdirSync(place)) {
      const file = path.join(place, name);
      const left = isOfWaiting(name) ? await isLeft(file) : isMomentary(name);
      if (left) rmSync(file, { force: true });
    }
  }
}

function metUnlessOurs(target: string, activity: Activity): boolean {
  const stat = lstatSync(target, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined || activity.isOurs(stat)) return false;
  activity.meets();
  activity.save();
  return true;
}

/**
 * What an edit starts from: not a part of what another program is in the middle of writing. Throws `CONTEXT_CHANGED`.
 */
async function readToEdit(
  root: string,
  file: string,
  target: string,
  isForeign: () => boolean,
): Promise<string | null> {
  const now = await readText(root, file, Infinity);
  if (now === null || isWholeText(file, now) || !isForeign()) return now;
  const whole = await readWhole(
    target,
    () => readText(root, file, Infinity),
    (text) => text !== null && isWholeText(file, text),
  );
  if (whole.isWriting) throw changedMeanwhile(file);
  return whole.text;
}
