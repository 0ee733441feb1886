import { mustRun } from '../../../git/repository';
import type { RunPlace } from '../../ground/runPlace';

export interface StashEntry {
  /**
   * As `stash@{0}`, for as long as no other is made or dropped: all worktrees of a repository share one list. With
   * `refs/` in front where a branch or a tag is called `stash`, too.
   */
  name: string;
  commit: string;
}

/** The stash entry with this commit, or else this message. */
export async function findStash(place: RunPlace, commit: string | null, message: string): Promise<StashEntry | null> {
  const { out } = await mustRun(place.exec, { args: ['stash', 'list', '--format=%H%x00%gs'] });
  const found = out.split('\n').findIndex((line) => {
    const [id = '', subject = ''] = line.split('\0');
    return commit === null ? subject.endsWith(`: ${message}`) : id === commit;
  });
  const [id = ''] = out.split('\n')[found]?.split('\0') ?? [];
  return id === '' ? null : { name: `${await listName(place)}@{${found}}`, commit: id };
}

/** What git finds the list by. */
async function listName(place: RunPlace): Promise<string> {
  const { out } = await mustRun(place.exec, { args: ['for-each-ref', 'refs/heads/stash', 'refs/tags/stash'] });
  return out.trim() === '' ? 'stash' : 'refs/stash';
}

/** So many entries may come in between. */
const MOST_TRIES = 5;

/**
 * Drops an entry, and no other: where somebody made one between looking it up and dropping it, theirs is put back. None
 * of git's hooks is asked.
 */
export async function dropStash(place: RunPlace, commit: string): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const entry = await findStash(place, commit, '');
    if (!entry) return;
    const { out } = await mustRun(place.exec, {
      args: ['stash', 'drop', entry.name],
      writes: true,
      withoutHooks: true,
    });
    const dropped = /\(([0-9a-f]{40,64})\)/.exec(out)?.[1] ?? commit;
    if (dropped === commit) return;
    const { out: subject } = await mustRun(place.exec, {
      args: ['log', '-1', '--no-show-signature', '--format=%s', dropped],
    });
    const args = ['stash', 'store', '--message', subject.trim(), dropped];
    await mustRun(place.exec, { args, writes: true, withoutHooks: true });
  }
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
