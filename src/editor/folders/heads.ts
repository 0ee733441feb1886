import type { Library, LibraryFile } from '../../core/folder/library';
import { readLibraryHead, type FileHead } from '../../core/folder/libraryHead';
import type { PlanFolder } from './planFolder';

/** A title and a date stand in the first lines. */
const headBytes = 4096;

/** An archived context file is small; what is larger isn't one, and isn't worth the wait. */
const archiveBytes = 1_048_576;

interface Known {
  stamp: string;
  head: FileHead | null;
}

/** The heads of files, read once per change of a file: what has the same time and size isn't opened again. */
export class Heads {
  readonly #known = new Map<string, Known>();

  /** What is known of a file; null when nothing is, or there is no such file. */
  get(folder: PlanFolder, path: string): FileHead | null {
    return this.#known.get(headKey(folder, path))?.head ?? null;
  }

  /** Reads the heads that are new or have changed. Resolves to whether there were any. */
  async load(folder: PlanFolder, kind: keyof Library, files: readonly Pick<LibraryFile, 'path'>[]): Promise<boolean> {
    const changed = await Promise.all(files.map(({ path }) => this.#loadOne(folder, kind, path)));
    return changed.some(Boolean);
  }

  async #loadOne(folder: PlanFolder, kind: keyof Library, path: string): Promise<boolean> {
    const key = headKey(folder, path);
    const known = this.#known.get(key);
    try {
      const start = await (await folder.engine()).readStart(path, headBytes, known?.stamp);
      if (!start) return this.#known.delete(key);
      if (start.text === null) return false;
      this.#known.set(key, { stamp: start.stamp, head: readLibraryHead(kind, start.text) });
      return true;
    } catch {
      // Gone, or not readable: its row shows the name, and opening it says why.
      return this.#known.delete(key);
    }
  }
}

/** The text of an archived context file. */
export async function readArchive(folder: PlanFolder, path: string): Promise<string> {
  const start = await (await folder.engine()).readStart(path, archiveBytes + 1);
  if (start?.text == null) throw new Error('The archive is gone.');
  const { text } = start;
  if (Buffer.byteLength(text) > archiveBytes) throw new Error('The archive is too large to be read as a plan.');
  return text;
}

const headKey = (folder: PlanFolder, path: string) => `${folder.planUri.toString()}#${path}`;
