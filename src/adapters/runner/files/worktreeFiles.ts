import { promises as fs } from 'node:fs';
import path from 'node:path';
import { mustRun } from '../../git/repository';
import { execIn } from '../../git/worktrees';
import { removeEmptyFolder, type RunPlace } from '../ground/runPlace';

/** What git checks out: its kind and its content, by path. */
type Tree = Map<string, { mode: string; blob: string }>;

const SYMLINK = '120000';

/**
 * Removes from a worktree the files that are as at a commit, or that git had only just begun, and the folders that this
 * leaves empty. Whatever else is in it stays: somebody made it. Resolves to those files.
 */
export async function withoutOurs(place: RunPlace, folder: string, commit: string): Promise<string[]> {
  const tree = await treeAt(place, commit);
  const { files, folders } = await walk(folder);
  const there = files.filter((file) => tree.has(file));
  const plain = there.filter((file) => tree.get(file)?.mode !== SYMLINK);
  const hashes = await hashesOf(place, folder, plain);
  const left = files.filter((file) => !tree.has(file));
  for (const file of there) {
    const { mode, blob } = tree.get(file) ?? { mode: '', blob: '' };
    const full = path.join(folder, file);
    const stat = await fs.lstat(full);
    const ours = mode === SYMLINK ? stat.isSymbolicLink() : stat.size === 0 || hashes.get(file) === blob;
    if (ours) await fs.rm(full);
    else left.push(file);
  }
  await fs.rm(path.join(folder, '.git'), { force: true });
  // The deepest first.
  for (const each of folders.reverse()) await removeEmptyFolder(path.join(folder, each));
  return left;
}

async function treeAt(place: RunPlace, commit: string): Promise<Tree> {
  const { out } = await mustRun(place.exec, { args: ['ls-tree', '-r', '-z', '--full-tree', commit] });
  return new Map(
    out.split('\0').flatMap((line) => {
      const [meta = '', file] = line.split('\t');
      const [mode = '', , blob = ''] = meta.split(' ');
      return file === undefined ? [] : [[file, { mode, blob }] as const];
    }),
  );
}

/** The files of a folder without its `.git`, and its folders, each before what is in it. */
async function walk(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const [files, folders]: string[][] = [[], []];
  const visit = async (inside: string): Promise<void> => {
    const entries = await fs.readdir(path.join(folder, inside), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const file = path.posix.join(inside, entry.name);
      if (file === '.git') continue;
      if (!entry.isDirectory()) files?.push(file);
      else {
        folders?.push(file);
        await visit(file);
      }
    }
  };
  await visit('');
  return { files: files ?? [], folders: folders ?? [] };
}

/** The blobs that files would be if they were committed there. */
async function hashesOf(place: RunPlace, folder: string, files: string[]): Promise<Map<string, string>> {
  // `hash-object` takes one path a line.
  const plain = files.filter((file) => !file.includes('\n'));
  if (plain.length === 0) return new Map();
  const command = { args: ['hash-object', '--stdin-paths'], input: plain.map((file) => `${file}\n`).join('') };
  const { out } = await mustRun(execIn(place.exec, folder), command);
  const ids = out.split('\n');
  return new Map(plain.map((file, index) => [file, ids[index] ?? '']));
}
