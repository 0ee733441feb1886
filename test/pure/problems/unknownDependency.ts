import { CONTEXT } from '../../support/authentication';
import { entries } from '../../support/changes';
import type { RuleExamples } from './example';

export const unknownDependency: RuleExamples = {
  fixes: { 'Remove the dependency': /^Remove the Dependency on/ },
  examples: [
    {
      name: 'one of several',
      files: { [CONTEXT]: entries({ 2: '"depends_on": [1, "9b"]' }) },
      found: [
        {
          at: '"9b"',
          message: 'Phase 2 depends on phase 9b, but there is no such phase.',
          fixes: [
            {
              title: 'Remove the Dependency on Phase 9b',
              lines: ['-"phase": 2, "depends_on": [1, "9b"],', '+"phase": 2, "depends_on": [1],'],
            },
          ],
        },
      ],
    },
    {
      name: 'the only one',
      files: { [CONTEXT]: entries({ 2: '"depends_on": 9' }) },
      found: [
        {
          at: '9',
          message: 'Phase 2 depends on phase 9, but there is no such phase.',
          fixes: [
            { title: 'Remove the Dependency on Phase 9', lines: ['-"phase": 2, "depends_on": 9,', '+"phase": 2,'] },
          ],
        },
      ],
    },
    {
      name: 'an id that is written in another way',
      files: { [CONTEXT]: entries({ 2: '"depends_on": ["1"]' }) },
      found: [],
    },
  ],
};
