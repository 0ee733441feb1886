import { constants, promises as fs } from 'node:fs';
import path from 'node:path';
import { PlanError } from '../core/errors';
import { LARGEST_FILE } from '../core/limits';
import type { Files } from '../core/ports';

/** Reading the workspace folder `root`. */
export function createFiles(root: string): Files {
  return {
    read: (file) => readText(root, file),
    async exists(file) {
      // A link to nothing is there too: nothing may be written over it.
      return (await fs.lstat(insideRoot(root, file)).catch(() => null)) !== null;
    },
    async list(folder) {
      const found = await realInside(root, folder).catch(() => null);
      const entries = found ? await fs.readdir(found, { withFileTypes: true }).catch(() => []) : [];
      return entries.filter((each) => each.isFile() || each.isSymbolicLink()).map((each) => each.name).sort(); // prettier-ignore
    },
  };
}

/**
 * The absolute path of a workspace path. Throws `OUTSIDE_WORKSPACE` for one that leaves the folder: what a state block
 * names is never trusted.
 */
export function insideRoot(root: string, file: string): string {
  const absolute = path.resolve(root, file);
  if (path.isAbsolute(file) || !holds(root, absolute)) throw outside(file);
  return absolute;
}

/**
 * Where a workspace path leads when links are followed; of what isn't there yet, its folder's are.
 * Throws `OUTSIDE_WORKSPACE` when that leaves the folder, `CONTEXT_INVALID` for a link to nothing, or the file system's own error.
 */
export async function realInside(root: string, file: string): Promise<string> {
  const real = await followLinks(insideRoot(root, file), file);
  if (!holds(await fs.realpath(root), real)) throw outside(file);
  return real;
}

async function followLinks(absolute: string, file: string): Promise<string> {
  try {
    return await fs.realpath(absolute);
  } catch (error) {
    const parent = path.dirname(absolute);
    if (codeOf(error) !== 'ENOENT' || parent === absolute) throw error;
    const link = await fs.lstat(absolute).catch(() => null);
    if (link) throw unreadable(file, "is a link to something that isn't there", 'Repair or remove the link');
    return path.join(await followLinks(parent, file), path.basename(absolute));
  }
}

function holds(folder: string, absolute: string): boolean {
  const relative = path.relative(folder, absolute);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/**
 * The text of a file, or null when there is none. Throws `OUTSIDE_WORKSPACE`, and `CONTEXT_INVALID` for what is no text that can
 * be kept to the byte. Never waits for a pipe, and never loads more than `largest` bytes.
 */
export async function readText(root: string, file: string, largest = LARGEST_FILE): Promise<string | null> {
  try {
    // Opening a pipe waits for its other end, unless told not to.
    const handle = await fs.open(await realInside(root, file), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw notAFile(file);
      if (stat.size > largest) throw tooLarge(file, stat.size, largest);
      return decode(await handle.readFile(), file);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof PlanError) throw error;
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    if (code === 'ENXIO' || code === 'EISDIR') throw notAFile(file);
    throw unreadable(file, ...describe(code, error), error);
  }
}

function decode(bytes: Uint8Array, file: string): string {
  if (isUtf16(bytes)) throw unreadable(file, 'is UTF-16 text', 'Save it as UTF-8');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw unreadable(file, "isn't UTF-8 text", 'Save it as UTF-8', error);
  }
}

/** By its byte order mark, or by two plain characters at its start. */
function isUtf16([a, b, c, d]: Uint8Array): boolean {
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return a && c ? b === 0 && d === 0 : a === 0 && c === 0 && Boolean(b && d);
}

function describe(code: string | undefined, error: unknown): [what: string, next: string] {
  if (code === 'ELOOP') return ['is a link that leads in a circle', 'Repair or remove the link'];
  if (code === 'EACCES' || code === 'EPERM') return ["can't be read: there is no permission", 'Allow it'];
  return [`can't be read: ${code ?? String(error)}`, 'Repair it'];
}

function unreadable(file: string, what: string, next: string, cause?: unknown): PlanError {
  return new PlanError('CONTEXT_INVALID', `“${file}” ${what}. ${next}, then try again.`, { cause });
}

function notAFile(file: string): PlanError {
  return unreadable(file, 'is not a file', 'Move it away');
}

function tooLarge(file: string, size: number, largest: number): PlanError {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`;
  const what = `has ${megabytes(size)}, more than the ${megabytes(largest)} that are read`;
  return unreadable(file, what, 'Move what is no part of the plan to another file');
}

function outside(file: string): PlanError {
  return new PlanError(
    'OUTSIDE_WORKSPACE',
    `“${file}” is outside the workspace folder, so it is neither read nor written. Make it a file of the folder instead.`,
  );
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/**
 * Writes a file whole or not at all: a temporary file beside it, then a rename. Keeps the file's mode; a symbolic link
 * stays one. Folders on the way are made. Throws as `realInside`, or the file system's own error.
 */
export async function writeAtomically(root: string, file: string, text: string): Promise<void> {
  await replaceFile(await realInside(root, file), text);
}

/** The same for an absolute path, wherever it is, which names no link. */
export async function replaceFile(target: string, text: string | Uint8Array): Promise<void> {
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
