// A whole life in one repository with a remote: the engine in two windows, an agent that edits files, and a person with
// git in a terminal take turns. After each turn a small model says what must be there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isPlanError } from '../../../src/core/errors';
import type { PlanStatus } from '../../../src/core/types';
import type { Engine } from '../../../src/core/workflow/engine';
import { same } from '../hostile';
import { refsIn } from '../snapshot';
import type { TestWorld } from '../world';

export const CONTEXT = 'context/context.md';

export interface Life {
  world: TestWorld;
  /** The engine of another window on the same folder. */
  beside: Engine;
  /** What somebody wrote, or a tick that was reported done: each must be somewhere in files or commits, for ever. */
  marks: Set<string>;
  /** What was done, to be read when something is wrong. */
  story: string[];
  next: number;
  /** What was found last, while nobody did anything since. */
  seen: { files?: Snapshot; status?: PlanStatus };
  /** The objects that refs reached when they stood at these commits. */
  held?: { at: string; objects: readonly string[] };
}

type Snapshot = Record<string, string>;

export function begin(world: TestWorld, beside: Engine): Life {
  return { world, beside, marks: new Set(), story: [], next: 1, seen: {} };
}

/** A word that is nowhere else. */
export function mark(life: Life, kind: string): string {
  const text = `${kind}-${life.next++}-of-mine`;
  life.marks.add(text);
  return text;
}

/** Every file, and what git holds. */
function filesOf(life: Life): Snapshot {
  return (life.seen.files ??= life.world.snapshot());
}

/** What a window shows. */
export async function statusOf(life: Life): Promise<PlanStatus> {
  return (life.seen.status ??= await life.world.engine.status());
}

/** Writes as an agent does: over the file, in its place, or by renaming a copy over it. */
export function writeAs(life: Life, file: string, text: string, way: 'over' | 'rename'): void {
  const target = path.join(life.world.folder, file);
  life.seen = {};
  if (way === 'over') return writeFileSync(target, text);
  const copy = path.join(life.world.root, 'copy-of-an-agent');
  writeFileSync(copy, text);
  renameSync(copy, target);
}

/** Does something with an engine. What is refused must leave everything as it was, and no status goes back. */
export async function operate<T>(life: Life, run: () => Promise<T>): Promise<T | null> {
  const before = filesOf(life);
  const ranks = await ranksOf(life);
  let result: T;
  try {
    life.seen = {};
    result = await run();
  } catch (error) {
    if (!isPlanError(error)) throw error;
    life.story.push(`  refused: ${error.code} ${error.message}`);
    same(filesOf(life), before);
    return null;
  }
  for (const [id, rank] of await ranksOf(life)) {
    assert.ok(rank >= (ranks.get(id) ?? 0), `phase ${id} went back from ${ranks.get(id) ?? 0} to ${rank}`);
  }
  return result;
}

/** Does something and takes it back: that gives back what was, to the byte. */
export async function doAndUndo(life: Life, run: () => Promise<unknown>): Promise<void> {
  const before = filesOf(life);
  const undoable = JSON.stringify(await life.world.engine.undoable());
  // What changes one file alone isn't one that can be taken back.
  if ((await operate(life, run)) === null || JSON.stringify(await life.world.engine.undoable()) === undoable) return;
  life.story.push('  undone');
  await life.beside.undoLast();
  life.seen = {};
  same({ ...filesOf(life), journal: '' }, { ...before, journal: '' });
}

const RANKS = { pending: 0, in_progress: 1, completed: 2 };

async function ranksOf(life: Life): Promise<Map<string, number>> {
  const { phases } = await statusOf(life);
  return new Map(phases.map((phase) => [String(phase.phase), RANKS[phase.status]]));
}

/** Git as a person types it; what git refuses, or what ends in a conflict, is left as it was. */
export function type(life: Life, ...args: string[]): boolean {
  life.story.push(`  git ${args.join(' ')}`);
  life.seen = {};
  try {
    life.world.git(...args);
    return true;
  } catch (error) {
    life.story.push(`    ${String((error as { stderr?: string }).stderr ?? error).split('\n')[0] ?? ''}`);
    return false;
  }
}

