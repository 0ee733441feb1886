import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { gitExec } from '../../src/adapters/git/exec';
import { doStep } from '../../src/adapters/runner/doStep';
import { headOf, repositoryOf } from '../../src/adapters/runner/ground/runPlace';
import { emptyReport } from '../../src/adapters/runner/ground/undoReport';
import { Journal } from '../../src/adapters/runner/journal/journal';
import { folderPlaceOf } from '../../src/adapters/runner/journal/folderPlace';
import { previewBoth } from '../../src/adapters/runner/recovery/preview';
import { handlerOf, handlers } from '../../src/adapters/runner/steps';
import type { StepOf } from '../../src/adapters/runner/steps/handler';
import { placeOfStep } from '../../src/adapters/runner/steps/parts/worktree';
import { undoStep, type Ground } from '../../src/adapters/runner/undo/takingBack';
import type { ForeseenFile } from '../../src/core/runnerPort';
import type { Step } from '../../src/core/steps';
import { commitFile, mess, same, tip } from '../support/hostile';
import { makeWorld, quiet, type TestWorld } from '../support/world';

const WORKTREE = '.worktrees/there';

type Examples = { [K in Step['kind']]: Record<string, (world: TestWorld) => StepOf<K>> };

/** Steps of every kind, each with what it is to find. `main` has a second commit, which branch `other` lacks. */
const examples: Examples = {
  stash: {
    'changes of every kind'(world) {
      mess(world);
      world.write('context/kept.md', 'Kept.\n');
      return { kind: 'stash', message: 'Mine', keep: 'context' };
    },
  },
  switch: {
    'to a branch': () => ({ kind: 'switch', branch: 'other', create: null }),
    'to a new one': (world) => ({ kind: 'switch', branch: 'new', create: { at: tip(world, 'other') } }),
  },
  fastForward: {
    'of a branch behind': (world) => ({
      kind: 'fastForward',
      branch: 'other',
      from: tip(world, 'other'),
      to: tip(world, 'main'),
    }),
  },
  write: {
    'of a new file': () => ({ kind: 'write', path: 'context/new.md', was: null, text: 'New.\n' }),
    'of a file there': () => ({ kind: 'write', path: 'README.md', was: '# Project\n', text: '# Mine\n' }),
    'of one with other line endings'(world) {
      world.write('README.md', '# Project\r\n');
      return { kind: 'write', path: 'README.md', was: '# Project\n', text: '# Mine\n' };
    },
  },
  makeFolder: { 'that is new': () => ({ kind: 'makeFolder', path: 'context/data' }) },
  bring: {
    'of a file that isn’t here'(world) {
      const at = tip(world, 'main');
      world.git('switch', '--quiet', 'other');
      return { kind: 'bring', path: 'src/second.txt', at };
    },
  },
  commit: {
    'of files, beside what is staged'(world) {
      mess(world);
      return { kind: 'commit', message: 'docs: Mine', paths: ['README.md'] };
    },
    'without files': () => ({ kind: 'commit', message: 'docs: Mine', paths: [] }),
    'in a worktree'(world) {
      world.git('worktree', 'add', '--quiet', WORKTREE, 'other');
      world.write(`${WORKTREE}/README.md`, '# There\n');
      return { kind: 'commit', message: 'docs: There', paths: ['README.md'], worktree: WORKTREE };
    },
  },
  commitAll: {
    'of every change'(world) {
      mess(world);
      return { kind: 'commitAll', message: 'feat: Mine', staged: false, paths: [], leaveOut: ['README.md'] };
    },
    'of what is staged'(world) {
      world.write('README.md', '# Mine\n');
      world.git('add', 'README.md');
      world.write('src/second.txt', 'Not staged.\n');
      return { kind: 'commitAll', message: 'feat: Mine', staged: true, paths: [], leaveOut: [] };
    },
  },
  exclude: { 'of a folder': () => ({ kind: 'exclude', folder: '.worktrees' }) },
  worktreeAdd: {
    'of a branch': (world) => ({
      kind: 'worktreeAdd',
      path: WORKTREE,
      branch: 'other',
      at: tip(world, 'other'),
      create: false,
    }),
    'of a new branch': (world) => ({
      kind: 'worktreeAdd',
      path: WORKTREE,
      branch: 'new',
      at: tip(world, 'main'),
      create: true,
    }),
  },
  worktreeRemove: {
    'that is clean'(world) {
      world.git('worktree', 'add', '--quiet', WORKTREE, 'other');
      return { kind: 'worktreeRemove', path: WORKTREE, branch: 'other', at: tip(world, 'other') };
    },
  },
  worktreeRepair: {
    'of one whose folder is gone'(world) {
      world.git('worktree', 'add', '--quiet', WORKTREE, 'other');
      rmSync(path.join(world.folder, WORKTREE), { recursive: true });
      return { kind: 'worktreeRepair', repair: [], forget: [WORKTREE] };
    },
  },
};

