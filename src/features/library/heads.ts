import { open, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import * as vscode from 'vscode';
import type { Library, LibraryFile } from '../../core/workflow/engine';
import { readHead, type FileHead } from '../../core/workflow/libraryHead';
import { staysInside } from '../../editor/paths';

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
  get(folder: vscode.Uri, path: string): FileHead | null {
    return this.#known.get(keyOf(folder, path))?.head ?? null;
  }

  /** Reads the heads that are new or have changed. Resolves to whether there were any. */
  async load(folder: vscode.Uri, kind: keyof Library, files: readonly Pick<LibraryFile, 'path'>[]): Promise<boolean> {
    const changed = await Promise.all(files.map(({ path }) => this.#loadOne(folder, kind, path)));
    return changed.some(Boolean);
  }

  async #loadOne(folder: vscode.Uri, kind: keyof Library, path: string): Promise<boolean> {
    if (!staysInside(path)) return false;
    const key = keyOf(folder, path);
    const known = this.#known.get(key);
    try {
      const { file, mtimeMs, size } = await find(folder, path);
      const stamp = `${mtimeMs}/${size}`;
      if (known?.stamp === stamp) return false;
      this.#known.set(key, { stamp, head: readHead(kind, await readStart(file)) });
      return true;
    } catch {
      // Gone, or not readable: its row shows the name, and opening it says why.
      return this.#known.delete(key);
    }
  }
}

/** The text of an archived context file. */
export async function readArchive(folder: vscode.Uri, path: string): Promise<string> {
  const { file, size } = await find(folder, path);
  if (size > archiveBytes) throw new Error('The archive is too large to be read as a plan.');
  return readFile(file, 'utf8');
}

/** A file of the folder; links that lead out of it aren't followed, and a pipe would never end. */
async function find(folder: vscode.Uri, path: string): Promise<{ file: string; mtimeMs: number; size: number }> {
  const [root, file] = await Promise.all([realpath(folder.fsPath), realpath(vscode.Uri.joinPath(folder, path).fsPath)]);
  const found = await stat(file);
  if (!found.isFile() || !file.startsWith(join(root, sep))) throw new Error('It is no file of this folder.');
  return { file, mtimeMs: found.mtimeMs, size: found.size };
}

async function readStart(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

const keyOf = (folder: vscode.Uri, path: string) => `${folder.toString()}#${path}`;
