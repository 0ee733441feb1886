import { constants, promises as fs, type Stats } from 'node:fs';
import path from 'node:path';
import { PlanError } from '../core/errors';
import { isGitFolder } from '../core/folder/methodSettings';
import { LARGEST_FILE } from '../core/limits';
import type { Files, FileStart, IsUnchanged, PathKind } from '../core/ports';
import { Remembered } from '../core/remembered';
import { readWhole } from './system/read';
import { stampOf, Stamps } from './system/stamp';

/** Reading the workspace folder `root`. */
export function createFiles(root: string): Files {
  const texts = new Remembered<{ stamp: string; text: string }>(MOST_TEXTS);
  const files: Files = {
    name: path.basename(path.resolve(root)),
    async read(file, isWhole = (text) => text !== '') {
      const isRead = (text: string | null): boolean => text === null || isWhole(text);
      const absolute = insideRoot(root, file);
      const known = texts.get(file);
      const stamp = await stampOf(absolute);
      if (known?.stamp === stamp && isWhole(known.text)) return known.text;
      const { text } = await readWhole(absolute, () => readText(root, file), isRead);
      if (stamp !== null && text !== null && text.length <= LONGEST_KEPT) texts.set(file, { stamp, text });
      return text;
    },
    async exists(file) {
      // A link to nothing is there too: nothing may be written over it.
      return (await fs.lstat(insideRoot(root, file)).catch(() => null)) !== null;
    },
    pathOf: (file) => pathOf(root, file),
    kindOf: (file) => kindOf(root, file),
    list: (folder) => listFiles(root, folder),
    listBelow: (folder, most) => listBelow(root, folder, most),
    readStart: (file, bytes, stamp) => readStart(root, file, bytes, stamp),
    noting: () => notingFiles(root, files),
  };
  return files;
}

/** So many texts are kept, so that a file is read again when it has changed; and what is longer isn't. */
const MOST_TEXTS = 1_000;
const LONGEST_KEPT = 100_000;

/** The same files, with the stamps of what is asked for. */
function notingFiles(root: string, files: Files): { files: Files; isUnchanged: IsUnchanged } {
  const stamps = new Stamps();
  const note = (file: string): Promise<void> => stamps.note(path.resolve(root, file));
  const after = async <T>(file: string, ask: () => Promise<T>): Promise<T> => {
    await note(file);
    return ask();
  };
  return {
    files: {
      name: files.name,
      read: (file, isWhole) => after(file, () => files.read(file, isWhole)),
      exists: (file) => after(file, () => files.exists(file)),
      pathOf: (file) => files.pathOf(file),
      kindOf: (file) => after(file, () => files.kindOf(file)),
      list: (folder) => after(folder, () => listFiles(root, folder, note)),
      listBelow: (folder, most) => after(folder, () => listBelow(root, folder, most, note)),
      readStart: (file, bytes, stamp) => after(file, () => files.readStart(file, bytes, stamp)),
    },
    isUnchanged: () => stamps.isUnchanged(),
  };
}

/** See the port. `seesLink`: is told of each link before it is followed. */
async function listFiles(root: string, folder: string, seesLink?: (link: string) => Promise<void>): Promise<string[]> {
  const found = await realInside(root, folder).catch(() => null);
  const entries = found ? await fs.readdir(found, { withFileTypes: true }).catch(() => []) : [];
  const shown = entries.map(async (each) => {
    if (each.isFile()) return [each.name];
    if (!each.isSymbolicLink()) return [];
    const link = path.join(folder, each.name);
    await seesLink?.(link);
    return (await kindOf(root, link)) === 'file' ? [each.name] : [];
  });
  return (await Promise.all(shown)).flat().sort();
}

const PASSED_OVER = new Set(['.git', 'node_modules']);

/** See the port. What goes while it is looked at is left out. `seesFolder`: is told of each before it is read. */
async function listBelow(
  root: string,
  folder: string,
  most: number,
  seesFolder?: (folder: string) => Promise<void>,
): Promise<string[] | null> {
  await realInside(root, folder);
  const found: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    await seesFolder?.(at);
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

/** The workspace folder may be named by a link, or by where that leads. */
async function pathOf(root: string, file: string): Promise<string> {
  if (!path.isAbsolute(file)) return file;
  const folders = [path.resolve(root), await fs.realpath(root).catch(() => root)];
  const folder = folders.find((each) => holdsPath(each, path.normalize(file)));
  return folder === undefined ? file : path.relative(folder, file).split(path.sep).join('/');
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
 * Throws `OUTSIDE_WORKSPACE` when that leaves the folder, or is in a `.git`, where git would run it; `CONTEXT_INVALID`
 * for a link to nothing, or the file system's own error.
 */
export async function realInside(root: string, file: string): Promise<string> {
  const real = await followLinks(insideRoot(root, file), file);
  const top = await fs.realpath(root);
  if (!holdsPath(top, real)) throw outside(file);
  if (path.relative(top, real).split(path.sep).some(isGitFolder)) throw insideGit(file);
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

function insideGit(file: string): PlanError {
  return new PlanError(
    'OUTSIDE_WORKSPACE',
    `“${file}” leads into a “.git” folder, so it is neither read nor written. Make it a file of the folder instead.`,
  );
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
