import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { meetingPlace } from '../../src/adapters/writing/meetingPlace';
import { inTurn } from '../../src/adapters/writing/turn';
import { CUT, crash } from '../support/crashing';
import { absolute, CONTEXT, failed, hook, same, unhook, worldIn } from '../support/hostile';
import { worldAt, type TestWorld } from '../support/world';
import { CHILD, engineIn } from '../support/writers';

export { startIn } from '../support/crashing';

/** What another container sees of an operation, and what comes of restoring it there. */
export async function restoreIn(folder: string): Promise<void> {
  const engine = engineIn({ folder });
  const seen = await engine.interrupted();
  await engine.restoreInterrupted();
  console.log(seen === null ? 'nothing to restore' : 'restored');
}

const CONTAINER = ['--user', '--map-root-user', '--pid', '--fork', '--mount-proc'];
const canContain = (): boolean => spawnSync('unshare', [...CONTAINER, 'true']).status === 0;

/** Changes what a journal says of its owner. */
function changeOwner(world: TestWorld, change: Record<string, unknown>): string {
  const file = path.join(world.folder, '.git/phased-plans/journal.json');
  const state = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...state, ...change }));
  return file;
}

describe('a container that has the name of its machine', function () {
  this.timeout(60_000);
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('doesn’t take what runs beside it for interrupted', async function () {
    if (!canContain()) this.skip();
    const world = await worldIn('planned');
    writeFileSync(path.join(world.root, 'child.js'), CHILD);
    const run = `"${process.execPath}" -e "$(cat ../child.js)" "${__filename}" restoreIn "${world.folder}"`;
    hook(world, 'post-checkout', `unshare ${CONTAINER.join(' ')} ${run} > ../said 2>&1`);
    const { branch } = await world.engine.executePhase();
    assert.equal(readFileSync(path.join(world.root, 'said'), 'utf8').trim(), 'nothing to restore');
    assert.equal(world.git('branch', '--show-current'), branch);
    assert.match(world.read(CONTEXT), /Executing:/);
  });

  it('is waited for until nothing was heard of it for a minute', async () => {
    const world = await worldIn('planned');
    hook(world, 'post-checkout', CUT);
    const was = world.snapshot();
    await crash(world);
    unhook(world, 'post-checkout');
    const file = changeOwner(world, { space: 'pid:[1]' });
    const { engine } = worldAt(world.root, world.folder, world.bare);
    assert.equal(await engine.interrupted(), null);
    await failed('GIT_BUSY', () => engine.approvePlan({ commit: true }), /in another container.*a minute/);
    const old = Date.now() / 1000 - 90;
    const alive = path.join(path.dirname(file), 'alive');
    writeFileSync(alive, '');
    utimesSync(file, old, old);
    assert.equal(await engine.interrupted(), null);
    utimesSync(alive, old, old);
    await engine.restoreInterrupted();
    same(world.snapshot(), was);
  });

  it('isn’t waited for after the machine was started again', async () => {
    const world = await worldIn('planned');
    hook(world, 'post-checkout', CUT);
    await crash(world);
    unhook(world, 'post-checkout');
    changeOwner(world, { space: 'pid:[1]', mark: 'another-boot 1' });
    assert.ok(await worldAt(world.root, world.folder, world.bare).engine.interrupted());
  });

  it('says that it is at work while it runs', async () => {
    const world = await worldIn('planned');
    hook(world, 'post-checkout', 'sleep 6; ls .git/phased-plans > ../names');
    await world.engine.executePhase();
    assert.match(readFileSync(path.join(world.root, 'names'), 'utf8'), /^alive$/m);
  });

  it('keeps its turn', async () => {
    const world = await worldIn('planned');
    const [lock = ''] = meetingPlace(absolute(world, CONTEXT)).locks;
    const owner = { process: process.pid, host: execFileSync('hostname', { encoding: 'utf8' }).trim() };
    const mark = { mark: `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} 1`, space: 'pid:[1]' };
    const holder = { ...owner, ...mark, id: 'theirs', since: new Date().toISOString() };
    writeFileSync(lock, JSON.stringify(holder));
    await failed('GIT_BUSY', () => inTurn([lock], async () => undefined), /writing the plan's files/);
    writeFileSync(lock, JSON.stringify({ ...holder, space: readlinkSync('/proc/self/ns/pid') }));
    await inTurn([lock], async () => undefined);
    assert.ok(!readdirSync(path.dirname(lock)).includes(path.basename(lock)));
  });
});

describe('what tells of git and of turns', () => {
  it('is nothing where a file holds no such thing', async () => {
    const world = await worldIn('planned');
    hook(world, 'post-checkout', CUT);
    await crash(world);
    unhook(world, 'post-checkout');
    world.write('.git/phased-plans/git-1.json', 'null');
    world.write('.git/phased-plans/git-2.json', '{"process":"x"}');
    world.write('.git/phased-plans.lock', 'null');
    utimesSync(path.join(world.folder, '.git/phased-plans.lock'), 0, 0);
    await worldAt(world.root, world.folder, world.bare).engine.restoreInterrupted();
  });
});