/** Done again after a crash in any case: of these it isn't asked whether they had come to their end. */
const BEGUN_AGAIN: Step['kind'][] = ['makeFolder', 'bring', 'worktreeRepair'];

function worldOfTwo(): TestWorld {
  const world = makeWorld({ remote: false });
  world.git('branch', 'other');
  commitFile(world, 'src/second.txt');
  commitFile(world, 'README.md', '# Project\n\nMore.\n');
  commitFile(world, 'README.md', '# Project\n');
  return world;
}

async function groundFor(world: TestWorld, step: Step): Promise<Ground> {
  const place = { root: world.folder, exec: gitExec(world.folder, { binary: 'git', log: quiet }) };
  const repository = await repositoryOf(place);
  const journal = await Journal.begin(repository.commonDir, {
    started: new Date().toISOString(),
    ...folderPlaceOf(place, repository),
    plan: { title: 'Try', start: null, proofs: [], steps: [step] },
    head: await headOf(place),
  });
  return { place, repository, journal, log: quiet };
}

/** The files of the work tree with their texts, but for those in worktrees. */
function filesOf(world: TestWorld): Record<string, string> {
  const found = Object.entries(world.snapshot()).flatMap(([name, value]) => {
    const text = /^[0-7]{3} ([\w+/=]*)$/.exec(value)?.[1];
    const isFile = text !== undefined && !name.startsWith('.worktrees/');
    return isFile ? [[name, Buffer.from(text, 'base64').toString().trimEnd()] as const] : [];
  });
  return Object.fromEntries(found);
}

/** The files as they are foreseen. */
function foreseen(world: TestWorld, files: ForeseenFile[] | null): Record<string, string> {
  const future = filesOf(world);
  for (const { path: file, there, to } of files ?? []) {
    assert.equal(there, file in future, file);
    if (to === null) delete future[file];
    else future[file] = ('text' in to ? to.text : world.git('show', `${to.at}:${file}`)).trimEnd();
  }
  return future;
}

describe('every kind of step', () => {
  for (const kind of Object.keys(handlers) as Step['kind'][]) {
    const all: Record<string, (world: TestWorld) => Step> = examples[kind];
    for (const [title, make] of Object.entries(all)) {
      it(`${kind} ${title}: its preview, its end and its undoing agree`, () => agrees(make));
    }
  }
});

async function agrees(make: (world: TestWorld) => Step): Promise<void> {
  const world = worldOfTwo();
  const step = make(world);
  const handler = handlerOf(step);
  const before = world.snapshot();
  const ground = await groundFor(world, step);
  const { place, journal } = ground;
  const there = await placeOfStep(place, step);
  const record = { ...(await headOf(there)), index: null };
  const preview = () => previewBoth(place, journal.state, true);

  assert.equal(await handler.isDone(there, step, record), false);
  assert.deepEqual((await preview()).restore, []);
  const expected = foreseen(world, (await preview()).finish);
  await doStep(ground, 0);
  assert.deepEqual(filesOf(world), expected);
  const noted = journal.state.records[0] ?? record;
  assert.equal(await handler.isDone(there, step, noted), !BEGUN_AGAIN.includes(step.kind));
  assert.equal(await handler.isStillDone(there, step, noted), true);
  assert.equal(noted.index !== null, handler.touchesIndex);

  const after = world.snapshot();
  assert.deepEqual(foreseen(world, (await preview()).finish), filesOf(world));
  const back = foreseen(world, (await preview()).restore);
  for (const time of ['once', 'again, with nothing left to be undone']) {
    const told = emptyReport();
    await undoStep(ground, 0, told);
    assert.deepEqual(told, emptyReport(), time);
    assert.deepEqual(filesOf(world), back, time);
    same(world.snapshot(), handler.isUndoable ? before : after, ['journal']);
    assert.equal(await handler.isDone(there, step, record), false, time);
    assert.equal(await handler.isStillDone(there, step, record), !handler.isUndoable, time);
  }
  if (!handler.isUndoable) return;
  await doStep(ground, 0);
  assert.deepEqual(filesOf(world), expected);
}
