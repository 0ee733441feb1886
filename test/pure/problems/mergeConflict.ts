import { CONTEXT } from '../../support/authentication';
import { replacing } from '../../support/changes';
import type { RuleExamples } from './example';

const conflict = (ours: string, theirs: string) => `<<<<<<< HEAD\n${ours}\n=======\n${theirs}\n>>>>>>> other\n`;

export const mergeConflict: RuleExamples = {
  fixes: { 'Merge both sides by what they mean: lists united, no status goes back, the later time wins': /^Merge/ },
  examples: [
    {
      name: 'keys of both sides stay',
      files: {
        [CONTEXT]: replacing('  "last_updated"', `${conflict('  "mine": 1,', '  "theirs": 2,')}  "last_updated"`),
      },
      found: [
        {
          at: '<<<<<<< HEAD',
          message: 'There are merge-conflict markers here. Merge both sides.',
          fixes: [{ title: 'Merge Both Sides', lines: ['-<<<<<<< HEAD', '-=======', '->>>>>>> other'] }],
        },
      ],
    },
    {
      name: 'the later time wins',
      files: {
        [CONTEXT]: replacing(
          / {2}"last_updated": .*\n/,
          conflict('  "last_updated": "2026-01-01T00:00:00Z"', '  "last_updated": "2026-01-02T00:00:00Z"'),
        ),
      },
      found: [
        {
          at: '<<<<<<< HEAD',
          message: 'There are merge-conflict markers here. Merge both sides.',
          fixes: [
            {
              title: 'Merge Both Sides',
              lines: ['-<<<<<<< HEAD', '-"last_updated": "2026-01-01T00:00:00Z"', '-=======', '->>>>>>> other'],
            },
          ],
        },
      ],
    },
    {
      name: 'a side that can’t be read is for a person',
      files: {
        [CONTEXT]: replacing('  "last_updated"', `${conflict('  "mine": {', '  "theirs": 2,')}  "last_updated"`),
      },
      found: [{ at: '<<<<<<< HEAD', message: 'There are merge-conflict markers here. Merge both sides.' }],
    },
    {
      name: 'a heading may be underlined',
      files: { [CONTEXT]: replacing('---\n', 'Notes\n=======\n\n---\n') },
      found: [],
    },
  ],
};
