import assert from 'node:assert/strict';
import { PlanError } from '../../src/core/errors';
import { revealed, revealedName } from '../../src/core/revealed';
import { CONTEXT, PHASE, refused, worldIn } from '../support/hostile';
import type { TestWorld } from '../support/world';

/** What shows nothing, or turns what stands beside it. */
const HIDDEN =
  '\u200b \u200e \u202e \u2066 \u2060 \ufeff \u00ad \u0007 \u009b \u061c \u3164 \u{e0041} \u200d \u200c \ufe0f'.split(
    ' ',
  );

const code = (hidden: string): string => `\\u{${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;

describe('what hides in a name', () => {
  for (const hidden of HIDDEN) {
    it(`${code(hidden)} is written out at its beginning, in it and at its end`, () => {
      const out = code(hidden);
      assert.equal(revealedName(`${hidden}a${hidden}b/c${hidden}`), `${out}a${out}b/c${out}`);
      assert.equal(revealedName(`${hidden}${hidden}`), out + out);
    });
  }

  it('breaks no line of it', () => {
    assert.equal(revealedName('a\nb\tc\r'), 'a\\u{A}b\\u{9}c\\u{D}');
    assert.equal(revealed('a\nb\tc\r\n'), 'a\nb\tc\r\n');
  });

  it('is not what emoji and scripts need', () => {
    for (const text of [
      '👨‍👩‍👧 family',
      '❤️ it',
      'step 1️⃣',
      'می‌خواهم',
      'क्‍ष',
      'שלום world',
      'مرحبا',
      'añadir-ß-漢字',
      '🏳️‍🌈',
    ]) {
      assert.equal(revealedName(text), text);
    }
  });

  it('is written out in every message', () => {
    assert.equal(new PlanError('GIT_FAILED', 'Not \u202emain\u202c.').message, 'Not \\u{202E}main\\u{202C}.');
  });
});

describe('a branch whose name looks like another', () => {
  const LIKE = `${PHASE}-1\u200b`;
  const SHOWN = `${PHASE}-1\\u{200B}`;

  /** The phase runs on it, as the state block says, and it is checked out. */
  async function recorded(name = LIKE): Promise<TestWorld> {
    const world = await worldIn('started');
    world.git('branch', '--move', name);
    world.write(
      CONTEXT,
      world.read(CONTEXT).replace(`"execution_branch": "${PHASE}-1"`, `"execution_branch": "${name}"`),
    );
    world.git('commit', '--quiet', '--all', '--message=chore: Rename');
    return world;
  }

  /** Everything that is shown. */
  async function shown(world: TestWorld): Promise<string> {
    const reading = await world.engine.read();
    const maps = [...reading.proofs, ...reading.branches];
    return JSON.stringify([reading.status, reading.findings, maps, await world.engine.worktrees()]);
  }

  it('is shown with what hides in it, wherever it is shown', async () => {
    const world = await recorded();
    const { branch, phases } = await world.engine.status();
    assert.deepEqual(branch, { expected: SHOWN, actual: SHOWN });
    assert.equal(phases[0]?.branch, SHOWN);
    assert.equal((await shown(world)).includes('\u200b'), false);
    world.git('switch', '--quiet', 'main');
    assert.equal((await shown(world)).includes('\u200b'), false);
  });

  it('is told from the one it looks like', async () => {
    const world = await worldIn('started');
    world.git('switch', '--quiet', '-c', LIKE);
    const { branch, next, problems } = await world.engine.status();
    assert.deepEqual(branch, { expected: `${PHASE}-1`, actual: SHOWN });
    assert.equal(next?.title, `Switch to ${PHASE}-1`);
    const message = `Phase 1 runs on “${PHASE}-1”, but “${SHOWN}” is checked out.`;
    assert.ok(
      problems.some((problem) => problem.message === message),
      JSON.stringify(problems),
    );
    // It isn't offered as the phase's own.
    const fixes = (await world.engine.read()).findings.flatMap((finding) => finding.fixes.map(({ title }) => title));
    assert.deepEqual(
      fixes.filter((title) => title.includes('-phase-1')),
      [`Switch to ${PHASE}-1`],
    );
  });

  for (const [what, name] of [
    ['hides', LIKE],
    ['turns', `${PHASE}-\u202e1`],
    ['joins', `${PHASE}-1\u200d`],
  ] as const) {
    it(`is not given to git where it ${what}`, async () => {
      const world = await recorded(name);
      const plain = new RegExp(revealedName(name).replace(/[\\{}]/g, '\\$&'));
      await refused(world, 'INVALID_ARGUMENT', () => world.engine.createPullRequest({ phase: 1 }), plain);
      world.git('switch', '--quiet', '--detach');
      const resume = () => world.engine.executePhase({ phase: 1, existingBranch: 'resume' });
      await refused(world, 'INVALID_ARGUMENT', resume, plain);
    });
  }
});
