// Problems while somebody types: a folder is read with the unsaved text of its context file. Doubling the phases shows
// what is linear; in one plan nothing is wrong, in the other everything that can be wrong with a phase.
import { writeFiles } from '../../scripts/lib/repository.mjs';
import { temporaryFolder } from '../../scripts/lib/worlds.mjs';
import { engineAt } from './engine.mjs';

const CONTEXT = 'context/context.md';
const PLAN = 'context/plans/2025-12-18-bench';

/** @param product the bundle of product.ts */
export async function problemsRows(product, compare) {
  const rows = [];
  for (const [name, broken] of /** @type {const} */ ([
    ['Read while typing', false],
    ['Find problems while typing', true],
  ])) {
    const side = (count) => {
      const { engine, text } = planOf(product, count, broken);
      return {
        label: `${count} phases`,
        prepare: async (run) => new Map([[CONTEXT, text.replace('Typing', `Typing ${run}`)]]),
        measure: (overlay) => engine.read(overlay),
      };
    };
    rows.push(await compare({ name, a: side(1_000), b: side(500) }));
  }
  return rows;
}

function planOf(product, count, broken) {
  const folder = temporaryFolder('problems');
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  const files = ids.map((id) => [`${PLAN}-phase-${id}.md`, phasePlan(id, broken)]);
  const sections = ids.map((id) => `### Phase ${id}: Part ${id}\n\n**Objective:** Part ${id}.\n`);
  const master = `# Master Plan: Bench\n\n**Status:** Approved\n\n## Phase Breakdown\n\n${sections.join('\n')}`;
  const text = contextFile(ids, broken);
  writeFiles(folder, { [CONTEXT]: text, [`${PLAN}.md`]: master, ...Object.fromEntries(files) });
  return { engine: engineAt(product, folder), text };
}

function contextFile(ids, broken) {
  const phases = ids.map((id) => ({
    phase: id,
    plan: `${PLAN}-phase-${broken && id % 3 === 0 ? `x${id}` : id}.md`,
    status: broken ? ['pending', 'in_progress', 'completed', 'someday'][id % 4] : 'pending',
    ...(broken ? { depends_on: [id + 1, id - 1, `${id}x`] } : {}),
  }));
  const state = {
    active_context: [`${PLAN}.md`, ...phases.map(({ plan }) => plan)],
    completed_summaries: broken ? ids.map((id) => `context/summaries/gone-${id}.md`) : [],
    phased_execution: { master_plan: `${PLAN}.md`, phases, current_phase: null },
  };
  const groups = ids.map((id) => `### Phase ${id}\n\n- [x] Do ${id}\n`).join('\n');
  const todos = broken ? `## To-Do List\n\n${groups}\n` : '';
  return `# Current Work Summary\n\nTyping\n\n${todos}---\n\n\`\`\`json\n${JSON.stringify(state, null, 2)}\n\`\`\`\n`;
}

const phasePlan = (id, broken) =>
  `# Phase ${id}: Part ${id}\n\n**Parent Plan:** \`${PLAN}.md\`\n**Status:** ${broken ? 'Done' : 'Pending'}\n\n## Implementation Steps\n\n${
    broken ? '' : '- [ ] A step\n'
  }\n## Success Criteria\n\n- [ ] It works\n- [ ] [Criterion 1]\n`;
