// A folder in memory: the core's ports on texts, for what is decided by texts alone.
import { posix } from 'node:path';
import { PlanError } from '../../src/core/errors';
import type { Worktree } from '../../src/core/gitData';
import type { Files, Git, MethodSettings, PathKind, Ports } from '../../src/core/ports';
import type { Runner } from '../../src/core/runnerPort';
import { createEngine } from '../../src/core/workflow/create';
import type { Engine } from '../../src/core/workflow/engine';
import { authentication } from './authentication';

/** By their paths; null: it is there, and can't be read as text. */
type Texts = Map<string, string | null>;

/** What is known of a repository: its branches, which differ in all they have. */
interface MemoryRepository {
  branch: string;
  others?: string[];
  /** Files of every commit; left out: there are none. */
  committed?: Record<string, string>;
  worktrees?: Worktree[];
}

export interface MemoryOptions {
  git?: MemoryRepository;
  settings?: Partial<MethodSettings>;
  /** What editors hold that isn't saved. */
  unsaved?: ReadonlyMap<string, string>;
}

export interface MemoryFolder {
  texts: Texts;
  engine: Engine;
}

export function folderInMemory(
  texts: Texts,
  { git, settings: given, unsaved = new Map() }: MemoryOptions = {},
): MemoryFolder {
  const settings: MethodSettings = {
    contextFolder: 'context',
    baseBranch: '',
    branchPrefix: 'para/',
    fetchBeforeStart: false,
    isolation: 'branch',
    problems: {},
    ...given,
  };
  const silent = (): void => undefined;
  const ports: Ports = {
    files: filesOf(texts),
    documents: {
      hasUnsavedChanges: (path) => unsaved.has(path),
      unsavedText: (path) => unsaved.get(path) ?? null,
    },
    git: gitOf(git),
    forge: {} as Ports['forge'],
    pullRequests: { read: async () => new Map(), note: async () => undefined },
    runner: runnerOn(texts),
    clock: { now: () => new Date('2025-12-18T10:00:00Z') },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    settings: () => settings,
    trusted: () => true,
  };
  return { texts, engine: createEngine(ports) };
}

let planned: Promise<Texts> | undefined;

/** The texts of a folder with the plan of three phases. */
export async function plannedTexts(): Promise<Texts> {
  planned ??= (async () => {
    const { texts, engine } = folderInMemory(new Map());
    await engine.init();
    await engine.createPlan(authentication);
    return texts;
  })();
  return new Map(await planned);
}

function filesOf(texts: Texts): Files {
  const kindOf = (path: string): PathKind => {
    if (posix.isAbsolute(path) || posix.normalize(path).startsWith('..')) return 'outside';
    if (texts.has(path)) return 'file';
    return [...texts.keys()].some((each) => each.startsWith(`${path}/`)) ? 'folder' : 'missing';
  };
  const read = (path: string): string | null => {
    if (kindOf(path) === 'outside') throw new PlanError('OUTSIDE_WORKSPACE', `${path} is outside.`);
    const text = texts.get(path);
    if (text === null || kindOf(path) === 'folder') throw new PlanError('CONTEXT_INVALID', `${path} is no text.`);
    return text ?? null;
  };
  return {
    name: 'project',
    read: async (path) => read(path),
    exists: async (path) => texts.has(path),
    kindOf: async (path) => kindOf(path),
    list: async (folder) =>
      [...texts.keys()]
        .filter((path) => posix.dirname(path) === folder)
        .map((path) => posix.basename(path))
        .sort(),
    pathOf: (path) => Promise.resolve(path),
    listBelow: async (folder, most) => {
      const found = [...texts.keys()].filter((path) => folder === '' || path.startsWith(`${folder}/`)).sort();
      return found.length > most ? null : found;
    },
    readStart: async (path, bytes) => {
      const text = read(path);
      return text === null ? null : { stamp: text, text: text.slice(0, bytes) };
    },
  };
}

/** Without a repository there is none; one that is given has these branches, and nothing to say of their commits. */
function gitOf(repository: MemoryRepository | undefined): Git {
  if (!repository) {
    const none = async () => Promise.reject(new PlanError('NOT_A_REPOSITORY', 'There is no repository.'));
    return { open: none, readAt: none } as Partial<Git> as Git;
  }
  const { branch, others = [], committed = {}, worktrees = [] } = repository;
  const refs = [branch, ...others].map((name) => ({ name, remote: null, commit: name, upstream: null, target: null }));
  const git: Partial<Git> = {
    open: async () => undefined,
    head: async () => ({ branch, commit: branch }),
    branches: async () => ({ remotes: [], refs }),
    worktrees: async () => ({ linked: false, ignored: true, all: worktrees }),
    readAt: async (commits, path) => commits.map(() => committed[path] ?? null),
    isAncestor: async () => false,
    mergeBase: async () => null,
    shallow: async () => [],
    authors: async () => new Map(),
  };
  return git as Git;
}

/** Does what needs no more than texts. */
function runnerOn(texts: Texts): Runner {
  const run: Runner['run'] = async ({ steps }) => {
    for (const step of steps) {
      if (step.kind === 'write') texts.set(step.path, step.text);
      else if (step.kind !== 'makeFolder') throw new Error(`A folder in memory can't ${step.kind}.`);
    }
    return { commit: null, stash: null };
  };
  return { run } as Partial<Runner> as Runner;
}
