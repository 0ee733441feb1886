// Starting a phase against the same git commands in a shell script, on a repository of 5,000 files.
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, makeRepository } from '../../scripts/lib/repository.mjs';
import { temporaryFolder } from '../../scripts/lib/worlds.mjs';

const FILES = 5000;

/** @param product the bundle of product.ts */
export async function startPhaseRow(product, compare) {
  const ours = await plannedRepository(product);
  const theirs = join(temporaryFolder('bench'), 'project');
  cpSync(ours, theirs, { recursive: true, preserveTimestamps: true });
  const script = await recordScript(product, theirs);
  // One for all runs, as an editor has: what git has told of a commit once isn't asked again.
  const engine = engineAt(product, ours);
  const row = await compare({
    name: `Start a phase (${FILES} files)`,
    a: {
      label: 'Phased Plans',
      prepare: () => takeBack(ours),
      measure: () => engine.executePhase({ phase: 1 }),
    },
    b: {
      label: 'the same git commands in a shell script',
      prepare: () => takeBack(theirs),
      measure: () => shell(script, theirs),
    },
  });
  return { ...row, atMost: 2 };
}

async function takeBack(folder) {
  await git(folder, ['switch', '--quiet', 'main']);
  for (const branch of (await git(folder, ['branch', '--format=%(refname:short)', '--list', 'para/*'])).split('\n')) {
    if (branch) await git(folder, ['branch', '--quiet', '-D', branch]);
  }
  // As in a work tree that is in use: else the first status looks into every file.
  await git(folder, ['update-index', '-q', '--refresh']);
}

export function engineAt(product, folder, binary = 'git') {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const settings = {
    contextFolder: 'context',
    baseBranch: '',
    branchPrefix: 'para/',
    fetchBeforeStart: true,
    problems: {},
    isolation: 'branch',
  };
  return product.createEngine({
    files: product.createFiles(folder),
    documents: { hasUnsavedChanges: () => false },
    git: product.createGit(folder, { binary, log }),
    forge: product.createForge(folder, { binary, log }),
    runner: product.createRunner(folder, { binary, log }),
    clock: { now: () => new Date() },
    log,
    settings: () => settings,
    trusted: () => true,
  });
}

async function plannedRepository(product) {
  const files = Object.fromEntries(
    Array.from({ length: FILES }, (_, index) => [`src/${index % 50}/file-${index}.txt`, `${index}\n`]),
  );
  const repository = await makeRepository({ files });
  const engine = engineAt(product, repository.folder);
  await engine.init();
  const steps = ['Create the table', 'Fill the table'];
  await engine.createPlan({
    task: 'bench',
    phases: [
      { name: 'One', steps },
      { name: 'Two', steps },
    ],
    commit: true,
  });
  await repository.git('push', '--quiet');
  return repository.folder;
}

/** Starts the phase once through a `git` that notes its arguments and input, and makes a shell script of the notes. */
async function recordScript(product, folder) {
  const notes = join(temporaryFolder('notes'), 'commands');
  mkdirSync(notes);
  const noting = join(notes, '..', 'git');
  writeFileSync(
    noting,
    `#!/bin/sh\nfile=${notes}/$(date +%s%N)-$$\nprintf '%s\\0' "$@" > "$file"\n` +
      `case " $* " in *" --batch"*|*" --stdin "*|*patch-id*) tee "$file.in" | git "$@";; *) exec git "$@";; esac\n`,
  );
  chmodSync(noting, 0o755);
  const engine = engineAt(product, folder, noting);
  await engine.executePhase({ phase: 1, dryRun: true });
  for (const name of readdirSync(notes)) rmSync(join(notes, name));
  await engine.executePhase({ phase: 1 });
  const contextFile = join(notes, 'context.md');
  cpSync(join(folder, 'context/context.md'), contextFile);
  const names = readdirSync(notes)
    .filter((name) => /^\d+-\d+$/.test(name))
    .sort();
  const lines = names.flatMap((name) => {
    const args = readFileSync(join(notes, name), 'utf8').split('\0').slice(0, -1);
    const input = readdirSync(notes).includes(`${name}.in`) ? ` < ${join(notes, `${name}.in`)}` : '';
    const command = `git ${args.map(quote).join(' ')}${input} > /dev/null 2>&1`;
    return args.includes('switch') ? [command, `cp ${contextFile} context/context.md`] : [command];
  });
  const script = join(notes, 'script.sh');
  writeFileSync(script, `${lines.join('\n')}\n`);
  return script;
}

function quote(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function shell(script, folder) {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', [script], { cwd: folder, stdio: 'ignore' });
    child.on('error', reject);
    child.on('exit', resolve);
  });
}
