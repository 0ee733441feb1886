import { CONTEXT, MASTER, PHASE } from '../../support/authentication';
import { replacing, statuses } from '../../support/changes';
import type { RuleExamples } from './example';

const FOURTH = PHASE(3).replace('phase-3', 'phase-4');
const GONE = { is: 'gone' } as const;
const heading = replacing('### Phase 1:', '### Phase 4: Clean Up\n\n### Phase 1:');
const without = replacing(/### Phase 3: [^]*?(?=\n##? )/, '');
const added = (...plan: string[]) => [
  { title: 'Add Phase 4 to the State', lines: ['+},', '+{', '+"phase": 4,', ...plan, '+"status": "pending"'] },
];
const withFile = added(`+"plan": "${FOURTH}",`);

export const phaseList: RuleExamples = {
  fixes: { 'Add it to the state': /^Add Phase/, 'Remove it from the state': /^Remove Phase/ },
  examples: [
    {
      name: 'a heading in the master plan',
      files: { [MASTER]: heading },
      found: [
        {
          at: '### Phase 4: Clean Up',
          file: MASTER,
          message: 'Phase 4 stands in the plan, and the state block doesn’t list it: it can’t be started.',
          fixes: added(),
        },
      ],
    },
    {
      name: 'a heading and a plan file',
      files: { [MASTER]: heading, [FOURTH]: '# Phase 4: Clean Up\n' },
      found: [
        {
          at: '### Phase 4: Clean Up',
          file: MASTER,
          message: 'Phase 4 stands in the plan, and the state block doesn’t list it: it can’t be started.',
          fixes: withFile,
        },
      ],
    },
    {
      name: 'a plan file alone',
      files: { [FOURTH]: '# Phase 4: Clean Up\n' },
      found: [
        {
          at: '[',
          message: `The state block doesn’t list phase 4, whose plan is ${FOURTH}.`,
          fixes: withFile,
        },
      ],
    },
    {
      name: 'taken out of the master plan, with its file',
      files: { [MASTER]: without, [PHASE(3)]: GONE },
      found: [
        {
          at: '3',
          message: 'Phase 3 has neither a heading in the plan nor a plan file any more.',
          fixes: [
            {
              title: 'Remove Phase 3 From the State',
              lines: ['-},', '-{', '-"phase": 3,', `-"plan": "${PHASE(3)}",`, '-"status": "pending"'],
            },
          ],
        },
      ],
    },
    { name: 'taken out, and its file is there', files: { [MASTER]: without }, found: [] },
    {
      name: 'taken out once it was completed',
      files: { [CONTEXT]: statuses('pending', 'pending', 'completed'), [MASTER]: without, [PHASE(3)]: GONE },
      found: [],
    },
  ],
};
