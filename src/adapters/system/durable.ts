import { promises as fs } from 'node:fs';

/** On disk, not only in a cache, when this resolves. */
export async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await fs.open(file, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a file a second name that must be new; copies it where a disk knows no second names. */
export async function linkNew(from: string, to: string): Promise<void> {
  await fs.link(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST' || error.code === 'ENOENT') throw error;
    return fs.copyFile(from, to, fs.constants.COPYFILE_EXCL).catch(async (half: NodeJS.ErrnoException) => {
      if (half.code !== 'EEXIST') await fs.rm(to, { force: true });
      throw half;
    });
  });
}

/** So that a new name survives a power cut as well. Windows can't, and needs not. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** Moves a file; false when there is no such file any more. */
export async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await fs.rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Makes a file that is to be new; false when there is one. */
export async function unlessThere(making: Promise<void>): Promise<boolean> {
  try {
    await making;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}
