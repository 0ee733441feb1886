// The status of a plan: of one that hasn't changed, and over many branches of phases, against reading the same blobs.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { makeRepository, writeFiles } from '../../scripts/lib/repository.mjs';
import { engineAt } from './engine.mjs';

const CONTEXT = 'context/context.md';
const BRANCHES = 200;

/** @param product the bundle of product.ts */
export async function statusRows(product, compare) {
  const { folder, git: inFolder } = await makeRepository();
  const engine = engineAt(product, folder);
  await engine.init();
  const phases = Array.from({ length: BRANCHES }, (_, index) => ({ name: `Part ${index + 1}`, steps: ['A step'] }));
  await engine.createPlan({ task: 'bench', phases, commit: true });
  await inFolder('push', '--quiet');
  const names = phases.map((_, index) => `para/bench-phase-${index + 1}`);
  await startAll(folder, names);
  const blobs = {
    label: `git cat-file of ${BRANCHES} context files`,
    measure: () => git(folder, ['cat-file', '--batch'], names.map((name) => `${name}:${CONTEXT}\n`).join('')),
  };
  const first = {
    label: 'Phased Plans',
    // Loaded again: what one engine has parsed is known to the next one in the same process.
    prepare: async () => engineAt(loadAgain(), folder),
    measure: (fresh) => fresh.status(),
  };
  const again = {
    label: 'Phased Plans',
    prepare: (each) => startAll(folder, names.slice(0, 1), `once more, ${each}`),
    measure: () => engine.status(),
  };
  const named = `Status over ${BRANCHES} branches`;
  return [
    { ...(await compare({ name: `${named}, at first`, a: first, b: blobs })), atMost: 5 },
    { ...(await compare({ name: `${named}, after one changed`, a: again, b: blobs })), atMost: 1.5 },
    await unchangedRow(product, compare),
  ];
}

/** The bundle that `run.mjs` has built, as a new process would have it. */
function loadAgain() {
  const require = createRequire(import.meta.url);
  const file = join(root, 'out/bench/product.cjs');
  delete require.cache[file];
  return require(file);
}

/** A folder of 20 plans in which nothing changes. */
async function unchangedRow(product, compare) {
  const { folder } = await makeRepository();
  const plans = Array.from({ length: 20 }, (_, index) => [
    `context/plans/2025-01-${String(index + 1).padStart(2, '0')}-old.md`,
    `# Plan: Old ${index}\n\n**Status:** Completed\n`,
  ]);
  writeFiles(folder, Object.fromEntries(plans));
  const engine = engineAt(product, folder);
  await engine.init();
  await engine.createPlan({ task: 'bench', phases: [{ name: 'One' }, { name: 'Two' }], commit: true });
  const row = await compare({
    name: 'Status of 20 plans, nothing changed',
    a: { label: 'Phased Plans', measure: () => engine.status() },
    b: { label: 'git status', measure: () => git(folder, ['status', '--porcelain']) },
    runs: 21,
  });
  return { ...row, atMostMs: 3 };
}

/** A commit on each branch, in whose context file its phase runs. */
async function startAll(folder, names, why = 'start') {
  const text = readFileSync(join(folder, CONTEXT), 'utf8');
  const stream = names.map((name) => {
    const id = name.slice(name.lastIndexOf('-') + 1);
    const own = text.replace(new RegExp(`("phase": ${id},[^}]*"status": )"pending"`), '$1"in_progress"');
    const message = `chore: Initialize execution context for bench-phase-${id} (${why})`;
    return [
      `commit refs/heads/${name}\ncommitter A <a@example.org> 1735689600 +0000`,
      `data ${Buffer.byteLength(message)}\n${message}\nfrom refs/heads/main^0`,
      `M 100644 inline ${CONTEXT}\ndata ${Buffer.byteLength(own)}\n${own}\n`,
    ].join('\n');
  });
  await git(folder, ['fast-import', '--quiet', '--force'], stream.join('\n'));
}

async function git(folder, args, input = '') {
  const { status, stderr } = spawnSync('git', args, { cwd: folder, input, maxBuffer: 2 ** 30, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
