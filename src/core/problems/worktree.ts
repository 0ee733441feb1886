import { commands } from '../../ids';
import { worktreesOf } from '../workflow/worktrees';
import { locate, rangeInState, rangeOfLine } from './place';
import type { Fix, Found, Rule } from './rule';

const repair: Fix = { title: 'Repair Worktrees', command: commands.repairWorktrees, arguments: [] };
const remove: Fix = { title: 'Remove Worktree…', command: commands.removeWorktree, arguments: [] };

export const worktree: Rule = {
  id: 'worktree',
  severity: 'warning',
  description: 'A worktree of a running phase that isn’t there, or one that no phase records.',
  fixes: 'Repair the worktrees, as after the repository was moved · Remove the worktree',
  check({ path, context, world, worktrees }) {
    if (!world || !worktrees) return [];
    const infos = worktreesOf(world, worktrees);
    const gone = (world.plan?.phases ?? []).flatMap((phase): Found[] => {
      const info = infos.find((each) => each.phase === phase.id);
      if (info?.state !== 'gone') return [];
      return [
        {
          message: `Unexpected worktree path “${info.path}”, expected a worktree with phase ${String(phase.id)}; start the phase again to resume it.`,
          file: path,
          range: rangeInState(context, ['phased_execution', 'phases', phase.index, 'worktree_path']),
          fixes: [repair],
        },
      ];
    });
    const orphaned = infos
      .filter((each) => each.state === 'orphaned')
      .map((each): Found => ({
        message: `Unexpected worktree “${each.path}”, expected a phase that records it.`,
        file: path,
        range: rangeOfLine(locate(context).doc, 0),
        severity: 'info',
        fixes: [repair, remove],
      }));
    return [...gone, ...orphaned];
  },
};
