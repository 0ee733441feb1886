import { commands } from '../../../ids';
import { worktreesOf, type WorktreeInfo } from '../../repository/worktrees';
import { phaseAmidText } from '../../phaseTexts';
import { samePhase } from '../../types';
import type { World } from '../../folder/model';
import { locate, rangeInState, rangeOfLine } from '../parts/ranges';
import type { Fix, Found, Rule } from '../parts/rule';

const repairFix: Fix = { title: 'Repair Worktrees', command: commands.repairWorktrees, arguments: [] };
const removeFix: Fix = { title: 'Remove Worktree…', command: commands.removeWorktree, arguments: [] };

export const worktree: Rule = {
  id: 'worktree',
  severity: 'warning',
  description:
    'A worktree of a running phase that isn’t there or has another branch checked out, or one that no phase records.',
  fixes: 'Repair the worktrees, as after the repository was moved · Remove the worktree',
  check({ path, context, world, worktrees }) {
    if (!world || !worktrees) return [];
    const infos = worktreesOf(world, worktrees);
    const gone = (world.plan?.phases ?? []).flatMap((phase): Found[] => {
      const info = infos.find((each) => each.phase === phase.id);
      if (info?.state !== 'gone') return [];
      const which = `${phaseAmidText(phase.id)}, “${info.path}”,`;
      return [
        {
          message: `The worktree of ${which} is gone. Start the phase again to resume it.`,
          file: path,
          range: rangeInState(context, ['phased_execution', 'phases', phase.index, 'worktree_path']),
          fixes: [repairFix],
        },
      ];
    });
    const switched = infos.flatMap((info): Found[] => {
      const expected = info.state === 'used' ? runningIn(world, info) : null;
      if (expected === null || expected.branch === info.branch) return [];
      const found = info.branch === null ? 'A detached HEAD' : `Branch “${info.branch}”`;
      return [
        {
          message: `${found} is checked out in ${info.path} instead of “${expected.branch}”. Switch back there.`,
          file: path,
          range: rangeInState(context, expected.place),
          fixes: [],
        },
      ];
    });
    const orphaned = infos
      .filter((each) => each.state === 'orphaned')
      .map((each): Found => ({
        message: `No phase records the worktree “${each.path}”.`,
        file: path,
        range: rangeOfLine(locate(context).doc, 0),
        severity: 'info',
        fixes: [repairFix, removeFix],
      }));
    return [...gone, ...switched, ...orphaned];
  },
};

/** The branch that runs in a worktree, and where the state block says so; null when nothing runs there. */
function runningIn({ plan, state }: World, info: WorktreeInfo): { branch: string; place: (string | number)[] } | null {
  if (plan?.kind === 'simple') {
    const runs = state.executionBranch !== null && state.activeContext.includes(plan.path);
    return runs ? { branch: state.executionBranch ?? '', place: ['execution_branch'] } : null;
  }
  const phase = plan?.phases.find((each) => samePhase(each.id, info.phase));
  if (phase?.entry.status !== 'in_progress' || phase.entry.branch === null) return null;
  return { branch: phase.entry.branch, place: ['phased_execution', 'phases', phase.index, 'branch'] };
}
