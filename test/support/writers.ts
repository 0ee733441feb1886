// Writers of one context file in processes of their own: engines, as windows and the command line are, and agents,
// which know no lock of ours.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import files, {
  appendFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
  type NoParamCallback,
} from 'node:fs';
import path from 'node:path';
import { parseContext } from '../../src/core/context/parse';
import { isPlanError } from '../../src/core/errors';
import type { CreatePlanOptions } from '../../src/core/types';
import { createEngine } from '../../src/core/workflow/create';
import type { Engine } from '../../src/core/workflow/engine';
import { CONTEXT, worldIn } from './hostile';
import { authentication, worldAt, type TestWorld } from './world';

const TODOS = 200;

/** How long writers write beside each other, in milliseconds. */
export const WRITING = process.env.PHASED_PLANS_LONG ? 60_000 : 2_000;

/** The pause between two writes of one writer. */
const PAUSE = 20;

const NOTES = '## Progress Notes\n';

/** What a writer says of what it wrote. */
export interface Written {
  /** By the index of a to-do: whether it was done when `setTodo` resolved last. */
  todos: Record<number, boolean>;
  /** The texts of an agent's notes. */
  notes: string[];
  /** How often it wrote, and the codes of what was refused. */
  writes: number;
  refused: string[];
  /** How long a write took, in milliseconds: the one in the middle, and the longest. */
  median: number;
  longest: number;
}

/** What a writer is to do. */
export interface Job {
  folder: string;
  name: string;
  /** Of the to-dos, those with this rest when divided by two. */
  rest?: number;
  /** The phase's worktree whose window this is. */
  worktree?: string;
}

type Until = Job & { until: number };

export function engineIn({ folder, worktree }: Pick<Job, 'folder' | 'worktree'>): Engine {
  const root = path.dirname(folder);
  const { ports } = worldAt(root, folder, path.join(root, 'remote.git'));
  return createEngine(worktree === undefined ? ports : { ...ports, worktree });
}

