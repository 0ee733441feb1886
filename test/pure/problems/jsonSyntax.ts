import { CONTEXT } from '../../support/authentication';
import { currentPhase, replacing } from '../../support/changes';
import type { ExpectedFix, RuleExamples } from './example';

const REBUILD: ExpectedFix = {
  title: 'Rebuild State Block From Plans and Branches…',
  command: ['phasedPlans.rebuildState', {}],
};

const summaries = (by: string) => replacing('"completed_summaries": [],', by);

/** From inside the list of phases on to the end, and then something else is typed. */
const cutOff = (text: string) => text.replace(/"status": "pending"[^]*$/, '"foo": "x\n');

export const jsonSyntax: RuleExamples = {
  fixes: {
    'Make it JSON again by the smallest edit: remove a comma that is too many, use double quotes (safe)':
      /^(Remove the Comma|Use Double Quotes)$/,
    'Add a comma, a bracket or a quotation mark that is missing': /^Add /,
    'Close the block (safe)': /^Close the State Block$/,
    'Rebuild the state from everything else that is there': /^Rebuild/,
  },
  examples: [
    {
      name: 'a comma too many in a list',
      files: { [CONTEXT]: summaries('"completed_summaries": [1,],') },
      found: [
        {
          at: ',',
          message: 'There is a comma too many before “]”.',
          fixes: [
            {
              title: 'Remove the Comma',
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
          at: ',',
          message: 'There is a comma too many before “}”.',
          fixes: [
            { title: 'Remove the Comma', safe: true, lines: ['-"current_phase": null,', '+"current_phase": null'] },
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
          message: 'A comma is missing before “phased_execution”.',
          fixes: [
            { title: 'Add the Comma', lines: ['-"completed_summaries": []', '+"completed_summaries": [],'] },
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
          message: 'A comma is missing before “phased_execution”.',
          fixes: [
            {
              title: 'Add the Comma',
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
      name: 'other quotes',
      files: { [CONTEXT]: replacing('"current_phase"', "'current_phase'") },
      found: [
        {
          at: "'current_phase'",
          message: "“'current_phase'” isn’t JSON.",
          fixes: [
            { title: 'Use Double Quotes', safe: true, lines: [`-'current_phase': null`, '+"current_phase": null'] },
            REBUILD,
          ],
        },
      ],
    },
    {
      name: 'a missing bracket is put in where the list ends',
      files: { [CONTEXT]: summaries('"completed_summaries": [,') },
      found: [
        {
          at: ',',
          message: 'A value is missing before “,”.',
          fixes: [
            {
              title: 'Add the Closing Bracket',
              lines: ['-"completed_summaries": [,', '+"completed_summaries": [],'],
            },
            REBUILD,
          ],
        },
      ],
    },
    {
      name: 'a block that lost its end, and its last line of back-ticks with it, gets both back',
      files: { [CONTEXT]: cutOff },
      found: [
        {
          at: '"x',
          message: 'A closing quotation mark is missing after “x”.',
          fixes: [
            {
              title: 'Add the Quotation Mark and Add the Closing Brackets',
              lines: ['-"foo": "x', '+"foo": "x"', '+}', '+]', '+}', '+}', '+```'],
            },
            REBUILD,
          ],
        },
      ],
    },
    {
      name: 'a long text without its end is cut in the message',
      files: { [CONTEXT]: summaries('"completed_summaries": ["context/summaries/2025-12-18-a-long-name.md],') },
      found: [
        {
          at: '"context/summaries/2025-12-18-a-long-name.md],',
          message: 'A closing quotation mark is missing after “context/summaries/2025-12-18-a…”.',
          fixes: [
            {
              title: 'Add the Quotation Mark',
              lines: [
                '-"completed_summaries": ["context/summaries/2025-12-18-a-long-name.md],',
                '+"completed_summaries": ["context/summaries/2025-12-18-a-long-name.md"],',
              ],
            },
            REBUILD,
          ],
        },
      ],
    },
    {
      name: 'the last line of back-ticks alone is missing',
      files: { [CONTEXT]: (text) => text.replace(/\n```\s*$/, '\n') },
      found: [
        {
          at: '```json',
          message: 'The state block has no end: its last line of back-ticks is missing.',
          severity: 'warning',
          fixes: [{ title: 'Close the State Block', safe: true, lines: ['+```'] }],
        },
      ],
    },
    {
      name: 'so is its line feed, of a block fenced by tildes',
      files: { [CONTEXT]: (text) => text.replace('```json', '~~~~json').replace(/\n```\s*$/, '') },
      found: [
        {
          at: '~~~~json',
          message: 'The state block has no end: its last line of back-ticks is missing.',
          severity: 'warning',
          fixes: [{ title: 'Close the State Block', safe: true, lines: ['+~~~~', '+'] }],
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
