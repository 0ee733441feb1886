import { WORKTREES } from '../plan/names';
import type { Worktree } from '../gitData';
import type { PhaseId } from '../types';
import { findWorktree, recordedWorktree } from './worktree';
import type { World } from '../folder/model';

/** A worktree of the phases. */
export interface WorktreeInfo {
  /** From the top of the repository, with `/`. */
  path: string;
  branch: string | null;
  /** The phase that records it, or null. */
  phase: PhaseId | null;
  /**
   * `gone`: recorded by a phase or known to git, but there is no folder; `orphaned`: a folder that no phase records.
   */
  state: 'used' | 'gone' | 'orphaned';
}

/** What there is of the phases' worktrees, and what should be. */
export function worktreesOf(world: World, all: readonly Worktree[]): WorktreeInfo[] {
  const phases = world.plan?.phases ?? [];
  const recorded = [...phases, null].flatMap((phase) => {
    const path = recordedWorktree(world, phase);
    return path === null ? [] : [{ path, phase, found: findWorktree(all, path) }];
  });
  const infos = recorded.flatMap(({ path, phase, found }): WorktreeInfo[] => {
    const there = found?.known === true && found.exists;
    // Once a phase is completed, its worktree may go.
    if (!there && phase?.entry.status !== 'in_progress') return [];
    const branch = there ? found.branch : (phase?.entry.branch ?? null);
    return [{ path: found?.path ?? path, branch, phase: phase?.id ?? null, state: there ? 'used' : 'gone' }];
  });
  const others = all.filter(
    (each) => each.path.startsWith(`${WORKTREES}/`) && !recorded.some(({ found }) => found === each),
  );
  const more = others.map(({ path, branch, known, exists }): WorktreeInfo => {
    return { path, branch, phase: null, state: known && !exists ? 'gone' : 'orphaned' };
  });
  return [...infos, ...more];
}
