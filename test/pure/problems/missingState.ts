import { BRANCH, CONTEXT, MASTER, PHASE, SUMMARY } from '../../support/authentication';
import type { ExpectedFix, RuleExamples } from './example';

const MESSAGE = 'This file has no state block. It needs a json code block with “active_context” at its end.';
const REBUILD: ExpectedFix = {
  title: 'Rebuild State Block From Plans and Branches…',
  command: ['phasedPlans.rebuildState', {}],
};

export const missingState: RuleExamples = {
  fixes: {
    'Add one: what the branch and plan lines say, with the phases whose plan files are there': /^Add a State Block$/,
    'Rebuild the state from everything else that is there': /^Rebuild/,
  },
  examples: [
    {
      name: 'one is made from the plan line and the files',
      files: { [CONTEXT]: `# Current Work Summary\n\nPlanned\n\n**Plan:** ${MASTER}\n` },
      found: [
        {
          at: '# Current Work Summary',
          message: MESSAGE,
          fixes: [
            {
              title: 'Add a State Block',
              lines: [
                '+---',
                '+',
                '+```json',
                '+{',
                '+"active_context": [',
                `+"${MASTER}"`,
                '+],',
                '+"completed_summaries": [],',
                '+"phased_execution": {',
                `+"master_plan": "${MASTER}",`,
                '+"phases": [',
                '+{',
                '+"phase": 1,',
                `+"plan": "${PHASE(1)}",`,
                '+"status": "pending"',
                '+},',
                '+{',
                '+"phase": 2,',
                `+"plan": "${PHASE(2)}",`,
                '+"status": "pending"',
                '+},',
                '+{',
                '+"phase": 3,',
                `+"plan": "${PHASE(3)}",`,
                '+"status": "pending"',
                '+}',
                '+],',
                '+"current_phase": null',
                '+}',
                '+}',
                '+```',
                '+',
              ],
            },
            REBUILD,
          ],
        },
      ],
    },
    {
      name: 'one is made of a running phase and its branch, with the file’s line endings',
      files: {
        [CONTEXT]: `# Current Work Summary\r\n\r\nExecuting\r\n\r\n**Branch:** \`${BRANCH(2)}\`\r\n**Master Plan:** ${MASTER}\r\n**Phase Plan:** ${PHASE(2)}`,
        [SUMMARY(1)]: '# Summary\n',
      },
      found: [
        {
          at: '# Current Work Summary',
          message: MESSAGE,
          fixes: [
            {
              title: 'Add a State Block',
              lines: [
                `-**Phase Plan:** ${PHASE(2)}`,
                `+**Phase Plan:** ${PHASE(2)}\r`,
                '+',
                '+---\r',
                '+',
                '+```json\r',
                '+{\r',
                '+"active_context": [\r',
                `+"${MASTER}",\r`,
                `+"${PHASE(2)}"\r`,
                '+],\r',
                '+"completed_summaries": [\r',
                `+"${SUMMARY(1)}"\r`,
                '+],\r',
                `+"execution_branch": "${BRANCH(2)}",\r`,
                '+"phased_execution": {\r',
                `+"master_plan": "${MASTER}",\r`,
                '+"phases": [\r',
                '+{\r',
                '+"phase": 1,\r',
                `+"plan": "${PHASE(1)}",\r`,
                '+"status": "completed"\r',
                '+},\r',
                '+{\r',
                '+"phase": 2,\r',
                `+"plan": "${PHASE(2)}",\r`,
                '+"status": "in_progress"\r',
                '+},\r',
                '+{\r',
                '+"phase": 3,\r',
                `+"plan": "${PHASE(3)}",\r`,
                '+"status": "pending"\r',
                '+}\r',
                '+],\r',
                '+"current_phase": 2\r',
                '+}\r',
                '+}\r',
                '+```\r',
                '+',
              ],
            },
            REBUILD,
          ],
        },
      ],
    },
    {
      name: 'where no line names a plan there is none in it',
      files: { [CONTEXT]: (text) => text.split('---\n')[0] ?? '' },
      found: [
        {
          at: '# Current Work Summary',
          message: MESSAGE,
          fixes: [
            {
              title: 'Add a State Block',
              lines: [
                '+---',
                '+',
                '+```json',
                '+{',
                '+"active_context": [],',
                '+"completed_summaries": []',
                '+}',
                '+```',
                '+',
              ],
            },
            REBUILD,
          ],
        },
      ],
    },
    {
      name: 'an open fence would swallow one: that is for a person',
      files: { [CONTEXT]: '# Current Work Summary\n\n~~~\nText\n' },
      found: [
        {
          at: '# Current Work Summary',
          message: MESSAGE,
        },
      ],
    },
    { name: 'a block is there', found: [] },
  ],
};
