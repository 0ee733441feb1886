// Things that take long to prepare are kept in `.vscode-test/`, each in a folder named by its version.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './paths.mjs';
import { removeAtExit, removeNow } from './processes.mjs';

/**
 * The folder `name`, prepared by `prepare(folder)` if it isn't there. It is prepared elsewhere and renamed when it
 * is whole: a kill half-way, or another run at the same time, never leaves a broken one under the name.
 */
export async function cached(name, prepare) {
  const folder = join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  clearLeftovers();
  const draft = removeAtExit(join(cacheFolder, `tmp-${process.pid}-${name}`));
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await prepare(draft);
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another run was faster; its folder is as good.
    if (!existsSync(folder)) throw error;
  }
  removeNow(draft);
  return folder;
}

/** Drafts of runs that were killed. */
function clearLeftovers() {
  if (!existsSync(cacheFolder)) return;
  for (const entry of readdirSync(cacheFolder)) {
    const pid = Number(/^tmp-(\d+)-/.exec(entry)?.[1] ?? process.pid);
    if (pid !== process.pid && !alive(pid)) rmSync(join(cacheFolder, entry), { recursive: true, force: true });
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