async function repeat(
  until: number,
  write: (turn: number) => Promise<void> | void,
): Promise<Omit<Written, 'todos' | 'notes'>> {
  const times: number[] = [];
  const refused: string[] = [];
  for (let turn = 0; Date.now() < until; turn++) {
    const begun = performance.now();
    try {
      await write(turn);
    } catch (error) {
      if (!isPlanError(error)) throw error;
      refused.push(error.code);
    }
    times.push(performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  times.sort((a, b) => a - b);
  return { writes: times.length, refused, longest: times.at(-1) ?? 0, median: times[times.length >> 1] ?? 0 };
}

const writers = {
  /** A window that toggles its to-dos, again and again. */
  async engine({ rest = 0, until, ...job }: Until): Promise<Written> {
    const engine = engineIn(job);
    const todos: Record<number, boolean> = {};
    const counts = await repeat(until, async (turn) => {
      const index = (2 * turn + rest) % TODOS;
      const done = !todos[index];
      await engine.setTodo({ index, done });
      todos[index] = done;
    });
    return { ...counts, todos, notes: [] };
  },

  /** An agent that renames its own copy over the file. */
  renames: (job: Until): Promise<Written> =>
    takeNotes(job, (file, note) => {
      writeFileSync(`${file}.agent`, withNote(readFileSync(file, 'utf8'), note));
      renameSync(`${file}.agent`, file);
    }),

  /** An agent that writes the file where it is. */
  rewrites: (job: Until): Promise<Written> =>
    takeNotes(job, (file, note) => writeFileSync(file, withNote(readFileSync(file, 'utf8'), note))),

  /** An agent that adds to the end of the file. */
  appends: (job: Until): Promise<Written> => takeNotes(job, (file, note) => appendFileSync(file, `\n- ${note}\n`)),
};

export type Kind = keyof typeof writers;

/** The context file of the first phase with its first to-do done. */
export const ticked = (text: string): string => text.replace('- [ ] Create users', '- [x] Create users');

/** A context file with one more progress note, as an agent writes it. */
export const withNote = (text: string, note: string): string => text.replace(NOTES, `${NOTES}\n- ${note}`);

async function takeNotes(
  { folder, name, until }: Until,
  write: (file: string, note: string) => void,
): Promise<Written> {
  const notes: string[] = [];
  const counts = await repeat(until, (turn) => {
    const note = `${name} ${turn}.`;
    write(path.join(folder, CONTEXT), note);
    notes.push(note);
  });
  return { ...counts, todos: {}, notes };
}

/** Runs in a process of its own; what it says is its output. */
export async function writeIn(kind: string, job: string): Promise<void> {
  const written = await writers[kind as Kind](JSON.parse(job) as Until);
  writeSync(1, JSON.stringify(written));
}

/** Calls what a bundle exports: `node -e CHILD BUNDLE EXPORT ARGUMENT…`. */
export const CHILD = `for (const name of ['after', 'before', 'describe']) globalThis[name] = () => undefined;
const [bundle, exported, ...given] = process.argv.slice(1);
require(bundle)[exported](...given).then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });`;

/** Calls what a test's bundle exports in a process of its own. */
export function inProcess(bundle: string, exported: string, ...given: string[]): ChildProcess {
  return spawn(process.execPath, ['-e', CHILD, bundle, exported, ...given], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** What a process prints until it ends. */
export async function outputOf(child: ChildProcess): Promise<string> {
  let out = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  await once(child, 'close');
  return out;
}

/** A plan whose first phase has many to-dos. */
export const long: CreatePlanOptions = {
  ...authentication,
  phases: [
    { name: 'Schema', steps: Array.from({ length: TODOS }, (_, index) => `Do number ${index}`) },
    { name: 'API', steps: ['Add the login endpoint'] },
  ],
};

/** Lets writers write the context file of a world at the same time. The bundle must export `writeIn`. */
export async function writeTogether(bundle: string, jobs: (Job & { kind: Kind })[]): Promise<Written[]> {
  // All have begun by then.
  const until = Date.now() + 500 + WRITING;
  const said = jobs.map(({ kind, ...job }) =>
    outputOf(inProcess(bundle, 'writeIn', kind, JSON.stringify({ ...job, until }))),
  );
  const written = (await Promise.all(said)).map((out) => JSON.parse(out) as Written);
  if (process.env.PHASED_PLANS_LONG)
    for (const [index, each] of written.entries()) report(jobs[index]?.name ?? '', each);
  return written;
}

function report(name: string, { writes, refused, longest, median }: Written): void {
  const times = `${median.toFixed(1)} ms each, at most ${longest.toFixed(0)} ms`;
  console.log(`      ${name}: ${writes} writes, ${times}, ${refused.length} refused ${[...new Set(refused)].join()}`);
}

/** What of the writers' words isn't so. */
function lost(world: TestWorld, written: readonly Written[]): { todos: number[]; notes: string[] } {
  const text = world.read(CONTEXT);
  const now = parseContext(text).todos;
  const lines = new Set(text.split('\n'));
  return {
    todos: written.flatMap(({ todos }) =>
      Object.entries(todos).flatMap(([index, done]) => (now[Number(index)]?.done === done ? [] : [Number(index)])),
    ),
    notes: written.flatMap(({ notes }) => notes.filter((note) => !lines.has(`- ${note}`))),
  };
}

/** What writers have left where they write. */
export function leftovers(world: TestWorld): string[] {
  return ['context', 'context/plans', '.git'].flatMap((folder) =>
    readdirSync(path.join(world.folder, folder)).filter((name) => /^\.phased-plans-|^phased-plans\.lock/.test(name)),
  );
}

/**
 * Does something while a file of a folder is being written, after it was read and before the new one takes its place:
 * when the new one is to be had on disk.
 */
export function whileWriting(world: TestWorld, folder: string, act: () => void): void {
  const { fsync: real } = files;
  const isWriting = (): boolean => readdirSync(path.join(world.folder, folder)).some((name) => name.endsWith('.new'));
  const fsync = (descriptor: number, done: NoParamCallback): void => {
    if (isWriting()) {
      files.fsync = real;
      act();
    }
    real(descriptor, done);
  };
  files.fsync = fsync as typeof real;
}

export const manyTodos = (): Promise<TestWorld> => worldIn('started', long);

export function same(world: TestWorld, written: readonly Written[]): void {
  assert.deepEqual(lost(world, written), { todos: [], notes: [] });
  assert.deepEqual(leftovers(world), []);
}
