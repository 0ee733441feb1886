import { appendFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Scratch } from '../../core/diskPort';

/** Folders in the temporary folder of this machine. */
export function createScratch(): Scratch {
  return {
    place: tmpdir(),
    // The real path, as git reports it: the temporary folder is a link on some systems.
    make: async (prefix) => realpath(await mkdtemp(join(tmpdir(), prefix))),
    async write(folder, files) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(folder, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      }
    },
    append: (folder, path, text) => appendFile(join(folder, path), text),
    remove: (folder) => rm(folder, { recursive: true, force: true }),
  };
}
