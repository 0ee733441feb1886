import { CONTEXT, PHASE } from '../../support/authentication';
import { replacing, statuses } from '../../support/changes';
import type { RuleExamples } from './example';

const CRITERION = '- [ ] Migrations run forwards and backwards';

export const untickedCriteria: RuleExamples = {
  fixes: { 'Tick it': /^Tick It$/, 'Tick all of them': /^Tick All/ },
  examples: [
    {
      name: 'one is open',
      files: { [CONTEXT]: statuses('completed') },
      found: [
        {
          at: '- [ ] Migrations run forwards and backwards',
          file: PHASE(1),
          message: 'Phase 1 is completed, but 1 success criterion is still open.',
          fixes: [
            {
              title: 'Tick It',
              lines: {
                [PHASE(1)]: [
                  '-- [ ] Migrations run forwards and backwards',
                  '+- [x] Migrations run forwards and backwards',
                ],
              },
            },
          ],
        },
      ],
    },
    {
      name: 'two are open',
      files: { [CONTEXT]: statuses('completed'), [PHASE(1)]: replacing(CRITERION, '- [ ] One\n- [ ] Two') },
      found: [
        {
          at: '- [ ] One',
          file: PHASE(1),
          message: 'Phase 1 is completed, but 2 success criteria are still open.',
          fixes: [
            {
              title: 'Tick All 2 Success Criteria',
              lines: { [PHASE(1)]: ['-- [ ] One', '-- [ ] Two', '+- [x] One', '+- [x] Two'] },
            },
            { title: 'Tick It', lines: { [PHASE(1)]: ['-- [ ] One', '+- [x] One'] } },
          ],
        },
      ],
    },
    {
      name: 'all are ticked or dropped',
      files: { [CONTEXT]: statuses('completed'), [PHASE(1)]: replacing(CRITERION, '- [x] One\n- [-] Two') },
      found: [],
    },
    { name: 'the phase runs', files: { [CONTEXT]: statuses('in_progress') }, found: [] },
  ],
};
