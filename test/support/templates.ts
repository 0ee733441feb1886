// Worlds are brought to where a test begins once for the whole run, and copied from then on: copying files takes a
// tenth of the time in which git makes them.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runGit } from './git';
import { linkedIn } from './snapshot';

const made: string[] = [];
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes when the tests of this file are through. */
export function temporaryRoot(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'phased-plans-'));
  made.push(root);
  return root;
}

/** The runner's folder, which all processes of a run share. */
let shared = process.env.PHASED_PLANS_TEMPLATES;

/** Says where a template was made: its files name that place. */
const MADE_AT = 'made-at';

function placeOf(key: unknown): string {
  shared ??= temporaryRoot();
  return path.join(shared, createHash('sha1').update(JSON.stringify(key)).digest('hex'));
}

/** The root of a template; two calls with keys that read the same as JSON get the same one. */
export function template(key: unknown, make: () => string): string {
  const place = placeOf(key);
  return existsSync(place) ? place : keep(place, make());
}

/** The same for what takes a while to be made. */
export async function templateOf(key: unknown, make: () => Promise<string>): Promise<string> {
  const place = placeOf(key);
  return existsSync(place) ? place : keep(place, await make());
}

function keep(place: string, root: string): string {
  writeFileSync(path.join(root, MADE_AT), root);
  mkdirSync(path.dirname(place), { recursive: true });
  try {
    renameSync(root, place);
  } catch (error) {
    // Another process was faster; its template is as good.
    if (!existsSync(place)) throw error;
  }
  return place;
}

/** A copy of a template's root, or of any other world's, in which everything names its new place. */
export function copyOfRoot(from: string): string {
  const root = temporaryRoot();
  cpSync(from, root, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  const note = path.join(root, MADE_AT);
  const old = existsSync(note) ? readFileSync(note, 'utf8') : from;
  rmSync(note, { force: true });
  const folder = path.join(root, 'project');
  if (existsSync(path.join(folder, '.git'))) makeKnown(folder, old, root);
  return root;
}

function makeKnown(folder: string, old: string, root: string): void {
  const move = (file: string): string => {
    const text = readFileSync(file, 'utf8').replaceAll(old, root);
    writeFileSync(file, text);
    return text.trim();
  };
  move(path.join(folder, '.git', 'config'));
  const trees = linkedIn(folder).map((admin) => {
    const pointer = move(path.join(admin, 'gitdir'));
    move(pointer);
    return path.dirname(pointer);
  });
  // The files are new to git; one look makes them known.
  for (const tree of [folder, ...trees]) runGit(tree, 'status', '--porcelain');
}
