// Every state that a kill can leave on disk: an operation is run once, and before each call of ours that changes a
// file, and before
// and after each git process, the whole world is copied. A kill at that moment leaves just that.
import childProcess, { type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import files, {
  cpSync,
  linkSync,
  promises as fs,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import type { TestWorld } from '../support/world';

/** Calls that change files, by their names in `fs.promises`. */
const CHANGING = [
  'appendFile',
  'chmod',
  'copyFile',
  'cp',
  'link',
  'mkdir',
  'rename',
  'rm',
  'rmdir',
  'symlink',
  'truncate',
  'unlink',
  'utimes',
  'writeFile',
] as const;

/** Those that aren't waited for. An open file's place is known by its number alone. */
const AT_ONCE = [
  'copyFileSync',
  'fchmodSync',
  'linkSync',
  'mkdirSync',
  'openSync',
  'renameSync',
  'rmSync',
  'unlinkSync',
  'writeFileSync',
] as const;

export interface State {
  /** A copy of the world's root. */
  copy: string;
  /** The calls before which, or after which, the disk was in this state, in words. */
  at: string[];
}

export interface States {
  /** How many calls there were: places at which it can be killed. */
  calls: number;
  /** Every different state of the disk, in order. */
  states: State[];
}

let copies = 0;

/** Runs an operation in a world, and keeps the states of its disk. */
export async function statesOf(world: TestWorld, run: () => Promise<unknown>): Promise<States> {
  const states = new Map<string, State>();
  let calls = 0;
  let looks = false;
  const look = (at: string): void => {
    // The calls of the copying itself, and what is noted of git while that is in the middle of its work.
    if (looks || /^writeFileSync git-\d+\.json$/.test(at)) return;
    looks = true;
    keep(at);
    looks = false;
  };
  const keep = (at: string): void => {
    calls++;
    const print = printOf(world.root);
    const known = states.get(print);
    if (known) return void known.at.push(at);
    const copy = `${world.root}-state-${++copies}`;
    copyWhole(world.root, copy);
    states.set(print, { copy, at: [at] });
  };
  const unwatch = [watch(fs, CHANGING, look), watch(files, AT_ONCE, look), watchHandles(look), watchProcesses(look)];
  try {
    await run();
    look('the end');
  } finally {
    for (const end of unwatch) end();
  }
  return { calls, states: [...states.values()] };
}

type Look = (at: string) => void;
type AnyCall = (...args: unknown[]) => unknown;

const inShort = (value: unknown): string => path.basename(String(value));

function watch(module: object, names: readonly string[], look: Look): () => void {
  const own = module as Record<string, AnyCall>;
  const real = names.map((name) => [name, own[name] as AnyCall] as const);
  for (const [name, call] of real) {
    own[name] = (...args) => {
      // A rename to its own name changes nothing.
      if (args[0] !== args[1]) look(`${name} ${inShort(args[0])}`);
      return call.apply(module, args);
    };
  }
  return () => real.forEach(([name, call]) => (own[name] = call));
}

/** What is written through an open file: that it was made, and that it was filled. */
function watchHandles(look: Look): () => void {
  const real = fs.open;
  fs.open = async (file, flags, mode) => {
    const writes = typeof flags === 'string' && /[wa+]/.test(flags);
    if (writes) look(`open ${inShort(file)}`);
    const handle = await real(file, flags, mode);
    if (!writes) return handle;
    for (const name of ['writeFile', 'write', 'truncate', 'sync', 'chmod'] as const) {
      const own = handle as unknown as Record<string, AnyCall>;
      const call = own[name]?.bind(handle);
      own[name] = (...args) => {
        look(`${name} ${inShort(file)}`);
        return call?.(...args);
      };
    }
    return handle;
  };
  return () => void (fs.open = real);
}

function watchProcesses(look: Look): () => void {
  const real = childProcess.spawn;
  childProcess.spawn = ((...args: unknown[]) => {
    const words = Array.isArray(args[1]) ? args[1].map(String).slice(0, 6).join(' ') : '';
    look(`git ${words}`);
    const child = (real as AnyCall)(...args) as ChildProcess;
    child.once('exit', () => look(`after git ${words}`));
    return child;
  }) as typeof childProcess.spawn;
  return () => void (childProcess.spawn = real);
}

/** Copies a folder; files that are one, by two names, are one in the copy too. */
function copyWhole(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  const first = new Map<number, string>();
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const name = path.join(path.relative(from, entry.parentPath), entry.name);
    const stat = entry.isFile() ? statSync(path.join(from, name)) : null;
    if (stat === null || stat.nlink < 2) continue;
    const one = first.get(stat.ino);
    first.set(stat.ino, one ?? name);
    if (one === undefined) continue;
    rmSync(path.join(to, name));
    linkSync(path.join(to, one), path.join(to, name));
  }
}

/** Two states with the same print hold the same files with the same modes, links and bytes. */
function printOf(root: string): string {
  const hash = createHash('sha1');
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(folder, entry.name);
      hash.update(`\0${entry.name}\0`);
      if (entry.isSymbolicLink()) hash.update(readlinkSync(file));
      else if (entry.isDirectory()) walk(file);
      else hash.update(`${statSync(file).mode}`).update(readFileSync(file));
    }
  };
  walk(root);
  return hash.digest('hex');
}

/** Puts a state in the place of the world, as a kill would have left it. */
export function leaveIn(world: TestWorld, { copy }: State): void {
  rmSync(world.root, { recursive: true, force: true });
  copyWhole(copy, world.root);
}
