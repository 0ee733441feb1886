// Starting a phase, ticking a to-do with a commit and summarizing, each against what a person types for the same.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../../scripts/lib/processes.mjs';
import { git, makeRepository, writeFiles } from '../../scripts/lib/repository.mjs';
import { engineAt } from './engine.mjs';

const BRANCH = 'para/bench-phase-1';
const CONTEXT = 'context/context.md';

/** @param product the bundle of product.ts */
export async function startPhaseRows(product, compare) {
  const rows = [];
  for (const [files, atMost] of [
    [20, 1.5],
    [5_000, 1.15],
    [50_000, 1],
  ]) {
    const { ours, theirs } = await twoRepositories(product, files);
    const engine = engineAt(product, ours);
    const written = await contextOfStart(product, theirs);
    const script = [
      ...['git checkout -q main', 'git pull -q', `git checkout -q -b ${BRANCH}`],
      ...[`cp ${written} ${CONTEXT}`, `git add ${CONTEXT}`, 'git commit -q -m "chore: Initialize execution context"'],
    ];
    const row = await compare({
      name: `Start a phase (${files.toLocaleString('en')} files)`,
      a: side(
        'Phased Plans',
        () => engine.executePhase({ phase: 1 }),
        () => takeBack(ours),
      ),
      b: side(
        'the commands of the method’s script',
        () => shell(theirs, script),
        () => takeBack(theirs),
      ),
    });
    rows.push({ ...row, atMost });
    for (const folder of [ours, theirs]) rmSync(dirname(folder), { recursive: true, force: true });
  }
  return rows;
}

/** @param product the bundle of product.ts */
export async function tickRow(product, compare) {
  const { ours, theirs } = await twoRepositories(product, 1_000);
  const engine = engineAt(product, ours);
  for (const folder of [ours, theirs]) await engineAt(product, folder).executePhase({ phase: 1 });
  const isDone = (each) => each % 2 !== 0;
  const edit = (folder) => async (each) => {
    writeFileSync(join(folder, 'src/0/file-0.txt'), `${folder} ${each}\n`);
    return each;
  };
  const tickByHand = (each) => {
    const text = readFileSync(join(theirs, CONTEXT), 'utf8');
    const [from, to] = isDone(each) ? ['- [ ] Create', '- [x] Create'] : ['- [x] Create', '- [ ] Create'];
    writeFileSync(join(theirs, CONTEXT), text.replace(from, to));
    return shell(theirs, ['git add -A', 'git commit -q -m "feat: Create the table"']);
  };
  const row = await compare({
    name: 'Tick a to-do and commit (1,000 files)',
    a: side(
      'Phased Plans',
      (each) => engine.setTodo({ index: 0, done: isDone(each), commit: 'feat: Create the table' }),
      edit(ours),
    ),
    b: side('git add, git commit', tickByHand, edit(theirs)),
  });
  return { ...row, atMost: 2 };
}

/** @param product the bundle of product.ts */
export async function summarizeRow(product, compare) {
  const { ours } = await twoRepositories(product, 2_000);
  const engine = engineAt(product, ours);
  await engine.executePhase({ phase: 1 });
  for (let commit = 0; commit < 20; commit++) {
    writeFiles(
      ours,
      sources(2_000, (index) => index % 20 === commit, 'changed'),
    );
    await git(ours, ['commit', '--quiet', '--all', `--message=feat: Part ${commit}`]);
  }
  const back = async () => {
    await git(ours, ['checkout', '--quiet', '--', 'context']);
    await git(ours, ['clean', '--quiet', '-fd', '--', 'context']);
  };
  const row = await compare({
    name: 'Summarize a phase (2,000 files)',
    a: side('Phased Plans', () => engine.summarizePhase({ phase: 1, open: 'carry' }), back),
    b: side(
      'git diff --numstat, git log',
      () => shell(ours, ['git diff --numstat main HEAD', 'git log main..HEAD']),
      back,
    ),
  });
  return { ...row, atMost: 1.5 };
}

const side = (label, measure, prepare) => ({ label, measure, prepare });

async function takeBack(folder) {
  await git(folder, ['switch', '--quiet', 'main']);
  for (const branch of (await git(folder, ['branch', '--format=%(refname:short)', '--list', 'para/*'])).split('\n')) {
    if (branch) await git(folder, ['branch', '--quiet', '-D', branch]);
  }
  // As in a work tree that is in use: else the first status looks into every file.
  await git(folder, ['update-index', '-q', '--refresh']);
}

/** Two of the same, with a planned phase. */
async function twoRepositories(product, files) {
  const { folder, git: inFolder } = await makeRepository({ files: sources(files) });
  const engine = engineAt(product, folder);
  await engine.init();
  const steps = ['Create the table', 'Fill the table'];
  const phases = [
    { name: 'One', steps },
    { name: 'Two', steps },
  ];
  await engine.createPlan({ task: 'bench', phases, commit: true });
  await inFolder('push', '--quiet');
  const theirs = join(dirname(folder), 'theirs');
  cpSync(folder, theirs, { recursive: true, preserveTimestamps: true });
  return { ours: folder, theirs };
}

const sources = (count, isWanted = () => true, text = 'text') =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`src/${index % 50}/file-${index}.txt`, `${text} ${index}\n`]).filter(
      (_, index) => isWanted(index),
    ),
  );

/** The context file that starting the phase writes, beside the repository; that is then as it was. */
async function contextOfStart(product, folder) {
  await engineAt(product, folder).executePhase({ phase: 1 });
  const written = join(dirname(folder), 'context.md');
  cpSync(join(folder, CONTEXT), written);
  await takeBack(folder);
  return written;
}

async function shell(folder, lines) {
  const { code, stderr } = await run('sh', ['-ec', lines.map((line) => `${line} > /dev/null`).join('\n')], {
    cwd: folder,
  });
  if (code !== 0) throw new Error(stderr);
}
