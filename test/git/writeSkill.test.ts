import assert from 'node:assert/strict';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { isPlanError, type ErrorCode } from '../../src/core/errors';
import { makeWorld } from '../support/world';

const SKILL = '.claude/skills/phased-plans/SKILL.md';

const refused = (code: ErrorCode) => (error: unknown) => isPlanError(error, code);

describe('the skill of an agent', () => {
  it('is written with its folders, alone, and undone as one step', async () => {
    const world = makeWorld();
    const before = world.snapshot();
    assert.equal(await world.engine.readSkill(SKILL), null);
    await world.engine.writeSkill({ path: SKILL, was: null, text: 'skill\n' });
    assert.equal(await world.engine.readSkill(SKILL), 'skill\n');
    assert.equal(world.git('status', '--porcelain', '--untracked-files=all'), `?? ${SKILL}`);
    assert.equal((await world.engine.undoable())?.title, 'Write the skill');
    await world.engine.undoLast();
    assert.deepEqual(world.snapshot(), before);
    assert.ok(!existsSync(path.join(world.folder, '.claude')));
  });

  it('that was there comes back when its replacement is undone, whoever has written it', async () => {
    const world = makeWorld();
    await world.engine.writeSkill({ path: SKILL, was: null, text: 'skill\n' });
    world.write(SKILL, 'skill\n\nmine\n');
    await world.engine.writeSkill({ path: SKILL, was: await world.engine.readSkill(SKILL), text: 'skill\n' });
    assert.equal(world.read(SKILL), 'skill\n');
    await world.engine.undoLast();
    assert.equal(world.read(SKILL), 'skill\n\nmine\n');
  });

  it('is there without a repository, too', async () => {
    const world = makeWorld({ repository: false });
    await world.engine.writeSkill({ path: SKILL, was: null, text: 'skill\n' });
    assert.equal(world.read(SKILL), 'skill\n');
  });

  it('is not written over what somebody has written meanwhile', async () => {
    const world = makeWorld({ files: { [SKILL]: 'mine\n' } });
    const before = world.snapshot();
    for (const was of [null, 'older\n']) {
      await assert.rejects(world.engine.writeSkill({ path: SKILL, was, text: 'skill\n' }), refused('CONTEXT_CHANGED'));
    }
    assert.deepEqual(world.snapshot(), before);
    await world.engine.writeSkill({ path: SKILL, was: 'mine\n', text: 'skill\n' });
    assert.equal(world.read(SKILL), 'skill\n');
  });

  it('is neither read nor written behind a link that leads out of the folder', async () => {
    const world = makeWorld();
    const outside = path.join(world.root, 'home');
    mkdirSync(outside);
    symlinkSync(outside, path.join(world.folder, '.claude'));
    await assert.rejects(world.engine.readSkill(SKILL), refused('OUTSIDE_WORKSPACE'));
    await assert.rejects(
      world.engine.writeSkill({ path: SKILL, was: null, text: 'skill\n' }),
      refused('OUTSIDE_WORKSPACE'),
    );
    assert.ok(!existsSync(path.join(outside, 'skills')));
  });
});