/** Everything that can be found again: the files, and what commits, branches and the stash hold. */
function everything(life: Life): string {
  const { world } = life;
  const files = Object.values(filesOf(life)).map((value) => {
    const [mode = '', content] = value.split(' ');
    return /^\d{3}$/.test(mode) && content !== undefined ? Buffer.from(content, 'base64').toString('utf8') : value;
  });
  return [...files, ...textsOf(world, objectsOf(life))].join('\n');
}

/** What commits, branches and the stash hold: the same as long as none of them has moved. */
function objectsOf(life: Life): readonly string[] {
  const { world, seen, held } = life;
  const log = path.join(world.folder, '.git/logs/refs/stash');
  const stashed = (existsSync(log) ? world.read('.git/logs/refs/stash').split('\n') : [])
    .map((line) => line.split(' ')[1] ?? '')
    .filter((id) => id !== '');
  const at = JSON.stringify([seen.files?.HEAD, refsIn(world.folder, ['refs']), stashed]);
  if (held?.at !== at) life.held = { at, objects: world.git('rev-list', '--objects', '--all', ...stashed).split('\n') };
  return life.held?.objects ?? [];
}

/** Objects never change, so each is read once. */
const known = new Map<string, string>();

function textsOf({ folder }: TestWorld, lines: readonly string[]): string[] {
  const ids = lines.map((line) => line.slice(0, 40)).filter((id) => id !== '');
  const fresh = ids.filter((id) => !known.has(id));
  if (fresh.length > 0) {
    const out = execFileSync('git', ['cat-file', '--batch'], { cwd: folder, input: `${fresh.join('\n')}\n` });
    for (let at = 0; at < out.length;) {
      const end = out.indexOf(10, at);
      const [id = '', , size = '0'] = out.toString('utf8', at, end).split(' ');
      known.set(id, out.toString('utf8', end + 1, end + 1 + Number(size)));
      at = end + 1 + Number(size) + 1;
    }
  }
  return ids.map((id) => known.get(id) ?? '');
}

/** What must be true after every turn, whoever's it was. */
export async function check(life: Life): Promise<void> {
  const found = everything(life);
  const lost = [...life.marks].filter((each) => !found.includes(each));
  assert.deepEqual(lost, [], 'what somebody wrote is nowhere');
  const status = await statusOf(life);
  // A second window costs as much as the rest together.
  if (life.next % 3 === 0)
    assert.deepEqual(plain(await life.beside.status()), plain(status), 'two windows tell the same');
  checkSummaries(life);
  const running = status.phases.find((each) => each.phase === status.currentPhase);
  if (!running || status.branch.actual !== running.branch) return;
  const foreign = status.todos
    .filter(({ text }) => /^Phase \d/.test(text) && !text.startsWith(`Phase ${running.phase} `))
    .map(({ text }) => text);
  assert.deepEqual(foreign, [], `to-dos of another phase in those of phase ${running.phase}`);
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The to-dos of other phases, but for those of a list that was replaced, and that says so itself. */
function foreignIn(text: string, own: string | undefined): (string | undefined)[] {
  const foreign: (string | undefined)[] = [];
  let [isFenced, named] = [false, own];
  for (const line of text.split('\n')) {
    if (/^`{3,}/.test(line)) [isFenced, named] = [!isFenced, own];
    if (isFenced) named = /^### Phase (\d)$/.exec(line)?.[1] ?? named;
    const [, todo, phase] = /\] (Phase (\d) .*)/.exec(line) ?? [];
    if (todo !== undefined && phase !== named) foreign.push(todo);
  }
  return foreign;
}

/** A summary tells of its own phase, and a note stands in one of them. */
function checkSummaries({ world, marks }: Life): void {
  const folder = path.join(world.folder, 'context/summaries');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : [];
  const texts = names.map((name) => ({
    phase: /phase-(\d)/.exec(name)?.[1],
    text: world.read(`context/summaries/${name}`),
  }));
  for (const { phase, text } of texts) {
    assert.deepEqual(foreignIn(text, phase), [], `of another phase, in the summary of phase ${phase}`);
  }
  for (const note of [...marks].filter((each) => each.startsWith('note-'))) {
    const told = texts.filter(({ text }) => text.includes(note)).map(({ phase }) => phase);
    assert.ok(told.length <= 1, `${note} stands in the summaries of phases ${told.join(' and ')}`);
  }
}
