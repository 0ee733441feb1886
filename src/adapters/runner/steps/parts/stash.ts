import { mustRun } from '../../../git/repository';
import type { RunPlace } from '../../ground/runPlace';

export interface StashEntry {
  /** As `stash@{0}`, for as long as no other is made or dropped. */
  name: string;
  commit: string;
}

/** The stash entry with this commit, or else this message. */
export async function findStash(place: RunPlace, commit: string | null, message: string): Promise<StashEntry | null> {
  const { out } = await mustRun(place.exec, { args: ['stash', 'list', '--format=%gd%x00%H%x00%gs'] });
  for (const line of out.split('\n')) {
    const [name = '', id = '', subject = ''] = line.split('\0');
    if (commit === null ? subject.endsWith(`: ${message}`) : id === commit) return { name, commit: id };
  }
  return null;
}

/**
 * The commits that an entry consists of besides its own, which holds the files that git knows: the one that these were
 * changed upon, and one with those that git doesn't know, where there are any.
 */
export async function partsOf(place: RunPlace, { commit }: StashEntry): Promise<{ base: string; untracked?: string }> {
  const { out } = await mustRun(place.exec, { args: ['rev-parse', `${commit}^@`] });
  const [base = '', , untracked] = out.trim().split('\n');
  return { base, ...(untracked ? { untracked } : {}) };
}

/** The whole repository without one folder of the workspace. */
export function allBut(folder: string): string[] {
  return [':(top)', `:(exclude,literal)${folder}`];
}
