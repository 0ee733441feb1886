import { commands } from '../../ids';
import { samePhase } from '../types';
import { rangeInState } from './place';
import type { Rule } from './rule';

export const notMerged: Rule = {
  id: 'not-merged',
  severity: 'warning',
  description: 'A completed phase that isn’t merged while one that depends on it runs: its work is missing there.',
  fixes: 'Create a pull request',
  check(subject) {
    const { phases, path, context } = subject;
    const running = phases.filter(({ status }) => status === 'in_progress');
    return phases.flatMap(({ phase, merged }, index) => {
      const later = running.find(({ dependsOn }) => dependsOn.some((id) => samePhase(id, phase)));
      if (merged !== false || !later) return [];
      return [
        {
          message: `Unexpected phase ${String(phase)}, completed but not merged, expected it merged before phase ${String(later.phase)} runs.`,
          file: path,
          range: rangeInState(context, ['phased_execution', 'phases', index, 'status']),
          fixes: [
            {
              title: `Create a Pull Request for Phase ${String(phase)}`,
              command: commands.createPullRequest,
              arguments: [{ phase }],
            },
          ],
        },
      ];
    });
  },
};
