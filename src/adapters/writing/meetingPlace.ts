import { createHash } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { plainText } from '../system/read';

/** Where the writers of a file meet. */
export interface MeetingPlace {
  /** Their lock: the first of these that can be written. */
  locks: string[];
  /** The git directory that all work trees share, for what belongs to no work tree; null outside of a repository. */
  commonDir: string | null;
}

/**
 * Where everybody meets who writes a file (an absolute path without links): in the git common directory, found by
 * looking at files alone, else in the system's temporary folder. Looks at a few small files at once: that is quicker
 * than to wait for each.
 */
export function meetingPlace(target: string): MeetingPlace {
  const folder = path.dirname(target);
  const commonDir = commonDirOf(folder);
  const key = createHash('sha256')
    .update(commonDir ?? folder)
    .digest('hex')
    .slice(0, 16);
  // Not shared by users: one can't take over what another one has left there.
  const elsewhere = path.join(tmpdir(), `phased-plans-${process.getuid?.() ?? 'user'}-${key}.lock`);
  return {
    locks: commonDir === null ? [elsewhere] : [lockIn(commonDir), elsewhere],
    commonDir,
  };
}

/** The lock of everybody who writes what belongs to a repository. */
export function lockIn(commonDir: string): string {
  return path.join(commonDir, 'phased-plans.lock');
}

function commonDirOf(folder: string): string | null {
  for (let at = folder; ; at = path.dirname(at)) {
    const own = gitDirAt(path.join(at, '.git'));
    if (own !== null) {
      const common = path.resolve(own, readOrEmptySync(path.join(own, 'commondir')).trim());
      return existsSync(common) ? realpathSync(common) : null;
    }
    if (path.dirname(at) === at) return null;
  }
}

/** A worktree's or a submodule's `.git` is a file that points at the real one. */
function gitDirAt(dotGit: string): string | null {
  const stat = statSync(dotGit, { throwIfNoEntry: false });
  if (!stat) return null;
  const target = stat.isDirectory() ? dotGit : /^gitdir:\s*(.+?)\s*$/m.exec(readOrEmptySync(dotGit))?.[1];
  if (target === undefined) return null;
  const gitDir = path.resolve(path.dirname(dotGit), target);
  return existsSync(path.join(gitDir, 'HEAD')) ? gitDir : null;
}

function readOrEmptySync(file: string): string {
  return plainText(file) ?? '';
}
