import assert from 'node:assert/strict';
import { refuseOpen } from '../../src/core/workflow/unfinished';
import {
  CONTEXT,
  PHASE,
  PLAN,
  SUMMARY,
  commitAt,
  commitFile,
  failed,
  refused,
  statuses,
  worldIn,
} from '../support/hostile';
import { plannedWorld, work } from '../support/world';

const FILE = `${SUMMARY}-phase-1-summary.md`;
const CRITERION = 'Migrations run forwards and backwards';

const list = (text: string, heading: string): string[] =>
  (text.split(`${heading}\n\n`)[1] ?? '').split('\n\n')[0]?.split('\n') ?? [];

describe('summarizePhase: what is open', () => {
  it('is named in one refusal that changes nothing', async () => {
    const world = await worldIn('started');
    const first = 'Create users table migration';
    const second = 'Create refresh_tokens table migration';
    const { message } = await refused(world, 'UNFINISHED', () => world.engine.summarizePhase());
    assert.equal(
      message,
      `2 to-dos (“${first}”, “${second}”) and 1 success criterion (“${CRITERION}”) are open, and the branch ${PHASE}-1 has no commits of its own: summarize anyway, or finish them first.`,
    );
    const asked = await world.engine.findUnfinished();
    assert.equal(asked?.message, message);
    assert.deepEqual(asked.parts, {
      title: `2 to-dos and 1 success criterion are open, and the branch ${PHASE}-1 has no commits of its own.`,
      names: [first, second, CRITERION],
    });
    await refused(world, 'UNFINISHED', () => world.engine.summarizePhase({ open: 'stop', commit: true }));
    await world.engine.setTodo({ index: 0, done: true });
    commitFile(world, 'src/1.txt');
    await refused(
      world,
      'UNFINISHED',
      () => world.engine.summarizePhase(),
      /^1 to-do \(“Create refresh[^,]*\) and 1 success criterion/,
    );
  });

  it('a branch without commits is one by itself', async () => {
    const world = await worldIn('started');
    for (const index of [0, 1]) await world.engine.setTodo({ index, done: true });
    await world.engine.setCriterion({ index: 0, done: true });
    await refused(
      world,
      'UNFINISHED',
      () => world.engine.summarizePhase(),
      new RegExp(`^The branch ${PHASE}-1 has no commits of its own: summarize anyway, or commit`),
    );
    world.write('src/1.txt', 'one\n');
    const named = await world.engine.findUnfinished();
    assert.equal(
      named?.parts?.title,
      `The branch ${PHASE}-1 has no commits of its own, and its work isn’t committed (src/1.txt).`,
    );
    world.git('commit', '--quiet', '--all', '--message=docs: Tick');
    const some = await world.engine.findUnfinished();
    assert.equal(some?.parts?.title, 'Some work isn’t committed (src/1.txt).');
    assert.match(some.message, /: summarize anyway, or commit it first\.$/);
    // Through the API it is a warning, as the branch has other work.
    const { warnings } = await world.engine.summarizePhase();
    assert.deepEqual(warnings, ['Uncommitted changes are not in the summary: src/1.txt.']);
    assert.equal(statuses(world)[0], 'completed');
  });

  it('another branch that is checked out is said, in the question and afterwards', async () => {
    const world = await worldIn('started');
    await work(world, 'src/1.txt');
    await world.engine.setCriterion({ index: 0, done: true });
    world.git('commit', '--quiet', '--all', '--message=docs: Tick');
    assert.equal(await world.engine.findUnfinished(), null);
    world.git('switch', '--quiet', 'main');
    world.git('merge', '--quiet', `${PHASE}-1`);
    assert.equal(await world.engine.findUnfinished(), null, 'it is merged');
    world.git('switch', '--quiet', '--create', 'hotfix', `${PHASE}-1`);
    const { message } = (await world.engine.findUnfinished()) ?? {};
    assert.match(message ?? '', new RegExp(`^The branch hotfix is checked out, not ${PHASE}-1: summarize anyway`));
    const { warnings } = await world.engine.summarizePhase({ open: 'carry' });
    assert.deepEqual(warnings, [`${FILE} was written on the branch hotfix, not on ${PHASE}-1.`]);
  });

  it('merges of the base are no commits of the branch', async () => {
    const world = await worldIn('started');
    world.git('switch', '--quiet', 'main');
    commitFile(world, 'src/main.txt');
    world.git('switch', '--quiet', `${PHASE}-1`);
    world.git('merge', '--quiet', '--no-edit', 'main');
    await refused(world, 'UNFINISHED', () => world.engine.summarizePhase(), /has no commits of its own/);
  });

  it('a branch that was squash-merged and deleted is not said to be without commits', async () => {
    const world = await worldIn('started');
    await work(world, 'src/1.txt');
    await world.engine.setCriterion({ index: 0, done: true });
    world.git('commit', '--quiet', '--all', '--message=docs: Tick');
    world.git('switch', '--quiet', 'main');
    world.git('merge', '--quiet', '--squash', `${PHASE}-1`);
    world.git('commit', '--quiet', '--message=feat: Phase 1');
    world.git('branch', '-D', `${PHASE}-1`);
    assert.equal(await world.engine.findUnfinished(), null);
  });

  it('dropped ones are settled, started ones are not', async () => {
    const world = await worldIn('started');
    commitFile(world, 'src/1.txt');
    const marks = (first: string, second: string): void =>
      world.write(
        CONTEXT,
        world
          .read(CONTEXT)
          .replace(/- \[.\] Create users/, `- [${first}] Create users`)
          .replace(/- \[.\] Create refresh/, `- [${second}] Create refresh`),
      );
    world.write(
      `${PLAN}-phase-1.md`,
      world.read(`${PLAN}-phase-1.md`).replace(`- [ ] ${CRITERION}`, `- [-] ${CRITERION}`),
    );
    for (const open of ['~', '/', '>', ' ']) {
      marks('-', open);
      await refused(
        world,
        'UNFINISHED',
        () => world.engine.summarizePhase(),
        /^1 to-do \(“Create refresh[^,]*\) is open: /,
      );
    }
    marks('-', 'X');
    const { summary } = await world.engine.summarizePhase();
    assert.deepEqual(list(world.read(summary), '### To-Dos'), [
      '- [-] Create users table migration',
      '- [X] Create refresh_tokens table migration',
    ]);
    assert.deepEqual(list(world.read(summary), '## Success Criteria Validation'), [`- [-] ${CRITERION}`]);
  });

  it('is carried into the summary, open to-dos first, boxes and nesting as they are', async () => {
    const world = await worldIn('started');
    commitFile(world, 'src/1.txt');
    const todos =
      '- [x] Done `it`\n- [-] Dropped\n- [~] Started\n  - [x] A part\n- [x] Above\n  - [ ] Below\n- Plain\n  - [x] Under plain\n';
    world.write(CONTEXT, world.read(CONTEXT).replace(/(## To-Do List\n\n)(- .*\n)+/, `$1${todos}`));
    const { summary } = await world.engine.summarizePhase({ open: 'carry', commit: true });
    const text = world.read(summary);
    assert.deepEqual(list(text, '### To-Dos'), [
      '- [~] Started',
      '  - [x] A part',
      '- [x] Above',
      '  - [ ] Below',
      '- [x] Done `it`',
      '- [-] Dropped',
      '- Plain',
      '  - [x] Under plain',
    ]);
    assert.ok(text.indexOf('### Files Created') < text.indexOf('### To-Dos'));
    assert.ok(text.indexOf('### To-Dos') < text.indexOf('## Success Criteria Validation'));
    assert.deepEqual(list(text, '## Success Criteria Validation'), [`- [ ] ${CRITERION}`]);
    assert.equal(commitAt(world).subject, 'docs: Summarize phase 1 (Database Schema & Migrations)');
  });

  it('counts the phase’s own to-dos alone', async () => {
    const world = await plannedWorld(
      { settings: { isolation: 'worktree' } },
      {
        task: 'beside',
        date: '2025-12-18',
        phases: [
          { name: 'One', steps: ['First'], dependsOn: [] },
          { name: 'Two', steps: ['Second'], dependsOn: [] },
        ],
      },
    );
    for (const phase of [1, 2]) {
      const { worktree = '' } = await world.engine.executePhase({ phase });
      world.write(`${worktree}/src/${phase}.txt`, 'x\n');
      world.git('-C', worktree, 'add', '.');
      world.git('-C', worktree, 'commit', '--quiet', `--message=feat: ${phase}`);
    }
    await world.engine.setTodo({ phase: 1, index: 0, done: true });
    await refused(
      world,
      'UNFINISHED',
      () => world.engine.summarizePhase({ phase: 2 }),
      /^1 to-do \(“Second”\) is open: /,
    );
    const { summary } = await world.engine.summarizePhase({ phase: 1 });
    assert.deepEqual(list(world.read(summary), '### To-Dos'), ['- [x] First']);
  });

  it('of a phase completed by hand is what its plan is named with', async () => {
    const world = await worldIn('started');
    commitFile(world, 'src/1.txt');
    world.write(
      CONTEXT,
      world
        .read(CONTEXT)
        .replace('"in_progress"', '"completed"')
        .replace('"current_phase": 1', '"current_phase": null'),
    );
    await failed('UNFINISHED', () => world.engine.summarizePhase({ phase: 1 }), /^2 to-dos .*are open/);
    const { summary } = await world.engine.summarizePhase({ phase: 1, open: 'carry' });
    assert.equal(list(world.read(summary), '### To-Dos').length, 2);
  });

  it('comes after a file that is in the way', async () => {
    const world = await worldIn('started');
    world.write(FILE, '# Something else\n');
    await refused(world, 'SUMMARY_EXISTS', () => world.engine.summarizePhase());
  });

  it('is shortened where there is much of it', () => {
    const todos = Array.from({ length: 12 }, (_, at) => ({ text: `${at} ${'x'.repeat(200)}`, marker: ' ' }));
    const { message = '' } =
      refuseOpen({ todos, criteria: [], commits: null, branch: 'b', uncommitted: [], away: null }) ?? {};
    assert.match(
      message,
      /^12 to-dos \(“0 x{98}…”, .* and 2 more\) are open: summarize anyway, or finish them first\.$/,
    );
    assert.equal(
      refuseOpen({ todos: [], criteria: [], commits: null, branch: 'b', uncommitted: [], away: null }),
      null,
    );
  });
});
