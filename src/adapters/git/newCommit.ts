import { promises as fs } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { RepositoryPlace } from './repository';

/**
 * The parents of a commit that was made a moment ago, which is still a file of its own; null for one that isn't, or
 * that can't be read: git is to be asked. See https://git-scm.com/book/en/v2/Git-Internals-Git-Objects.
 */
export async function parentsOfNew({ commonDir }: RepositoryPlace, commit: string): Promise<string[] | null> {
  const file = path.join(commonDir, 'objects', commit.slice(0, FOLDER), commit.slice(FOLDER));
  const bytes = await fs
    .readFile(file)
    .then(promisify(inflate), () => null)
    .catch(() => null);
  const text = bytes?.toString('latin1') ?? '';
  const [, head] = /^commit \d+\0tree [0-9a-f]+\n((?:parent [0-9a-f]+\n)*)author /.exec(text) ?? [];
  return head === undefined ? null : [...head.matchAll(/^parent (\S+)$/gm)].map(([, parent = '']) => parent);
}

/** Git keeps such a file in a folder that the first characters name. */
const FOLDER = 2;
