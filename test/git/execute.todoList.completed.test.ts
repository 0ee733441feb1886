import assert from 'node:assert/strict';
import { CONTEXT, SUMMARY, commitFile, land, refused, worldIn } from '../support/hostile';
import { REPLACED, TOKENS, USERS, boxes, list } from '../support/todoList';
import { work, type TestWorld } from '../support/world';

describe('executePhase: the to-do list of a completed phase', () => {
  /** Phase 1 is completed; then one more item came to its list. */
  async function completed(item: string | null): Promise<TestWorld> {
    const world = await worldIn('started');
    await work(world, 'src/phase-1.txt');
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    if (item !== null) commitFile(world, CONTEXT, world.read(CONTEXT).replace('\n- [x] ', `\n${item}\n- [x] `));
    return world;
  }

  it('is replaced once it is summarized', async () => {
    const world = await completed(null);
    land(world, 1);
    await world.engine.executePhase({ phase: 2 });
    assert.doesNotMatch(world.read(CONTEXT), /replaced on/);
  });

  it('is not while it has items that no summary holds', async () => {
    const world = await completed('- [ ] Call Bob');
    land(world, 1);
    await refused(world, 'UNFINISHED', () => world.engine.executePhase({ phase: 2 }), /of phase 1 .* 1 added by hand/);
    await world.engine.executePhase({ phase: 2, todoList: 'replace' });
    // Among the notes of phase 2, and in its summary, it says whose it was.
    const kept = `${REPLACED}\n\n\`\`\`markdown\n### Phase 1\n- [ ] Call Bob\n- [x] ${USERS}\n`;
    assert.ok(world.read(CONTEXT).includes(kept), world.read(CONTEXT));
  });

  it('is when what was open stands in its summary', async () => {
    const world = await worldIn('started');
    await work(world, 'src/phase-1.txt');
    list(world, `- [x] ${USERS}`, `- [x] ${TOKENS}`, '- [ ] Call Bob');
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    land(world, 1);
    await world.engine.executePhase({ phase: 2 });
    assert.match(world.read(`${SUMMARY}-phase-1-summary.md`), /- \[ \] Call Bob/);
  });

  it('is when what stands under its items is in its summary', async () => {
    const world = await worldIn('started');
    await work(world, 'src/phase-1.txt');
    const notes = ['  - Blocked by Bob', '    and by Eve', '', '  # A paragraph'];
    list(world, '- Backend', `  - [x] ${USERS}`, '    * In two steps', `- [x] ${TOKENS}`, ...notes);
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    const lines = [
      `- Backend`,
      `  - [x] ${USERS}`,
      '    * In two steps',
      `- [x] ${TOKENS}`,
      ...notes.slice(0, 3),
      '  #### A paragraph',
    ];
    assert.ok(world.read(`${SUMMARY}-phase-1-summary.md`).includes(`\n\n${lines.join('\n')}\n\n`));
    land(world, 1);
    await world.engine.executePhase({ phase: 2 });
    assert.doesNotMatch(world.read(CONTEXT), /replaced on|Blocked/);
  });

  it('is not when something came under its items after the summary was written', async () => {
    const world = await completed(null);
    commitFile(world, CONTEXT, world.read(CONTEXT).replace(`${USERS}\n`, `${USERS}\n  - Blocked by Bob\n`));
    land(world, 1);
    await refused(world, 'UNFINISHED', () => world.engine.executePhase({ phase: 2 }), /1 with notes under it/);
  });

  it('is not when something was done after the summary was written', async () => {
    const world = await worldIn('started');
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    land(world, 1);
    await world.engine.setTodo({ index: 1, done: true });
    const start = { phase: 2, dirty: 'carry' } as const;
    await refused(world, 'UNFINISHED', () => world.engine.executePhase(start), /1 ticked/);
    await world.engine.executePhase({ ...start, todoList: 'replace' });
    assert.match(world.read(CONTEXT), new RegExp(`- \\[x\\] ${TOKENS}`));
  });

  it('is when its summary holds what was added', async () => {
    const world = await completed('- [ ] Call Bob');
    const summary = `${SUMMARY}-phase-1-summary.md`;
    commitFile(world, summary, `${world.read(summary)}\n## Left\n\n- [ ] Call Bob\n`);
    land(world, 1);
    await world.engine.executePhase({ phase: 2 });
  });

  it('is not when it was completed without a summary', async () => {
    const world = await worldIn('started');
    await world.engine.setTodo({ index: 0, done: true });
    commitFile(
      world,
      CONTEXT,
      world
        .read(CONTEXT)
        .replace('"in_progress"', '"completed"')
        .replace('"current_phase": 1', '"current_phase": null'),
    );
    land(world, 1);
    await refused(world, 'UNFINISHED', () => world.engine.executePhase({ phase: 2 }), /1 ticked/);
    await world.engine.executePhase({ phase: 2, todoList: 'replace' });
    assert.ok(world.read(CONTEXT).includes(REPLACED));
  });

  it('of an earlier plan is known by its summary', async () => {
    const world = await completed(null);
    land(world, 1);
    const text = world.read(CONTEXT).replaceAll('"pending"', '"completed"');
    commitFile(world, CONTEXT, text);
    await world.engine.createPlan({ task: 'next', phases: [{ name: 'One', steps: ['Begin'] }], commit: true });
    assert.equal((await world.engine.executePhase({ phase: 1 })).branch, 'para/next-phase-1');
    assert.deepEqual(boxes(world.read(CONTEXT)), ['[ ] Begin']);
  });
});
