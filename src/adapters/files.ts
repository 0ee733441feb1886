import { promises as fs } from 'node:fs';
import path from 'node:path';
import { PlanError } from '../core/errors';
import type { Files } from '../core/ports';

/** Reading the workspace folder `root`. */
export function createFiles(root: string): Files {
  return {
    read: (file) => readText(insideRoot(root, file), file),
    async exists(file) {
      return (await fs.stat(insideRoot(root, file)).catch(() => null)) !== null;
    },
    async list(folder) {
      const entries = await fs.readdir(insideRoot(root, folder), { withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name).sort(); // prettier-ignore
    },
  };
}

/**
 * The absolute path of a workspace path. Throws `OUTSIDE_WORKSPACE` for one that leaves the folder: what a state block
 * names is never trusted.
 */
export function insideRoot(root: string, file: string): string {
  const absolute = path.resolve(root, file);
  const relative = path.relative(root, absolute);
  if (path.isAbsolute(file) || relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) {
    throw new PlanError(
      'OUTSIDE_WORKSPACE',
      `“${file}” is outside the workspace folder, so it is neither read nor written.`,
    );
  }
  return absolute;
}

async function readText(absolute: string, file: string): Promise<string | null> {
  try {
    if (!(await fs.stat(absolute)).isFile()) {
      throw new PlanError('CONTEXT_INVALID', `“${file}” is not a file. Move it away, then try again.`);
    }
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await fs.readFile(absolute));
  } catch (error) {
    if (error instanceof PlanError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    const why = error instanceof TypeError ? 'it is not UTF-8 text' : (code ?? String(error));
    throw new PlanError('CONTEXT_INVALID', `“${file}” can't be read: ${why}. Repair it, then try again.`, {
      cause: error,
    });
  }
}

/**
 * Writes a file whole or not at all: a temporary file beside it, then a rename. Keeps the file's mode; a symbolic link
 * stays one. Folders on the way are made. Throws the file system's own error.
 */
export async function writeAtomically(absolute: string, text: string): Promise<void> {
  const target = await fs.realpath(absolute).catch(() => absolute);
  await fs.mkdir(path.dirname(target), { recursive: true });
  const mode = await fs.stat(target).then((stat) => stat.mode, () => undefined); // prettier-ignore
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
  try {
    const handle = await fs.open(temporary, 'w', mode);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (mode !== undefined) await fs.chmod(temporary, mode);
    await fs.rename(temporary, target);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
}
