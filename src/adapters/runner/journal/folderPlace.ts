import { promises as fs } from 'node:fs';
import path from 'node:path';
import { realPath, type RepositoryPlace } from '../../git/repository';
import type { RunPlace } from '../ground/runPlace';

/**
 * A folder of a repository, in words that stay true when the repository is renamed, moved, or reached through a link.
 */
export interface Standing {
  /** The name that git keeps the linked work tree by; empty for the main one. */
  worktree: string;
  /** From the top of the work tree, with a `/` at its end; empty at the top. */
  prefix: string;
}

/**
 * The folder that a plan ran in: as it was called then, and, unless it is of an earlier version, as the repository
 * knows it.
 */
export interface FolderPlace {
  folder: string;
  standing?: Standing;
}

/** Where somebody stands who has this folder open. */
export function folderPlaceOf({ root }: RunPlace, { linked, prefix }: RepositoryPlace): FolderPlace {
  return { folder: root, standing: { worktree: linked, prefix } };
}

/** Whether two folders of one repository are the same place. */
export async function isSamePlace(a: FolderPlace, b: FolderPlace): Promise<boolean> {
  if (a.standing && b.standing) {
    return a.standing.worktree === b.standing.worktree && a.standing.prefix === b.standing.prefix;
  }
  const [one, other] = await Promise.all([realPath(a.folder), realPath(b.folder)]);
  return one === other;
}

/** Where such a folder is today; null when it is gone. */
export async function findFolder(commonDir: string, { folder, standing }: FolderPlace): Promise<string | null> {
  const top = standing && (await topOfTree(commonDir, standing.worktree));
  // Of a repository that keeps its git directory elsewhere, nothing tells where its main work tree is.
  const found = standing && typeof top === 'string' ? path.join(top, standing.prefix) : folder;
  const stat = top === null ? null : await fs.stat(found).catch(() => null);
  return stat?.isDirectory() ? path.resolve(found) : null;
}

/** The top of a work tree; null for a linked one that git has forgotten, undefined where it can't be told. */
async function topOfTree(commonDir: string, worktree: string): Promise<string | null | undefined> {
  if (worktree === '') return path.basename(commonDir) === '.git' ? path.dirname(commonDir) : undefined;
  const pointer = path.join(commonDir, 'worktrees', worktree, 'gitdir');
  const text = await fs.readFile(pointer, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  // Newer versions of git may write it relative to where it stands.
  return text === null ? null : path.dirname(path.resolve(path.dirname(pointer), text.trim()));
}
