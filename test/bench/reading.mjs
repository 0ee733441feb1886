// Reading: every row doubles the input, so that a ratio near 2 shows a parser that is linear.
/** @param product the bundle of product.ts */
export async function readingRows(product, compare) {
  const rows = [];
  for (const [name, make, read] of [
    ['Read a context file', contextFile, product.parseContext],
    ['Read a plan', planFile, product.parsePlan],
  ]) {
    const [single, double] = [make(2_000), make(4_000)];
    rows.push({
      ...(await compare({
        name,
        a: { label: '4,000 items', measure: async () => read(double) },
        b: { label: '2,000 items', measure: async () => read(single) },
      })),
    });
  }
  return rows;
}

function contextFile(count) {
  const todos = Array.from({ length: count }, (_, index) => `- [ ] To-do number ${index} with \`code\` and **weight**`);
  const state = { active_context: [], completed_summaries: [], last_updated: '2025-12-18T10:00:00Z' };
  return `# Current Work Summary\n\nReady.\n\n## To-Do List\n\n${todos.join('\n')}\n\n---\n\n\`\`\`json\n${JSON.stringify(state, null, 2)}\n\`\`\`\n`;
}

function planFile(count) {
  const steps = Array.from(
    { length: count },
    (_, index) => `${index + 1}. **Step ${index}**\n   - Detail\n   - Another`,
  );
  return `# Phase 1: Long\n\n**Status:** Pending\n\n## Approach\n\n### Detailed Implementation Steps\n\n${steps.join('\n\n')}\n`;
}
