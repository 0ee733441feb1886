// A small world for unit tests: a real repository in a temporary folder, a bare one as its remote, and the engine on
// it.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createFiles } from '../../src/adapters/files';
import { createForge } from '../../src/adapters/forge';
import { createPullRequests } from '../../src/adapters/pullRequests';
import { createGit } from '../../src/adapters/git/git';
import { createRunner } from '../../src/adapters/runner/runner';
import type { Logger, MethodSettings, Ports } from '../../src/core/ports';
import type { CreatePlanOptions } from '../../src/core/types';
import { createEngine } from '../../src/core/workflow/create';
import type { Engine } from '../../src/core/workflow/engine';
import { authentication } from './authentication';
import { identify, runGit } from './git';
import { snapshot } from './snapshot';
import { copyOfRoot, template, templateOf, temporaryRoot } from './templates';

export { authentication };

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

/** A repository with one commit on `main`, pushed to a bare remote. */
export function makeWorld(o: WorldOptions = {}): TestWorld {
  const { settings, ...content } = o;
  return worldIn(copyOfRoot(template(content, () => makeRoot(content))), settings);
}

function worldIn(root: string, settings?: Partial<MethodSettings>): TestWorld {
  return worldAt(root, path.join(root, 'project'), path.join(root, 'remote.git'), settings);
}

function makeRoot(o: WorldOptions): string {
  const root = temporaryRoot();
  const folder = path.join(root, 'project');
  const bare = path.join(root, 'remote.git');
  mkdirSync(folder);
  for (const [file, text] of Object.entries({ 'README.md': '# Project\n', ...o.files })) put(folder, file, text);
  if (o.repository === false) return root;
  runGit(folder, 'init', '--quiet', '--initial-branch=main');
  identify(folder);
  runGit(folder, 'add', '--all');
  runGit(folder, 'commit', '--quiet', '--message=chore: Begin');
  withoutSamples(path.join(folder, '.git', 'hooks'));
  if (o.remote === false) return root;
  runGit(root, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  withoutSamples(path.join(bare, 'hooks'));
  runGit(folder, 'remote', 'add', 'origin', bare);
  runGit(folder, 'push', '--quiet', '--set-upstream', 'origin', 'main');
  return root;
}

/** Git's examples of hooks, which never run, are half of the files to be copied. */
function withoutSamples(hooks: string): void {
  for (const name of readdirSync(hooks)) rmSync(path.join(hooks, name));
}

/** A world of its own like one that `bring` has made; brought there once for the whole run. */
export async function worldLike(
  key: unknown,
  bring: () => Promise<TestWorld>,
  settings?: Partial<MethodSettings>,
): Promise<TestWorld> {
  return worldIn(copyOfRoot(await templateOf(key, async () => (await bring()).root)), settings);
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
    pullRequests: createPullRequests(folder, { binary: 'git', log: quiet }),
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

/** A world with the plan made, committed and pushed. */
export async function plannedWorld(o: WorldOptions = {}, plan: CreatePlanOptions = authentication): Promise<TestWorld> {
  const bring = async (): Promise<TestWorld> => {
    const world = makeWorld(o);
    await world.engine.init();
    await world.engine.createPlan(plan);
    world.git('add', 'context');
    world.git('commit', '--quiet', '--message=docs: Plan');
    if (o.remote !== false) world.git('push', '--quiet');
    return world;
  };
  return worldLike(['planned', o, plan], bring, o.settings);
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
  await world.engine.summarizePhase({ commit: true, open: 'carry' });
}
