import { CONTEXT, PHASE } from '../../support/authentication';
import { active, replacing, summarized } from '../../support/changes';
import type { RuleExamples } from './example';

export const outsideWorkspace: RuleExamples = {
  fixes: { 'Use a similar file of the workspace': /^Use “/, 'Remove the path': /^Remove “/ },
  examples: [
    {
      name: 'a path through the folder above',
      files: { [CONTEXT]: summarized(`../../${PHASE(1)}`) },
      found: [
        {
          at: `"../../${PHASE(1)}"`,
          message: `“../../${PHASE(1)}” is outside the workspace folder, so it is never opened or written.`,
          fixes: [
            {
              title: `Use “${PHASE(1)}”`,
              lines: [`-"completed_summaries": ["../../${PHASE(1)}"],`, `+"completed_summaries": ["${PHASE(1)}"],`],
            },
            {
              title: 'Remove “2025-12-18-implement-user-authentication-phase-1.md” from the State Block',
              lines: [`-"completed_summaries": ["../../${PHASE(1)}"],`, '+"completed_summaries": [],'],
            },
          ],
        },
      ],
    },
    {
      name: 'a path from the root of the disk',
      files: { [CONTEXT]: summarized('/etc/passwd') },
      found: [
        {
          at: '"/etc/passwd"',
          message: '“/etc/passwd” is outside the workspace folder, so it is never opened or written.',
          fixes: [
            {
              title: 'Remove “passwd” from the State Block',
              lines: ['-"completed_summaries": ["/etc/passwd"],', '+"completed_summaries": [],'],
            },
          ],
        },
      ],
    },
    {
      name: 'a phase’s plan from the root of the disk, at its first place',
      files: { [CONTEXT]: replacing(new RegExp(PHASE(2), 'g'), `/home/ada/${PHASE(2)}`) },
      found: [
        {
          at: `"/home/ada/${PHASE(2)}"`,
          message: `“/home/ada/${PHASE(2)}” is outside the workspace folder, so it is never opened or written.`,
          fixes: [
            {
              title: `Use “${PHASE(2)}”`,
              lines: [
                `-"/home/ada/${PHASE(2)}",`,
                `+"${PHASE(2)}",`,
                `-"plan": "/home/ada/${PHASE(2)}",`,
                `+"plan": "${PHASE(2)}",`,
              ],
            },
            {
              title: 'Remove “2025-12-18-implement-user-authentication-phase-2.md” from the State Block',
              lines: [`-"/home/ada/${PHASE(2)}",`, `-"plan": "/home/ada/${PHASE(2)}",`],
            },
          ],
        },
      ],
    },
    {
      name: 'a path that goes up and stays inside',
      files: { [CONTEXT]: active('context/../README.md') },
      found: [],
    },
  ],
};
