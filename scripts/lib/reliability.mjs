// docs/reliability.md: what came of every fault on every operation, as the tests of test/faults have just found it.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const file = join(root, 'docs', 'reliability.md');

/** A row: theme, fault, operation, outcome; the outcome is null where this machine can't make the fault. */
const readRows = (folder) =>
  readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** One test more: the committed table says what was found. With `update` it is written instead. */
export function checkTable(folder, result, update) {
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const known = new Map(parse(committed).map((row) => [row.slice(0, 3).join('\n'), row[3]]));
  const rows = readRows(folder).map((row) => [...row.slice(0, 3), row[3] ?? known.get(row.slice(0, 3).join('\n'))]);
  const text = render(rows.filter((row) => row[3] !== undefined));
  if (update) writeFileSync(file, text);
  if (update || text === committed) {
    result.passed++;
    return;
  }
  result.failed++;
  const message = `Unexpected outcomes, expected those of docs/reliability.md (write it again with: npm run test:faults -- --update)`;
  result.failures.push({ title: 'docs/reliability.md', message });
  const was = committed.split('\n');
  const is = text.split('\n');
  for (const line of was.filter((each) => !is.includes(each))) console.log(`- ${line}`);
  for (const line of is.filter((each) => !was.includes(each))) console.log(`+ ${line}`);
}

const INTRODUCTION = `# What happens when something goes wrong

Every line below is a test: a real repository with a remote, somebody's uncommitted work in it (changed, staged, staged
and changed again, new and ignored files), a fault, and an operation. Before and after, HEAD, the branches, the stash, the index to the
byte, and every file with its mode are compared.

- **done**: the operation came to its end, and nothing else was touched.
- **unchanged, CODE**: it was refused or taken back, everything is as it was to the byte, and the message names the next step.
- **restored or finished, as chosen**: the program was killed, also once at every place (a call of ours that changes a file, the
  beginning or the end of a git process; the table says how many there are at least); on the next start, *Restore* brought everything
  back to the byte, and *Finish* did the rest.

This page is written by the tests (\`npm run test:faults -- --update\`), which fail when it is no longer true.

Two things are git's own, and the same as in a terminal:

- What somebody writes, in files that are stashed or beside them, after \`git stash\` has collected the changes and before it has cleared them away, is in
  no file and no entry afterwards. That is a moment, in a start with *Stash* alone: commit or carry the changes where an agent or a build is at work.
- With \`splitIndex.sharedIndexExpire=now\`, \`git commit\` of some files deletes what the index needs; with git's two weeks it doesn't.
`;

function render(rows) {
  const lines = [
    INTRODUCTION,
    `${rows.length} combinations of ${new Set(rows.map((row) => row[1])).size} faults and ${new Set(rows.map((row) => row[2])).size} operations.`,
  ];
  for (const [theme, ofTheme] of groups(rows, 0)) {
    lines.push('', `## ${theme}`, '', '| fault | outcome | operations |', '| --- | --- | --- |');
    for (const [fault, ofFault] of groups(ofTheme, 1)) {
      for (const [outcome, those] of groups(ofFault, 3)) {
        const operations = those.map((row) => row[2]).sort();
        lines.push(`| ${fault} | ${outcome} | ${operations.join('; ')} |`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function parse(text) {
  let theme = '';
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('## ')) theme = line.slice(3);
    const [fault, outcome, operations] = line.slice(2, -2).split(' | ');
    if (!line.startsWith('| ') || fault === 'fault' || fault === '---' || !operations) return [];
    return operations.split('; ').map((operation) => [theme, fault, operation, outcome]);
  });
}

/** Rows by the value of a column, in its order. */
function groups(rows, column) {
  const found = new Map();
  for (const row of rows) found.set(row[column], [...(found.get(row[column]) ?? []), row]);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}
