import { CONTEXT, PHASE } from '../../support/authentication';
import { entries } from '../../support/changes';
import type { RuleExamples } from './example';

export const circularDependency: RuleExamples = {
  fixes: { 'Remove the dependency that closes the circle': /^Remove the Dependency on/ },
  examples: [
    {
      name: 'two phases wait for each other',
      files: { [CONTEXT]: entries({ 1: '"depends_on": [2]', 2: '"depends_on": [1]' }) },
      found: [
        {
          at: '2',
          message: 'Phases wait for each other, so none of them can ever start: 1 → 2 → 1.',
          fixes: [
            {
              title: 'Remove the Dependency on Phase 2',
              lines: ['-"phase": 1, "depends_on": [2],', '+"phase": 1, "depends_on": [],'],
            },
          ],
        },
      ],
    },
    {
      name: 'a circle of three, beside a dependency that leads nowhere',
      files: { [CONTEXT]: entries({ 1: '"depends_on": [3]', 2: '"depends_on": [1, 9]', 3: '"depends_on": [2]' }) },
      found: [
        {
          at: '3',
          message: 'Phases wait for each other, so none of them can ever start: 1 → 3 → 2 → 1.',
          fixes: [
            {
              title: 'Remove the Dependency on Phase 3',
              lines: ['-"phase": 1, "depends_on": [3],', '+"phase": 1, "depends_on": [],'],
            },
          ],
        },
      ],
    },
    {
      name: 'a phase waits for itself',
      files: { [CONTEXT]: entries({ 2: '"depends_on": 2' }) },
      found: [
        {
          at: '2',
          message: 'Phase 2 depends on itself, so it can never start.',
          fixes: [
            { title: 'Remove the Dependency on Phase 2', lines: ['-"phase": 2, "depends_on": 2,', '+"phase": 2,'] },
          ],
        },
      ],
    },
    {
      name: 'lines of plans that wait for each other',
      files: {
        [PHASE(1)]: '# Phase 1\n\n**Dependencies:** Phase 2\n',
        [PHASE(2)]: '# Phase 2\n\n**Dependencies:** Phase 1\n',
      },
      found: [
        {
          at: '**Dependencies:** Phase 2',
          file: PHASE(1),
          message: 'Phases wait for each other, so none of them can ever start: 1 → 2 → 1.',
        },
      ],
    },
    {
      name: 'a phase may wait for a later one',
      files: { [CONTEXT]: entries({ 1: '"depends_on": [2]', 2: '"depends_on": []' }) },
      found: [],
    },
  ],
};
