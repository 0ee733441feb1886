import { commands } from '../../../ids';
import { phaseAmidText, phaseText } from '../../phaseTexts';
import { PhaseMap } from '../../phaseMap';
import type { PhaseInfo } from '../../types';
import { rangeInState } from '../parts/ranges';
import type { Rule } from '../parts/rule';

export const notMerged: Rule = {
  id: 'not-merged',
  severity: 'warning',
  description: 'A completed phase that isn’t merged while one that depends on it runs: its work is missing there.',
  fixes: 'Create a pull request',
  check(subject) {
    const { phases, path, context } = subject;
    const neededBy = new PhaseMap<PhaseInfo>();
    for (const later of phases) {
      if (later.status === 'in_progress') for (const id of later.dependsOn) neededBy.set(id, later);
    }
    return phases.flatMap(({ phase, merged }, index) => {
      const later = neededBy.get(phase);
      if (merged !== false || !later) return [];
      return [
        {
          message: `${phaseText(later.phase)} runs, but ${phaseAmidText(phase)}, which it depends on, isn’t merged yet.`,
          file: path,
          range: rangeInState(context, ['phased_execution', 'phases', index, 'status']),
          fixes: [
            {
              title: `Create a Pull Request for ${phaseText(phase)}`,
              command: commands.createPullRequest,
              arguments: [{ phase }],
            },
          ],
        },
      ];
    });
  },
};
