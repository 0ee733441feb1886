import { CONTEXT } from '../../support/authentication';
import { stating } from '../../support/changes';
import type { RuleExamples } from './example';

const PLAN = 'context/plans/2025-12-18-add-login.md';
const plan = (...lines: string[]) => ({
  [CONTEXT]: stating({ active_context: [PLAN] }),
  [PLAN]: ['# Add Login', '', '## Objective', '', 'Sign in.', '', ...lines, ''].join('\n'),
});

export const unreadPhases: RuleExamples = {
  fixes: { 'Write all of them so that they are read': /^Write (It|All of Them) So$/ },
  examples: [
    {
      name: 'without a mark after the number, and with the number in words',
      files: plan('## Phase 1 Schema', '', '### **Phase Two** – API ##', '', '### Étape III. Front end'),
      found: [
        {
          at: '## Phase 1 Schema',
          file: PLAN,
          message: 'These 3 headings look like phases, and aren’t read so. Write them as “Phase 1: Schema”.',
          fixes: [
            {
              title: 'Write All of Them So',
              lines: {
                [PLAN]: [
                  ...['-## Phase 1 Schema', '+## Phase 1: Schema'],
                  ...['-### **Phase Two** – API ##', '+### Phase 2: API'],
                  ...['-### Étape III. Front end', '+### Étape 3: Front end'],
                ],
              },
            },
          ],
        },
      ],
    },
    {
      name: 'one beside phases that are read',
      files: plan('## Phase 1: Schema', '', '## Phase 2 API'),
      found: [
        {
          at: '## Phase 2 API',
          file: PLAN,
          message: 'This heading looks like a phase, and isn’t read so. Write it as “Phase 2: API”.',
          fixes: [{ title: 'Write It So', lines: { [PLAN]: ['-## Phase 2 API', '+## Phase 2: API'] } }],
        },
      ],
    },
    {
      name: 'sections about phases that are read, and about several or a single one',
      files: plan(
        '## Phase 1: Schema',
        '',
        '### Phase 1 Risks',
        '',
        '## Phase 1-2 Testing',
        '',
        '## Phase 1 and 2 Costs',
      ),
      found: [],
    },
    { name: 'a single one', files: plan('## Phase 1 Retrospective', '', '## Phase Objective'), found: [] },
    {
      name: 'the same one twice',
      files: plan('## Phase 1 Goals', '', '## Phase 1 Tests', '', '## Phase 2 Goals'),
      found: [],
    },
  ],
};
