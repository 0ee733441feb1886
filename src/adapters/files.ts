import { constants, promises as fs, type Stats } from 'node:fs';
import path from 'node:path';
import { PlanError } from '../core/errors';
import { LARGEST_FILE } from '../core/limits';
import type { Files, FileStart, PathKind } from '../core/ports';
import { readWhole } from './system/read';

/** Reading the workspace folder `root`. */
export function createFiles(root: string): Files {
  return {
    name: path.basename(path.resolve(root)),
    async read(file, isWhole = (text) => text !== '') {
      const isRead = (text: string | null): boolean => text === null || isWhole(text);
      return (await readWhole(insideRoot(root, file), () => readText(root, file), isRead)).text;
    },
    async exists(file) {
      // A link to nothing is there too: nothing may be written over it.
      return (await fs.lstat(insideRoot(root, file)).catch(() => null)) !== null;
    },
    kindOf: (file) => kindOf(root, file),
    async list(folder) {
      const found = await realInside(root, folder).catch(() => null);
      const entries = found ? await fs.readdir(found, { withFileTypes: true }).catch(() => []) : [];
      const shown = entries.map(async (each) => {
        const link = each.isSymbolicLink() ? await kindOf(root, path.join(folder, each.name)) : null;
        return each.isFile() || link === 'file' ? [each.name] : [];
      });
      return (await Promise.all(shown)).flat().sort();
    },
    listBelow: (folder, most) => listBelow(root, folder, most),
    readStart: (file, bytes, stamp) => readStart(root, file, bytes, stamp),
  };
}

const PASSED_OVER = new Set(['.git', 'node_modules']);

/** See the port. What goes while it is looked at is left out. */
async function listBelow(root: string, folder: string, most: number): Promise<string[] | null> {
  await realInside(root, folder);
  const found: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const entries = await fs.readdir(path.join(root, at), { withFileTypes: true }).catch(() => []);
    for (const each of entries) {
      const inside = at === '' ? each.name : `${at}/${each.name}`;
      if (each.isDirectory() && !PASSED_OVER.has(each.name)) open.push(inside);
      if (each.isFile() || each.isSymbolicLink()) found.push(inside);
    }
    if (found.length + open.length > most) return null;
  }
  return found.sort();
}

async function kindOf(root: string, file: string): Promise<PathKind> {
  try {
    const stat = await fs.stat(await realInside(root, file));
    if (stat.isDirectory()) return 'folder';
    return stat.isFile() ? 'file' : 'special';
  } catch (error) {
    if (error instanceof PlanError) return error.code === 'OUTSIDE_WORKSPACE' ? 'outside' : 'special';
    return ['ELOOP', 'EACCES', 'EPERM'].includes(codeOf(error) ?? '') ? 'special' : 'missing';
  }
}

/**
 * The absolute path of a workspace path. Throws `OUTSIDE_WORKSPACE` for one that leaves the folder: what a state block
 * names is never trusted.
 */
export function insideRoot(root: string, file: string): string {
  const absolute = path.resolve(root, file);
  if (path.isAbsolute(file) || !holdsPath(root, absolute)) throw outside(file);
  return absolute;
}

/**
 * Where a workspace path leads when links are followed; of what isn't there yet, its folder's are.
 * Throws `OUTSIDE_WORKSPACE` when that leaves the folder, `CONTEXT_INVALID` for a link to nothing, or the file system's
 * own error.
 */
export async function realInside(root: string, file: string): Promise<string> {
  const real = await followLinks(insideRoot(root, file), file);
  if (!holdsPath(await fs.realpath(root), real)) throw outside(file);
  return real;
}

async function followLinks(absolute: string, file: string): Promise<string> {
  try {
    return await fs.realpath(absolute);
  } catch (error) {
    const parent = path.dirname(absolute);
    if (codeOf(error) !== 'ENOENT' || parent === absolute) throw error;
    const link = await fs.lstat(absolute).catch(() => null);
    if (link) throw unreadableFile(file, "is a link to something that isn't there", 'Repair or remove the link');
    return path.join(await followLinks(parent, file), path.basename(absolute));
  }
}

function holdsPath(folder: string, absolute: string): boolean {
  const relative = path.relative(folder, absolute);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/**
 * The text of a file, or null when there is none. Throws `OUTSIDE_WORKSPACE`, and `CONTEXT_INVALID` for what is no text
 * that can be kept to the byte. Never waits for a pipe, and never loads more than `largest` bytes.
 */
export async function readText(root: string, file: string, largest = LARGEST_FILE): Promise<string | null> {
  return readFrom(root, file, async (handle, stat) => {
    if (stat.size > largest) throw tooLarge(file, stat.size, largest);
    return decode(await handle.readFile(), file);
  });
}

/** See the port. Cut off anywhere and shown only, it need not be text that can be kept. */
async function readStart(root: string, file: string, bytes: number, known?: string): Promise<FileStart | null> {
  return readFrom(root, file, async (handle, { mtimeMs, size }) => {
    const stamp = `${mtimeMs}/${size}`;
    if (stamp === known) return { stamp, text: null };
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return { stamp, text: buffer.toString('utf8', 0, bytesRead) };
  });
}

/** The one way in which a file of the folder is opened: what is no plain file is never read from. */
async function readFrom<T>(
  root: string,
  file: string,
  read: (handle: fs.FileHandle, stat: Stats) => Promise<T>,
): Promise<T | null> {
  try {
    // Opening a pipe waits for its other end, unless told not to.
    const handle = await fs.open(await realInside(root, file), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw notAFile(file);
      return await read(handle, stat);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof PlanError) throw error;
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    if (code === 'ENXIO' || code === 'EISDIR') throw notAFile(file);
    throw unreadableFile(file, ...describeReadError(code, error), error);
  }
}

function decode(bytes: Uint8Array, file: string): string {
  if (isUtf16(bytes)) throw unreadableFile(file, 'is UTF-16 text', 'Save it as UTF-8');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw unreadableFile(file, "isn't UTF-8 text", 'Save it as UTF-8', error);
  }
}

/** By its byte order mark, or by two plain characters at its start. */
function isUtf16([a, b, c, d]: Uint8Array): boolean {
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return a && c ? b === 0 && d === 0 : a === 0 && c === 0 && Boolean(b && d);
}

function describeReadError(code: string | undefined, error: unknown): [what: string, next: string] {
  if (code === 'ELOOP') return ['is a link that leads in a circle', 'Repair or remove the link'];
  if (code === 'EACCES' || code === 'EPERM') return ["can't be read: there is no permission", 'Allow it'];
  return [`can't be read: ${code ?? String(error)}`, 'Repair it'];
}

function unreadableFile(file: string, what: string, next: string, cause?: unknown): PlanError {
  return new PlanError('CONTEXT_INVALID', `“${file}” ${what}. ${next}, then try again.`, { cause });
}

function notAFile(file: string): PlanError {
  return unreadableFile(file, 'is not a file', 'Move it away');
}

function tooLarge(file: string, size: number, largest: number): PlanError {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`;
  const what = `has ${megabytes(size)}, more than the ${megabytes(largest)} that are read`;
  return unreadableFile(file, what, 'Move what is no part of the plan to another file');
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
