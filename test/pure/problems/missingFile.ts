import { CONTEXT, MASTER, PHASE } from '../../support/authentication';
import { active, replacing, stating, summarized } from '../../support/changes';
import type { RuleExamples } from './example';

const OTHER_REPOSITORIES = {
  'CONTEXT-001': { repos: ['my-repo'], files: ['my-repo/README.md'], plans: [MASTER], data: [] },
};
const GONE = PHASE(1).replace('user', 'usr');

export const missingFile: RuleExamples = {
  fixes: { 'Use one of up to three similar files': /^Use “/, 'Remove the path': /^Remove “/ },
  examples: [
    {
      name: 'a path of the active context',
      files: { [CONTEXT]: replacing(`"${PHASE(1)}",\n    "${PHASE(2)}"`, `"${GONE}",\n    "${PHASE(2)}"`) },
      found: [
        {
          at: `"${GONE}"`,
          message: `There is no file “${GONE}”.`,
          fixes: [
            { title: `Use “${PHASE(1)}”`, lines: [`-"${GONE}",`, `+"${PHASE(1)}",`] },
            {
              title: 'Remove “2025-12-18-implement-usr-authentication-phase-1.md” from the State Block',
              lines: [`-"${GONE}",`],
            },
          ],
        },
      ],
    },
    {
      name: 'a path that is named twice, at its first place',
      files: { [CONTEXT]: replacing(new RegExp(PHASE(1), 'g'), GONE) },
      found: [
        {
          at: `"${GONE}"`,
          message: `There is no file “${GONE}”.`,
          fixes: [
            {
              title: `Use “${PHASE(1)}”`,
              lines: [`-"${GONE}",`, `+"${PHASE(1)}",`, `-"plan": "${GONE}",`, `+"plan": "${PHASE(1)}",`],
            },
            {
              title: 'Remove “2025-12-18-implement-usr-authentication-phase-1.md” from the State Block',
              lines: [`-"${GONE}",`, `-"plan": "${GONE}",`],
            },
          ],
        },
      ],
    },
    {
      name: 'a summary',
      files: { [CONTEXT]: summarized('context/summaries/gone.md') },
      found: [
        {
          at: '"context/summaries/gone.md"',
          message: 'There is no file “context/summaries/gone.md”.',
          fixes: [
            {
              title: 'Remove “gone.md” from the State Block',
              lines: ['-"completed_summaries": ["context/summaries/gone.md"],', '+"completed_summaries": [],'],
            },
          ],
        },
      ],
    },
    {
      name: 'a path in a named group',
      files: {
        [CONTEXT]: replacing(
          /"active_context": \[[^\]]*\]/,
          `"active_context": {"plans": ["${MASTER}", "context/plans/x.md"]}`,
        ),
      },
      found: [
        {
          at: '"context/plans/x.md"',
          message: 'There is no file “context/plans/x.md”.',
          fixes: [
            {
              title: 'Remove “x.md” from the State Block',
              lines: [
                `-"active_context": {"plans": ["${MASTER}", "context/plans/x.md"]},`,
                `+"active_context": {"plans": ["${MASTER}"]},`,
              ],
            },
          ],
        },
      ],
    },
    {
      name: 'a folder and an address are none',
      files: { [CONTEXT]: active('context/plans", "https://example.com/plan.md') },
      found: [],
    },
    {
      name: 'files of other repositories, in a group that names these',
      files: { [CONTEXT]: stating({ active_context: OTHER_REPOSITORIES, execution_branch: 'para/smart' }) },
      found: [],
    },
    {
      name: 'a path in another repository',
      files: {
        [CONTEXT]: replacing('"active_context": [', '"repos": ["other"], "active_context": ["other/README.md",'),
      },
      found: [],
    },
  ],
};
