import { CONTEXT, PHASE } from '../../support/authentication';
import { replacing } from '../../support/changes';
import type { RuleExamples } from './example';

export const duplicatePhase: RuleExamples = {
  fixes: {
    'Remove the second one (safe when both are the same)': /^Remove the Second/,
    'Give it another number': /^Number It/,
  },
  examples: [
    {
      name: 'another one of the same id',
      files: { [CONTEXT]: replacing('"phase": 2,', '"phase": 1,') },
      found: [
        {
          at: '1',
          message: 'There is another phase 1. Each phase needs an id of its own.',
          fixes: [
            {
              title: 'Remove the Second Phase 1',
              lines: ['-"phase": 1,', `-"plan": "${PHASE(2)}",`, '-"status": "pending"', '-},', '-{'],
            },
            { title: 'Number It 4', lines: ['-"phase": 1,', '+"phase": 4,'] },
          ],
        },
      ],
    },
    {
      name: 'the same one again',
      files: { [CONTEXT]: replacing(/( {6}\{\s+"phase": 2[^}]*\},\n)/, '$1$1') },
      found: [
        {
          at: '2',
          message: 'There is another phase 2. Each phase needs an id of its own.',
          fixes: [
            {
              title: 'Remove the Second Phase 2',
              safe: true,
              lines: ['-"phase": 2,', `-"plan": "${PHASE(2)}",`, '-"status": "pending"', '-},', '-{'],
            },
          ],
        },
      ],
    },
    {
      name: 'ids that begin with the same number',
      files: { [CONTEXT]: replacing('"phase": 2,', '"phase": "1a",') },
      found: [],
    },
  ],
};
