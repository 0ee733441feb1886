// A small world for unit tests: a real repository in a temporary folder, a bare one as its remote, and the engine on it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFiles } from '../../src/adapters/files';
import { createForge } from '../../src/adapters/forge';
import { createGit } from '../../src/adapters/git/git';
import { createRunner } from '../../src/adapters/runner/runner';
import type { Logger, MethodSettings, Ports } from '../../src/core/ports';
import type { CreatePlanOptions } from '../../src/core/types';
import { createEngine } from '../../src/core/workflow/create';
import type { Engine } from '../../src/core/workflow/engine';

const silent = (): void => undefined;
export const quiet: Logger = { debug: silent, info: silent, warn: silent, error: silent };

export interface WorldOptions {
  remote?: boolean;
  repository?: boolean;
  files?: Record<string, string>;
  settings?: Partial<MethodSettings>;
}

export interface TestWorld {
  root: string;
  folder: string;
  bare: string;
  engine: Engine;
  ports: Ports;
  /** The clock: tests may set it. */
  clock: { now: Date };
  settings: MethodSettings;
  git(...args: string[]): string;
  read(file: string): string;
  write(file: string, text: string): void;
  /** A second clone of the remote, with an engine of its own. */
  clone(name: string): TestWorld;
  /** Everything a refusal must leave as it was, for a comparison. */
  snapshot(): Record<string, string>;
}

const made: string[] = [];
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

const IDENTITY = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];

export function runGit(folder: string, ...args: string[]): string {
  return execFileSync('git', [...IDENTITY, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined },
  }).trimEnd();
}

