import { CONTEXT, MASTER, PHASE, SUMMARY } from '../../support/authentication';
import { both, replacing, summarized } from '../../support/changes';
import type { RuleExamples } from './example';

export const planInSummaries: RuleExamples = {
  fixes: {
    'Use the summary of that plan': /^Use Its Summary/,
    'Move it to `active_context`': /^Move to/,
    'Remove it': /^Remove from the Summaries$/,
  },
  examples: [
    {
      name: 'its summary is there',
      files: { [CONTEXT]: summarized(PHASE(1)), [SUMMARY(1).replace('12-18', '12-19')]: '# Summary\n' },
      found: [
        {
          at: `"${PHASE(1)}"`,
          message: `“${PHASE(1)}” is a plan, but listed among the summaries.`,
          fixes: [
            {
              title: 'Use Its Summary “2025-12-19-implement-user-authentication-phase-1-summary.md”',
              lines: [
                `-"completed_summaries": ["${PHASE(1)}"],`,
                '+"completed_summaries": ["context/summaries/2025-12-19-implement-user-authentication-phase-1-summary.md"],',
              ],
            },
            {
              title: 'Remove from the Summaries',
              lines: [`-"completed_summaries": ["${PHASE(1)}"],`, '+"completed_summaries": [],'],
            },
          ],
        },
      ],
    },
    {
      name: 'it isn’t in use',
      files: { [CONTEXT]: both(summarized(PHASE(3)), replacing(`,\n    "${PHASE(3)}"\n  ],`, '\n  ],')) },
      found: [
        {
          at: `"${PHASE(3)}"`,
          message: `“${PHASE(3)}” is a plan, but listed among the summaries.`,
          fixes: [
            {
              title: 'Move to “active_context”',
              lines: [
                `-"${PHASE(2)}"`,
                `+"${PHASE(2)}",`,
                `+"${PHASE(3)}"`,
                `-"completed_summaries": ["${PHASE(3)}"],`,
                '+"completed_summaries": [],',
              ],
            },
            {
              title: 'Remove from the Summaries',
              lines: [`-"completed_summaries": ["${PHASE(3)}"],`, '+"completed_summaries": [],'],
            },
          ],
        },
      ],
    },
    {
      name: 'it isn’t in use, which has named groups',
      files: {
        [CONTEXT]: both(
          summarized(PHASE(3)),
          replacing(/"active_context": \[[^\]]*\]/, `"active_context": {"plans": ["${MASTER}"], "docs": [1]}`),
        ),
      },
      found: [
        {
          at: `"${PHASE(3)}"`,
          message: `“${PHASE(3)}” is a plan, but listed among the summaries.`,
          fixes: [
            {
              title: 'Move to “active_context”',
              lines: [
                `-"active_context": {"plans": ["${MASTER}"], "docs": [1]},`,
                `-"completed_summaries": ["${PHASE(3)}"],`,
                `+"active_context": {"plans": ["${MASTER}", "${PHASE(3)}"], "docs": [1]},`,
                '+"completed_summaries": [],',
              ],
            },
            {
              title: 'Remove from the Summaries',
              lines: [`-"completed_summaries": ["${PHASE(3)}"],`, '+"completed_summaries": [],'],
            },
          ],
        },
      ],
    },
    {
      name: 'a summary',
      files: { [CONTEXT]: summarized(SUMMARY(1)), [SUMMARY(1)]: '# Summary\n' },
      found: [],
    },
  ],
};
