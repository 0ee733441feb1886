import { existsSync, promises as fs } from 'node:fs';
import type { GitExec } from '../git/exec';

/** What steps act on. Outside a repository a plan has file steps only. */
export interface Place {
  root: string;
  exec: GitExec;
}

/** Whether a file's folder is there and empty; then it is removed. */
export async function removeEmptyFolder(absolute: string): Promise<void> {
  await fs.rmdir(absolute).catch((error: NodeJS.ErrnoException) => {
    // Where nothing may be written, that is said before it is looked whether there is anything.
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code ?? '') || !existsSync(absolute)) return;
    throw error;
  });
}
