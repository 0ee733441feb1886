import { lstatSync } from 'node:fs';
import { realInside } from '../files';
import { Activity } from './activity';
import { meetingPlace } from './meetingPlace';

/** Whether a file of the workspace folder is as one of our own writers, of whichever process, has left it. */
export async function isOwnWrite(root: string, file: string): Promise<boolean> {
  const target = await realInside(root, file);
  const stat = lstatSync(target, { bigint: true, throwIfNoEntry: false });
  const { commonDir, locks } = meetingPlace(target);
  return stat !== undefined && Activity.read(commonDir, locks[0] ?? '').isOurs(stat);
}
