import { lstatSync } from 'node:fs';
import { realInside } from '../files';
import { Activity } from './activity';
import { meetingPlace } from './meetingPlace';

/** Looks what our own writers, of whichever process, wrote last beside a file of the workspace folder. */
export async function ownWritesBeside(root: string, file: string): Promise<readonly string[]> {
  return (await activityOf(root, file)).last;
}

/** Whether one of our own writers has written a file since: what others made of it by now stands upon that. */
export async function isOwnSince(root: string, file: string, before: readonly string[]): Promise<boolean> {
  const target = await realInside(root, file);
  const stat = lstatSync(target, { bigint: true, throwIfNoEntry: false });
  return stat !== undefined && (await activityOf(root, file)).hasMade(stat, before);
}

async function activityOf(root: string, file: string): Promise<Activity> {
  const { commonDir, locks } = meetingPlace(await realInside(root, file));
  return Activity.read(commonDir, locks[0] ?? '');
}
