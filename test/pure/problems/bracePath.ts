import { CONTEXT, MASTER, PHASE } from '../../support/authentication';
import { active, replacing, summarized } from '../../support/changes';
import type { RuleExamples } from './example';

const BRACES = PHASE('{1,2,3}');

export const bracePath: RuleExamples = {
  fixes: {
    'Write out the paths of the files that are there (safe when all are)': /^Write Out/,
    'Remove the path': /^Remove “/,
  },
  examples: [
    {
      name: 'a list of them in the active context',
      files: {
        [CONTEXT]: replacing(
          /"active_context": \[[^\]]*\]/,
          `"active_context": [\n    "${MASTER}",\n    "${BRACES}"\n  ]`,
        ),
      },
      found: [
        {
          at: `"${BRACES}"`,
          message: `“${BRACES}” is several paths in one. Each file needs a path of its own.`,
          fixes: [
            {
              title: 'Write Out the 3 Paths',
              safe: true,
              lines: [`-"${BRACES}"`, `+"${PHASE(1)}",`, `+"${PHASE(2)}",`, `+"${PHASE(3)}"`],
            },
            {
              title: 'Remove “2025-12-18-implement-user-authentication-phase-{1,2,3}.md” from the State Block',
              lines: [`-"${MASTER}",`, `-"${BRACES}"`, `+"${MASTER}"`],
            },
          ],
        },
      ],
    },
    {
      name: 'a list of them among the summaries',
      files: { [CONTEXT]: summarized(PHASE('{1,2}')) },
      found: [
        {
          at: `"${PHASE('{1,2}')}"`,
          message: `“${PHASE('{1,2}')}” is several paths in one. Each file needs a path of its own.`,
          fixes: [
            {
              title: 'Write Out the 2 Paths',
              safe: true,
              lines: [
                `-"completed_summaries": ["${PHASE('{1,2}')}"],`,
                `+"completed_summaries": ["${PHASE(1)}", "${PHASE(2)}"],`,
              ],
            },
            {
              title: 'Remove “2025-12-18-implement-user-authentication-phase-{1,2}.md” from the State Block',
              lines: [`-"completed_summaries": ["${PHASE('{1,2}')}"],`, '+"completed_summaries": [],'],
            },
          ],
        },
      ],
    },
    {
      name: 'a range, of which one is there',
      files: { [CONTEXT]: summarized(PHASE('{3..4}')) },
      found: [
        {
          at: `"${PHASE('{3..4}')}"`,
          message: `“${PHASE('{3..4}')}” is several paths in one. Each file needs a path of its own.`,
          fixes: [
            {
              title: 'Write Out the Path',
              lines: [`-"completed_summaries": ["${PHASE('{3..4}')}"],`, `+"completed_summaries": ["${PHASE(3)}"],`],
            },
            {
              title: 'Remove “2025-12-18-implement-user-authentication-phase-{3..4}.md” from the State Block',
              lines: [`-"completed_summaries": ["${PHASE('{3..4}')}"],`, '+"completed_summaries": [],'],
            },
          ],
        },
      ],
    },
    {
      name: 'none of them is there',
      files: { [CONTEXT]: summarized('context/{a,b}.md') },
      found: [
        {
          at: '"context/{a,b}.md"',
          message: '“context/{a,b}.md” is several paths in one. Each file needs a path of its own.',
          fixes: [
            {
              title: 'Remove “{a,b}.md” from the State Block',
              lines: ['-"completed_summaries": ["context/{a,b}.md"],', '+"completed_summaries": [],'],
            },
          ],
        },
      ],
    },
    {
      name: 'braces in the name of a file that is there',
      files: { [CONTEXT]: active('context/{a,b}.md'), 'context/{a,b}.md': '# A\n' },
      found: [],
    },
  ],
};
