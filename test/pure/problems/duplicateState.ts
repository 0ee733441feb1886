import { CONTEXT, MASTER, PHASE } from '../../support/authentication';
import { key, replacing, stating } from '../../support/changes';
import type { RuleExamples } from './example';

const phased = {
  master_plan: MASTER,
  phases: [{ phase: 1, plan: PHASE(1), status: 'pending' }],
  current_phase: null,
};

export const duplicateState: RuleExamples = {
  fixes: {
    'Remove the one that doesn’t count (safe when both say the same)': /^Remove /,
    'Remove the later key': /^Keep This/,
    'Move it into the state block': /^Move It/,
  },
  examples: [
    {
      name: 'another block before the one that counts',
      files: { [CONTEXT]: replacing('---\n', '```json\n{"active_context": []}\n```\n\n---\n') },
      found: [
        {
          at: '```json',
          message: 'This is a second state block. The one at line 11 counts.',
          fixes: [{ title: 'Remove This State Block', lines: ['-```json', '-{"active_context": []}', '-```', '-'] }],
        },
      ],
    },
    {
      name: 'another block that says the same',
      files: { [CONTEXT]: `${stating({ active_context: [] })}\n${stating({ active_context: [] })}` },
      found: [
        {
          at: '```json',
          message: 'This is a second state block. The one at line 11 counts.',
          fixes: [
            {
              title: 'Remove This State Block',
              safe: true,
              lines: ['-```json', '-{', '-"active_context": []', '-}', '-```', '-'],
            },
          ],
        },
      ],
    },
    {
      name: 'a key that stands twice',
      files: { [CONTEXT]: key('"mine": 1, "mine": 2,') },
      found: [
        {
          at: '"mine"',
          message: '“mine” stands here twice. The last one counts.',
          fixes: [
            { title: 'Remove This “mine”', lines: ['-"mine": 1, "mine": 2,', '+"mine": 2,'] },
            { title: 'Keep This “mine”, Remove the Later One', lines: ['-"mine": 1, "mine": 2,', '+"mine": 1,'] },
          ],
        },
      ],
    },
    {
      name: 'a key of the method’s that stands twice',
      files: { [CONTEXT]: replacing('"current_phase": null', '"current_phase": 1, "current_phase": null') },
      found: [
        {
          at: '"current_phase"',
          message: '“current_phase” stands here twice. The last one counts.',
          fixes: [
            {
              title: 'Remove This “current_phase”',
              lines: ['-"current_phase": 1, "current_phase": null', '+"current_phase": null'],
            },
            {
              title: 'Keep This “current_phase”, Remove the Later One',
              lines: ['-"current_phase": 1, "current_phase": null', '+"current_phase": 1'],
            },
          ],
        },
      ],
    },
    {
      name: 'a key that says the same twice',
      files: { [CONTEXT]: key('"mine": [1], "mine": [1],') },
      found: [
        {
          at: '"mine"',
          message: '“mine” stands here twice. The last one counts.',
          fixes: [{ title: 'Remove This “mine”', safe: true, lines: ['-"mine": [1], "mine": [1],', '+"mine": [1],'] }],
        },
      ],
    },
    {
      name: 'a list above the block that says something else',
      files: {
        [CONTEXT]: `# Context\n\n## active_context\n\n- ${MASTER}\n- ${PHASE(1)}\n\n${stating({ active_context: [MASTER], phased_execution: phased })}`,
      },
      found: [
        {
          at: '## active_context',
          message: '“active_context” isn’t what the state block says. The state block counts.',
          fixes: [
            {
              title: 'Remove It: the State Block Counts',
              lines: ['-## active_context', '-', `-- ${MASTER}`, `-- ${PHASE(1)}`, '-'],
            },
          ],
        },
      ],
    },
    {
      name: 'a list above the block that says nothing of it',
      files: {
        [CONTEXT]: `# Context\n\n## Active Context\n\n- ${MASTER}\n\n## State\n\n${stating({ completed_summaries: [], phased_execution: phased })}`,
      },
      found: [
        {
          at: '## Active Context',
          message: '“active_context” stands outside the state block, where not every tool of the method reads it.',
          severity: 'info',
          fixes: [
            {
              title: 'Move It Into the State Block',
              lines: ['-## Active Context', '-', `-- ${MASTER}`, '-', '+"active_context": [', `+"${MASTER}"`, '+],'],
            },
          ],
        },
      ],
    },
    {
      name: 'a time above the block',
      files: {
        [CONTEXT]: `# Context\n\n**last_updated:** 2026-05-06\n\nText\n\n${stating({ active_context: [], last_updated: '2026-05-07T10:00:00Z' })}`,
      },
      found: [
        {
          at: '**last_updated:** 2026-05-06',
          message: '“last_updated” isn’t what the state block says. The state block counts.',
          severity: 'info',
          fixes: [{ title: 'Remove It: the State Block Counts', lines: ['-**last_updated:** 2026-05-06', '-'] }],
        },
      ],
    },
    {
      name: 'a day and a list that say the same as the block',
      files: {
        [CONTEXT]: `# Context\n\n**last_updated:** 2026-05-07\n\n## Active Context\n\n- ${MASTER}\n\n${stating({ active_context: [MASTER], last_updated: '2026-05-07T10:00:00Z' })}`,
      },
      found: [],
    },
    {
      name: 'JSON of something else',
      files: { [CONTEXT]: replacing('---\n', '```json\n{"a": 1}\n```\n\n---\n') },
      found: [],
    },
  ],
};
