import { inShort, PlanError } from '../../errors';
import { isOfContext } from '../../folder/methodFiles';
import { isInFolder } from '../../folder/paths';
import type { Git } from '../../ports';
import type { ChangedPath, Head } from '../../gitData';
import type { ExecuteOptions } from '../../types';

/** Throws `GIT_FAILED` where a switch would leave commits behind that only a detached HEAD leads to. */
export async function mustLeaveNoCommits(git: Git, { branch, commit }: Head): Promise<void> {
  if (branch !== null || commit === null) return;
  const left = await git.onNoBranch(commit);
  if (left.length === 0) return;
  const names = left.map((each) => `${each.commit.slice(0, 8)} ${each.subject}`);
  const title = `No branch is checked out, and no branch has ${left.length === 1 ? 'this commit' : 'these commits'}`;
  const next = `Give ${left.length === 1 ? 'it' : 'them'} one (git switch -c <name>), then try again.`;
  throw new PlanError('GIT_FAILED', `${title}: ${inShort(names)}. ${next}`, {
    parts: { title: `${title}.`, names, more: next },
  });
}

export interface DirtyTree {
  /** Uncommitted paths under the context folder; all of them are carried along. */
  context: ChangedPath[];
  /** Uncommitted paths elsewhere. */
  elsewhere: ChangedPath[];
}

/**
 * What becomes of uncommitted changes when `target` is switched to. Throws `CONTEXT_DIRTY` for a context file that
 * would be overwritten, `DIRTY_TREE` for others unless `dirty` says what to do.
 */
export async function judgeDirtyTree(
  git: Git,
  o: {
    head: string | null;
    target: string;
    contextFolder: string;
    contextFile: string;
    /** Whether git ignores that file. */
    isIgnored: boolean;
    /** The uncommitted changes. */
    changed: readonly ChangedPath[];
    dirty: ExecuteOptions['dirty'];
  },
): Promise<DirtyTree> {
  const { changed } = o;
  if (o.isIgnored) await mustNotBeHidden(git, o);
  const context = changed.filter((each) => isInFolder(each.path, o.contextFolder) && !each.path.endsWith('/'));
  const elsewhere = changed.filter((each) => !isOfContext(each.path, o.contextFolder));
  const stuck = await notCarried(git, o, context);
  if (stuck.length > 0) {
    throw new PlanError(
      'CONTEXT_DIRTY',
      `Uncommitted changes to ${inShort(stuck)} can't be carried along: the branch to start from has other versions. Commit them where you are, then try again.`,
      {
        parts: {
          title: 'Uncommitted changes to the plan’s files can’t be carried along.',
          names: stuck,
          more: 'The branch to start from has other versions of them.',
        },
      },
    );
  }
  if (elsewhere.length > 0 && (o.dirty ?? 'stop') === 'stop') {
    const names = elsewhere.map((each) => each.path);
    throw new PlanError(
      'DIRTY_TREE',
      `There are uncommitted changes: ${inShort(names)}. Commit them, carry them to the new branch, or stash them.`,
      { parts: { title: 'There are uncommitted changes.', names } },
    );
  }
  const lost = o.dirty === 'carry' ? await notCarried(git, o, elsewhere) : [];
  if (lost.length > 0) {
    throw new PlanError(
      'DIRTY_TREE',
      `Changes to ${inShort(lost)} can't be carried: the branch to start from has other versions. Commit or stash them.`,
      {
        parts: {
          title: 'Uncommitted changes can’t be carried to the new branch.',
          names: lost,
          more: 'The branch to start from has other versions of them.',
        },
      },
    );
  }
  return { context, elsewhere };
}

/** A context file that git ignores here is in no status; a tracked one at the target would take its place. */
async function mustNotBeHidden(git: Git, o: { target: string; contextFile: string }): Promise<void> {
  if (!(await git.blobsAt(o.target, [o.contextFile])).has(o.contextFile)) return;
  throw new PlanError(
    'CONTEXT_DIRTY',
    `Git ignores ${o.contextFile} here, but the branch to start from has one of its own. Move yours ` +
      'away, or stop ignoring it and commit it, then try again.',
  );
}

/** The paths that git would not take along: another blob there, or, when untracked, one there at all. */
async function notCarried(
  git: Git,
  o: { head: string | null; target: string },
  changed: ChangedPath[],
): Promise<string[]> {
  if (o.head === o.target || changed.length === 0) return [];
  const paths = changed.map((each) => each.path);
  const none = new Map<string, string>();
  const [here, there] = await Promise.all([o.head ? git.blobsAt(o.head, paths) : none, git.blobsAt(o.target, paths)]);
  return paths.filter((path) => here.get(path) !== there.get(path));
}
