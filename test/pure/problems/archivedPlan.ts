import { CONTEXT, MASTER } from '../../support/authentication';
import { active, summarized } from '../../support/changes';
import type { RuleExamples } from './example';

const ARCHIVED = 'context/archives/2025-01-01-old.md';

export const archivedPlan: RuleExamples = {
  fixes: { 'Remove the path': /^Remove “/ },
  examples: [
    {
      name: 'a file of the archives is in use',
      files: { [CONTEXT]: active(ARCHIVED), [ARCHIVED]: '# Plan: Old\n' },
      found: [
        {
          at: `"${ARCHIVED}"`,
          message: `“${ARCHIVED}” is archived, but still listed among the files in use.`,
          fixes: [
            {
              title: 'Remove “2025-01-01-old.md” from the State Block',
              lines: [`-"active_context": ["${ARCHIVED}",`, `-"${MASTER}",`, `+"active_context": ["${MASTER}",`],
            },
          ],
        },
      ],
    },
    {
      name: 'a file that is only in the archives',
      files: { [CONTEXT]: active('context/plans/2025-01-01-old.md'), [ARCHIVED]: '# Plan: Old\n' },
      found: [
        {
          at: '"context/plans/2025-01-01-old.md"',
          message: '“context/plans/2025-01-01-old.md” is archived, but still listed among the files in use.',
          fixes: [
            {
              title: 'Remove “2025-01-01-old.md” from the State Block',
              lines: [
                '-"active_context": ["context/plans/2025-01-01-old.md",',
                `-"${MASTER}",`,
                `+"active_context": ["${MASTER}",`,
              ],
            },
          ],
        },
      ],
    },
    {
      name: 'a summary may be archived',
      files: { [CONTEXT]: summarized(ARCHIVED), [ARCHIVED]: '# Plan: Old\n' },
      found: [],
    },
  ],
};
