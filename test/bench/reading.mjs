// Reading and editing: every row doubles the input, so that a ratio near 2 shows what is linear.
/** @param product the bundle of product.ts */
export async function readingRows(product, compare) {
  const { parseContext, parsePlan, editContext, mergeContexts, setTask } = product;
  const edit = {
    summaryLine: 'Executing: X',
    metadata: [{ label: 'Branch', value: 'b' }],
    todos: ['One', 'Two'],
    freshNotes: true,
    state: [
      { path: ['active_context'], value: ['context/plans/a.md'] },
      { path: ['last_updated'], value: 'now' },
    ],
  };
  const rows = [];
  for (const [name, make, run, count = 2_000, unit = 'items'] of [
    ['Read a context file', contextFile, parseContext],
    ['Read a plan', planFile, parsePlan],
    ['Read a plan of many phases', phasesFile, parsePlan, 1_000, 'phases'],
    ['Read hostile plans', hostilePlans, (texts) => texts.map(parsePlan), 4_000],
    ['Read many fences', fencesFile, parseContext, 4_000, 'fences'],
    ['Read deep lists and quotes', deepFile, parseContext, 50_000, 'levels'],
    ['Read a long line', lineFile, parseContext, 500_000, 'characters'],
    ['Read many lines', linesFile, parseContext, 50_000, 'lines'],
    ['Refuse deep JSON', deepJson, parseContext, 50_000, 'levels'],
    ['Edit a context file', contextFile, (text) => editContext(text, edit)],
    ['Tick a to-do', contextFile, (text) => setTask(text, 6, true)],
    ['Merge two versions', contextFile, (text) => mergeContexts(text, otherVersion(text))],
    ['Merge many keys', keysFile, (text) => mergeContexts(text, otherVersion(text)), 1_000, 'keys'],
  ]) {
    const [single, double] = [make(count), make(2 * count)];
    const label = (number) => `${number.toLocaleString('en')} ${unit}`;
    rows.push(
      await compare({
        name,
        a: { label: label(2 * count), measure: async () => run(double) },
        b: { label: label(count), measure: async () => run(single) },
      }),
    );
  }
  return rows;
}

const state = { active_context: [], completed_summaries: [], last_updated: '2025-12-18T10:00:00Z' };

function withState(body, value = state) {
  return `# Current Work Summary\n\nReady.\n\n## To-Do List\n\n${body}\n\n## Progress Notes\n\n---\n\n\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\`\n`;
}

function repeated(count, line) {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

function contextFile(count) {
  return withState(repeated(count, (index) => `- [ ] To-do number ${index} with \`code\` and **weight**`));
}

/** Every second to-do ticked, one more, a later time, another value of every key. */
function otherVersion(text) {
  return text
    .replace(/- \[ \] (To-do number \d*[02468] )/g, '- [x] $1')
    .replace('## To-Do List\n', '## To-Do List\n\n- [ ] One more\n')
    .replace('2025-12-18', '2025-12-19')
    .replaceAll('"old"', '"new"');
}

function keysFile(count) {
  const keys = Array.from({ length: count }, (_, index) => [`key ${index}`, index % 10 ? index : 'old']);
  return withState('', { ...state, mine: Object.fromEntries(keys) });
}

function planFile(count) {
  const steps = repeated(count, (index) => `${index + 1}. **Step ${index}**\n   - Detail\n   - Another\n`);
  return `# Phase 1: Long\n\n**Status:** Pending\n\n## Approach\n\n### Detailed Implementation Steps\n\n${steps}\n`;
}

function phasesFile(count) {
  const phase = (index) => `### Phase ${index}: Part ${index}\n\n**Objective:** It.\n**Dependencies:** None\n`;
  return `# Master Plan: Long\n\n## Phase Breakdown\n\n${repeated(count, phase)}`;
}

const fencesFile = (count) => withState(repeated(count, () => '```json\n{"active_context": []}\n```'));
const deepFile = (count) => withState(`${'- '.repeat(count)}x\n\n${'> '.repeat(count)}x`);
const lineFile = (count) => withState(`- [ ] ${'*a_`['.repeat(count / 5)}`);
const linesFile = (count) => withState(repeated(count, (index) => `Line ${index}`));
const deepJson = (count) => `# T\n\n\`\`\`json\n{"active_context": ${'['.repeat(count)}${']'.repeat(count)}}\n\`\`\`\n`;

/** Texts on which a careless pattern takes time by the square. */
function hostilePlans(count) {
  return [
    `# X\n\n## Approach\n\n${'### Step 1: a\n- [ ] b\n'.repeat(count)}`,
    `# X\n\n${'## Implementation Steps\n\n## Success Criteria\n\n### Phase 1: b\n\n**Plan:** c\n'.repeat(count)}`,
    `# X\n\n${repeated(count, (index) => `### Phase ${index}: a\n\`\`\`\nb\n\`\`\``)}`,
    `# X\n\n## Implementation Steps\n\n- [ ] a${' '.repeat(count * 20)}b:\n- ${'['.repeat(count)}`,
    `# Phase ${' '.repeat(count * 20)}:\n\n**Dependencies:** ${'Phase 1, '.repeat(count)}`,
    `# X\n\n| Phase | Title |\n|---|---|\n${'| 1 | a |\n'.repeat(count)}|${'|'.repeat(count)}`,
  ];
}
