import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createGit } from '../../src/adapters/git/git';
import { PHASE, worldIn } from '../support/hostile';
import { quiet } from '../support/world';

type World = Awaited<ReturnType<typeof worldIn>>;

const CONTEXT = 'context/context.md';

/** A world whose reading is known, and how many git commands were run since. */
async function knownWorld() {
  const world = await worldIn('planned');
  let commands = 0;
  const debug = (): void => void commands++;
  world.ports.git = createGit(world.folder, { binary: 'git', log: { ...quiet, debug } });
  await settled();
  await world.engine.read();
  commands = 0;
  return { world, commands: () => commands };
}

/** What was changed a moment ago is always read again. */
const settled = (): Promise<void> => pause(60);

const inFolder = ({ folder }: World, ...parts: string[]): string => path.join(folder, ...parts);

/** What somebody else does, and what shows then. */
const CHANGES: Record<string, (world: World) => void> = {
  'a file of the same length with the time of the one before': (world) => {
    const file = inFolder(world, CONTEXT);
    const time = new Date(Date.now() - 60_000);
    utimesSync(file, time, time);
    writeFileSync(file, readFileSync(file, 'utf8').replace('[ ]', '[x]'));
    utimesSync(file, time, time);
  },
  'another file in the place of one': (world) => {
    writeFileSync(inFolder(world, 'other'), `${readFileSync(inFolder(world, CONTEXT), 'utf8')}\n`);
    renameSync(inFolder(world, 'other'), inFolder(world, CONTEXT));
  },
  'a link in the place of a file': (world) => {
    renameSync(inFolder(world, CONTEXT), inFolder(world, 'context/other.md'));
    symlinkSync('other.md', inFolder(world, CONTEXT));
  },
  'a file that goes': (world) => rmSync(inFolder(world, CONTEXT)),
  'a plan that comes': (world) => writeFileSync(inFolder(world, 'context/plans/2025-01-01-new.md'), '# Plan: New\n'),
  'a folder of a task': (world) => {
    mkdirSync(inFolder(world, 'context/plans/new'));
    writeFileSync(inFolder(world, 'context/plans/new/plan.md'), '# Plan: New\n');
  },
  'templates that come': (world) => {
    mkdirSync(inFolder(world, 'context/templates'), { recursive: true });
    writeFileSync(inFolder(world, 'context/templates/phase.md'), '# Mine\n');
  },
  'a branch that is made': (world) => world.git('branch', `${PHASE}-1`),
  'a branch that is moved by no git': (world) =>
    writeFileSync(
      inFolder(world, '.git/refs/heads/main'),
      `${world.git('commit-tree', 'HEAD^{tree}', '-m', 'x').trim()}\n`,
    ),
  'another branch that is checked out': (world) => world.git('switch', '--quiet', '--create', 'another'),
  'branches that are packed and go': (world) => {
    world.git('branch', 'another');
    world.git('pack-refs', '--all');
    world.git('branch', '-D', 'another');
  },
  'a branch of the remote that is fetched': (world) => {
    world.git('push', '--quiet', 'origin', 'HEAD:another');
  },
  'a remote that comes': (world) => world.git('remote', 'add', 'another', 'nowhere'),
  'a setting that is included': (world) => {
    appendFileSync(inFolder(world, '.git/config'), '[include]\n\tpath = more\n');
  },
};

describe('a reading of what hasn’t changed', () => {
  it('is the same one, and runs no program', async () => {
    const { world, commands } = await knownWorld();
    const first = await world.engine.read();
    assert.equal(await world.engine.read(), first);
    assert.equal(commands(), 0);
  });

  it('gives each a status of their own', async () => {
    const { world } = await knownWorld();
    const status = await world.engine.status();
    status.phases.length = 0;
    assert.notEqual((await world.engine.status()).phases.length, 0);
  });

  it('is made again where a file was changed a moment ago', async () => {
    const { world } = await knownWorld();
    appendFileSync(inFolder(world, CONTEXT), '\n');
    // So that it is a moment ago still on a slow machine.
    const time = new Date(Date.now() + 60_000);
    utimesSync(inFolder(world, CONTEXT), time, time);
    const first = await world.engine.read();
    assert.notEqual(await world.engine.read(), first);
  });

  it('is made again with other settings, and with what an editor holds', async () => {
    const { world } = await knownWorld();
    const first = await world.engine.read();
    const settings = { ...world.ports.settings(), branchPrefix: 'other/' };
    world.ports.settings = () => settings;
    const second = await world.engine.read();
    assert.notEqual(second, first);
    const held = `${readFileSync(inFolder(world, CONTEXT), 'utf8')}\n`;
    world.ports.documents = { hasUnsavedChanges: () => true, unsavedText: () => held };
    assert.notEqual(await world.engine.read(), second);
  });

  for (const [what, change] of Object.entries(CHANGES)) {
    it(`is made again after ${what}`, async () => {
      const { world } = await knownWorld();
      const first = await world.engine.read();
      change(world);
      await settled();
      assert.notEqual(await world.engine.read(), first);
    });
  }

  it('is made again when what the configuration includes changes', async () => {
    const { world } = await knownWorld();
    CHANGES['a setting that is included']?.(world);
    writeFileSync(inFolder(world, '.git/more'), '');
    await settled();
    const first = await world.engine.read();
    assert.equal(await world.engine.read(), first);
    appendFileSync(inFolder(world, '.git/more'), '[remote "another"]\n\turl = nowhere\n');
    await settled();
    assert.notEqual(await world.engine.read(), first);
  });
});
