import { CONTEXT } from '../../support/authentication';
import { currentPhase, replacing } from '../../support/changes';
import type { ExpectedFix, RuleExamples } from './example';

const REBUILD: ExpectedFix = { title: 'Rebuild the State…', command: ['phasedPlans.rebuildState', {}] };

const summaries = (by: string) => replacing('"completed_summaries": [],', by);

export const jsonSyntax: RuleExamples = {
  fixes: {
    'Remove commas that are too many (safe), and add missing ones': /^Repair the Commas$/,
    'Rebuild the state from everything else that is there': /^Rebuild/,
  },
  examples: [
    {
      name: 'a comma too many in a list',
      files: { [CONTEXT]: summaries('"completed_summaries": [1,],') },
      found: [
        {
          at: ']',
          message: 'A value is missing before “]”.',
          fixes: [
            {
              title: 'Repair the Commas',
              safe: true,
              lines: ['-"completed_summaries": [1,],', '+"completed_summaries": [1],'],
            },
            REBUILD,
          ],
        },
      ],
    },
    {
      name: 'a comma too many in an object',
      files: { [CONTEXT]: currentPhase('null,') },
      found: [
        {
          at: '}',
          message: 'A key in double quotes is missing before “}”.',
          fixes: [
            { title: 'Repair the Commas', safe: true, lines: ['-"current_phase": null,', '+"current_phase": null'] },
            REBUILD,
          ],
        },
      ],
    },
    {
      name: 'a missing comma is put in, which is a guess',
      files: { [CONTEXT]: summaries('"completed_summaries": []') },
      found: [
        {
          at: '"phased_execution"',
          message: 'A comma is missing before “"phased_execution"”.',
          fixes: [
            { title: 'Repair the Commas', lines: ['-"completed_summaries": []', '+"completed_summaries": [],'] },
            REBUILD,
          ],
        },
      ],
    },
    {
      name: 'a missing comma goes before a comment',
      files: { [CONTEXT]: summaries('"completed_summaries": [] // none') },
      found: [
        {
          at: '"phased_execution"',
          message: 'A comma is missing before “"phased_execution"”.',
          fixes: [
            {
              title: 'Repair the Commas',
              lines: ['-"completed_summaries": [] // none', '+"completed_summaries": [], // none'],
            },
            REBUILD,
          ],
        },
      ],
    },
    {
      name: 'a bracket too many is for a person',
      files: { [CONTEXT]: summaries('"completed_summaries": ],') },
      found: [
        {
          at: ']',
          message: 'A value is missing before “]”.',
          fixes: [REBUILD],
        },
      ],
    },
    {
      name: 'a missing value is for a person',
      files: { [CONTEXT]: replacing('"current_phase": null', '"current_phase": ') },
      found: [
        {
          at: '}',
          message: 'A value is missing before “}”.',
          fixes: [REBUILD],
        },
      ],
    },
    {
      name: 'comments are read',
      files: { [CONTEXT]: summaries('"completed_summaries": [], // none') },
      found: [],
    },
  ],
};
