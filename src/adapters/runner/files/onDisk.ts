import { promises as fs, type Stats } from 'node:fs';
import path from 'node:path';
import { mustRun } from '../../git/repository';
import { oncePerPlace, repositoryOf, type RunPlace } from '../ground/runPlace';

/** The mode of a file that isn't there. */
export const NO_FILE = '000000';
const SUBMODULE = '160000';

/**
 * The modes and blobs that the files of the work tree would be in git, for those that are there. Links aren't followed.
 */
export async function filesOnDisk(place: RunPlace, files: readonly { path: string }[]): Promise<Map<string, string>> {
  const { prefix, top } = await repositoryOf(place);
  const asHere = await modesHere(place);
  const found = new Map<string, string>();
  const plain: { file: string; mode: string }[] = [];
  for (const { path: file } of files) {
    const stat = await lookAt(top, file);
    if (stat?.isFile()) plain.push({ file, mode: (stat.mode & 0o100) === 0 ? '100644' : '100755' });
    if (!stat?.isSymbolicLink()) continue;
    const blob = await blobOf(place, await readLink(path.resolve(top, file)));
    found.set(file, asHere('120000', blob) ?? '');
  }
  const names = plain.map(({ file }) => file);
  const blobs = await hashFiles(place, names, inTop(prefix));
  for (const [index, { file, mode }] of plain.entries()) found.set(file, asHere(mode, blobs[index] ?? '') ?? '');
  return found;
}

/** What has git take names from the top of the work tree, where it doesn't so by itself. */
export function inTop(prefix: string): string[] {
  return prefix === '' ? [] : ['-C', '../'.repeat(prefix.split('/').length - 1)];
}

/** What is there by a name; null for nothing, and behind a link that is in place of a folder. */
export async function lookAt(top: string, file: string): Promise<Stats | null> {
  for (let at = file.indexOf('/'); at !== -1; at = file.indexOf('/', at + 1)) {
    const folder = await statOf(path.resolve(top, file.slice(0, at)));
    if (!folder?.isDirectory()) return null;
  }
  return statOf(path.resolve(top, file));
}

/** Where a link leads to, in git's words. */
export async function readLink(file: string): Promise<string> {
  const target = await fs.readlink(file);
  return process.platform === 'win32' ? target.replaceAll('\\', '/') : target;
}

/** The blobs that files would be, in their order. */
export async function hashFiles(place: RunPlace, files: readonly string[], options: string[] = []): Promise<string[]> {
  if (files.length === 0) return [];
  const own = options.includes('-C') ? [...options, 'hash-object'] : ['hash-object', ...options];
  const input = files.map((file) => `${quotedForGit(file)}\n`).join('');
  return (await mustRun(place.exec, { args: [...own, '--stdin-paths'], input })).out.split('\n');
}

/** The blob of a text. */
export async function blobOf(place: RunPlace, text: string): Promise<string> {
  return (await mustRun(place.exec, { args: ['hash-object', '--no-filters', '--stdin'], input: text })).out.trim();
}

/** A name for a command that takes one a line: git undoes this. */
function quotedForGit(file: string): string {
  const safe = file.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `"${safe}"`;
}

async function statOf(absolute: string): Promise<Stats | null> {
  return fs.lstat(absolute).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
}

/** Makes one of a mode and a blob, as files are here: a disk may know neither programs nor links. */
export async function modesHere(place: RunPlace): Promise<(mode: string, blob: string) => string | null> {
  const { programs, links } = await knownHere(place);
  return (mode, blob) => {
    if (mode === NO_FILE || mode === SUBMODULE || mode === '') return null;
    const plain = (mode === '100755' && !programs) || (mode === '120000' && !links);
    return `${plain ? '100644' : mode} ${blob}`;
  };
}

/** What git takes the disk to know. */
const knownHere = oncePerPlace(async (place): Promise<{ programs: boolean; links: boolean }> => {
  const { out } = await place.exec({ args: ['config', '--type=bool', '--get-regexp', '^core\\.(filemode|symlinks)$'] });
  const set = new Map(out.split('\n').map((line) => line.split(' ') as [string, string]));
  return { programs: set.get('core.filemode') !== 'false', links: set.get('core.symlinks') !== 'false' };
});