/** A repository with one commit on `main`, pushed to a bare remote. */
export function makeWorld(o: WorldOptions = {}): TestWorld {
  const root = mkdtempSync(path.join(tmpdir(), 'phased-plans-'));
  made.push(root);
  const folder = path.join(root, 'project');
  const bare = path.join(root, 'remote.git');
  mkdirSync(folder);
  for (const [file, text] of Object.entries({ 'README.md': '# Project\n', ...o.files })) put(folder, file, text);
  if (o.repository !== false) {
    runGit(folder, 'init', '--quiet', '--initial-branch=main');
    identify(folder);
    runGit(folder, 'add', '--all');
    runGit(folder, 'commit', '--quiet', '--message=chore: Begin');
    if (o.remote !== false) {
      runGit(root, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
      runGit(folder, 'remote', 'add', 'origin', bare);
      runGit(folder, 'push', '--quiet', '--set-upstream', 'origin', 'main');
    }
  }
  return worldAt(root, folder, bare, o.settings);
}

function identify(folder: string): void {
  runGit(folder, 'config', 'user.name', 'Ada');
  runGit(folder, 'config', 'user.email', 'ada@example.com');
}

export function worldAt(root: string, folder: string, bare: string, given: Partial<MethodSettings> = {}): TestWorld {
  const settings: MethodSettings = {
    contextFolder: 'context',
    baseBranch: '',
    branchPrefix: 'para/',
    fetchBeforeStart: true,
    isolation: 'branch',
    problems: {},
    ...given,
  };
  const clock = { now: new Date('2025-12-18T10:00:00.500Z') };
  const ports: Ports = {
    files: createFiles(folder),
    documents: { hasUnsavedChanges: () => false },
    git: createGit(folder, { binary: 'git', log: quiet }),
    forge: createForge(folder, { binary: 'git', log: quiet }),
    runner: createRunner(folder, { binary: 'git', log: quiet }),
    clock: { now: () => clock.now },
    log: quiet,
    settings: () => settings,
    trusted: () => true,
  };
  return {
    root,
    folder,
    bare,
    ports,
    clock,
    settings,
    engine: createEngine(ports),
    git: (...args) => runGit(folder, ...args),
    read: (file) => readFileSync(path.join(folder, file), 'utf8'),
    write: (file, text) => put(folder, file, text),
    clone(name) {
      const there = path.join(root, name);
      runGit(root, 'clone', '--quiet', bare, there);
      identify(there);
      return worldAt(root, there, bare, given);
    },
    snapshot: () => snapshot(folder),
  };
}

function put(folder: string, file: string, text: string): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/** The git directory, also where the folder is below the top of its repository or in a linked work tree. */
function gitDirOf(folder: string): string | null {
  const inside = path.join(folder, '.git');
  if (existsSync(path.join(inside, 'HEAD'))) return inside;
  try {
    return runGit(folder, 'rev-parse', '--absolute-git-dir');
  } catch {
    return null;
  }
}

/** Where git keeps each linked work tree of a repository. */
export function linkedIn(folder: string): string[] {
  const admins = path.join(gitDirOf(folder) ?? folder, 'worktrees');
  return existsSync(admins) ? readdirSync(admins).map((name) => path.join(admins, name)) : [];
}

/**
 * What git keeps of a linked work tree: HEAD, what is staged, what is under way. Not the index to the byte, in which stands when
 * files were made: a work tree that was made again has other ones.
 */
function linkedState(folder: string, admin: string): string {
  const staged = runGit(folder, `--git-dir=${admin}`, `--work-tree=${folder}`, 'ls-files', '--stage');
  const files = readdirSync(admin).filter((name) => !['ORIG_HEAD', 'COMMIT_EDITMSG', 'index', 'logs', 'refs'].includes(name)); // prettier-ignore
  const texts = files.sort().map((name) => {
    const file = path.join(admin, name);
    return `${name}: ${statSync(file).isFile() ? readFileSync(file, 'utf8').trim() : 'a folder'}`;
  });
  return [...texts, staged].join('\n');
}

/** HEAD, local branches, stash, the index to the byte, every file of the work tree with its mode; of linked ones as much. */
function snapshot(folder: string): Record<string, string> {
  const result: Record<string, string> = {};
  const gitDir = gitDirOf(folder);
  if (gitDir !== null) {
    result.HEAD = readFileSync(path.join(gitDir, 'HEAD'), 'utf8');
    result.refs = runGit(
      folder,
      'for-each-ref',
      '--format=%(refname) %(objectname)',
      'refs/heads',
      'refs/tags',
      'refs/stash',
    );
    const index = path.join(gitDir, 'index');
    result.index = existsSync(index) ? createHash('sha1').update(readFileSync(index)).digest('hex') : 'none';
    // Of a linked work tree it is the main one's.
    const exclude = path.resolve(folder, runGit(folder, 'rev-parse', '--git-path', 'info/exclude'));
    result.exclude = existsSync(exclude) ? readFileSync(exclude, 'utf8') : '';
    for (const admin of linkedIn(folder)) result[`worktree ${path.basename(admin)}`] = linkedState(folder, admin);
    result.journal = String(existsSync(path.join(gitDir, 'phased-plans')));
    result.locks = readdirSync(gitDir).filter((name) => name.endsWith('.lock')).join(); // prettier-ignore
  }
  const walk = (relative: string): void => {
    for (const entry of readdirSync(path.join(folder, relative), { withFileTypes: true })) {
      const file = path.posix.join(relative, entry.name);
      const full = path.join(folder, file);
      if (file === '.git') continue;
      if (entry.isSymbolicLink()) result[file] = `→ ${readlinkSync(full)}`;
      else if (entry.isDirectory()) walk(file);
      else result[file] = `${(statSync(full).mode & 0o777).toString(8)} ${readFileSync(full).toString('base64')}`;
    }
  };
  walk('');
  return result;
}

/** The plan of the docs: three phases, each depending on the one before. */
export const authentication: CreatePlanOptions = {
  task: 'implement-user-authentication',
  title: 'Implement User Authentication',
  objective: 'Users can sign in.',
  date: '2025-12-18',
  phases: [
    {
      name: 'Database Schema & Migrations',
      steps: ['Create users table migration', 'Create refresh_tokens table migration'],
      criteria: ['Migrations run forwards and backwards'],
    },
    { name: 'API Layer', steps: ['Add the login endpoint', 'Add the logout endpoint'] },
    { name: 'Frontend', steps: ['Add the login form'] },
  ],
};

/** A world with the plan made, committed and pushed. */
export async function plannedWorld(o: WorldOptions = {}, plan: CreatePlanOptions = authentication): Promise<TestWorld> {
  const world = makeWorld(o);
  await world.engine.init();
  await world.engine.createPlan(plan);
  world.git('add', 'context');
  world.git('commit', '--quiet', '--message=docs: Plan');
  if (o.remote !== false) world.git('push', '--quiet');
  return world;
}

/** Works on the running phase: commits a file, ticks every to-do. */
export async function work(world: TestWorld, file: string, text = `${file}\n`): Promise<void> {
  world.write(file, text);
  world.git('add', file);
  world.git('commit', '--quiet', `--message=feat: Add ${file}`, '--', file);
  const { todos } = await world.engine.status();
  for (const index of todos.keys()) await world.engine.setTodo({ index, done: true });
  world.git('commit', '--quiet', '--message=docs: Tick', '--', 'context');
}

/** Starts, works on and summarizes a phase with everything committed on its branch. */
export async function completePhase(world: TestWorld, phase: number): Promise<void> {
  await world.engine.executePhase({ phase });
  await work(world, `src/phase-${phase}.txt`);
  await world.engine.summarizePhase({ commit: true });
}
