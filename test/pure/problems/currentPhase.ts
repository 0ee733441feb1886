import { BRANCH, CONTEXT } from '../../support/authentication';
import { both, currentPhase as names, replacing, statuses } from '../../support/changes';
import type { RuleExamples } from './example';

export const currentPhase: RuleExamples = {
  fixes: {
    'Set `current_phase` (safe when it is null and one phase runs)': /^Set “current_phase” to/,
    'Set the status of the phase it names, or of the one that runs': /^Set the Status of/,
  },
  examples: [
    {
      name: 'it is null while one phase runs',
      files: { [CONTEXT]: statuses('in_progress') },
      found: [
        {
          at: 'null',
          message: 'Phase 1 runs, but “current_phase” is null.',
          severity: 'info',
          fixes: [
            { title: 'Set “current_phase” to 1', safe: true, lines: ['-"current_phase": null', '+"current_phase": 1'] },
          ],
        },
      ],
    },
    {
      name: 'it is null while two phases run',
      files: { [CONTEXT]: statuses('in_progress', 'in_progress') },
      found: [
        {
          at: 'null',
          message: 'Phase 1 runs, but “current_phase” is null.',
          severity: 'info',
          fixes: [
            { title: 'Set “current_phase” to 1', lines: ['-"current_phase": null', '+"current_phase": 1'] },
            { title: 'Set “current_phase” to 2', lines: ['-"current_phase": null', '+"current_phase": 2'] },
          ],
        },
      ],
    },
    {
      name: 'it names no phase',
      files: { [CONTEXT]: names('"7A"') },
      found: [
        {
          at: '"7A"',
          message: '“current_phase” is 7A, but there is no such phase.',
          fixes: [
            { title: 'Set “current_phase” to null', lines: ['-"current_phase": "7A"', '+"current_phase": null'] },
          ],
        },
      ],
    },
    {
      name: 'it names no phase while one runs',
      files: { [CONTEXT]: both(statuses('in_progress'), names('"x"')) },
      found: [
        {
          at: '"x"',
          message: '“current_phase” is x, but there is no such phase.',
          fixes: [{ title: 'Set “current_phase” to 1', lines: ['-"current_phase": "x"', '+"current_phase": 1'] }],
        },
      ],
    },
    {
      name: 'it names the next phase while one runs',
      files: { [CONTEXT]: both(statuses('in_progress'), names('2')) },
      found: [
        {
          at: '2',
          message: 'Phase 1 runs, but “current_phase” names phase 2, which is pending.',
          fixes: [
            { title: 'Set “current_phase” to 1', lines: ['-"current_phase": 2', '+"current_phase": 1'] },
            {
              title: 'Set the Status of Phase 1 to “completed”',
              lines: ['-"status": "in_progress"', '+"status": "completed"'],
            },
          ],
        },
      ],
    },
    {
      name: 'it names a completed phase while one runs',
      files: { [CONTEXT]: both(statuses('completed', 'in_progress'), names('1')) },
      found: [
        {
          at: '1',
          message: 'Phase 2 runs, but “current_phase” names phase 1, which is completed.',
          fixes: [{ title: 'Set “current_phase” to 2', lines: ['-"current_phase": 1', '+"current_phase": 2'] }],
        },
      ],
    },
    {
      name: 'it names a completed phase',
      files: { [CONTEXT]: both(statuses('completed'), names('1')) },
      found: [
        {
          at: '1',
          message: '“current_phase” names phase 1, which is completed.',
          severity: 'info',
          fixes: [
            { title: 'Set “current_phase” to null', lines: ['-"current_phase": 1', '+"current_phase": null'] },
            {
              title: 'Set the Status of Phase 1 to “in_progress”',
              lines: ['-"status": "completed"', '+"status": "in_progress"'],
            },
          ],
        },
      ],
    },
    {
      name: 'the branch says that it runs',
      files: {
        [CONTEXT]: both(
          names('2'),
          replacing(
            '"last_updated"',
            '"execution_branch": "para/implement-user-authentication-phase-2",\n  "last_updated"',
          ),
        ),
      },
      found: [
        {
          at: '2',
          message: `“current_phase” and the branch ${BRANCH(2)} say that phase 2 runs, but its status is pending.`,
          fixes: [
            {
              title: 'Set the Status of Phase 2 to “in_progress”',
              lines: ['-"status": "pending"', '+"status": "in_progress"'],
            },
            { title: 'Set “current_phase” to null', lines: ['-"current_phase": 2', '+"current_phase": null'] },
          ],
        },
      ],
    },
    {
      name: 'it names the next phase',
      files: { [CONTEXT]: both(statuses('completed'), names('2')) },
      found: [],
    },
    {
      name: 'it names the last phase when all are completed',
      files: { [CONTEXT]: both(statuses('completed', 'completed', 'completed'), names('3')) },
      found: [],
    },
    {
      name: 'it names the phase that runs',
      files: { [CONTEXT]: both(statuses('in_progress'), names('1')) },
      found: [],
    },
  ],
};
