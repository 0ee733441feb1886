import assert from 'node:assert/strict';
import { CONTEXT, failed } from '../support/hostile';
import { makeWorld, type TestWorld } from '../support/world';

const PLANS = 'context/plans/2026-01-06';
const phase = (id: string, status: string) =>
  `# Phase ${id}: Part ${id}\n\n**Parent Plan:** \`${PLANS}-auth.md\`\n**Status:** ${status}\n\n## Implementation Steps\n\n- [ ] Do ${id}\n`;

/** A plan of phases whose state block lists none. */
async function worldOf(active: string[], state: object = {}, repository = false): Promise<TestWorld> {
  const world = makeWorld({ repository });
  await world.engine.init();
  world.write(`${PLANS}-auth.md`, '# Auth\n\n**Status:** Approved\n\n### Phase 1: First\n\n### Phase 2: Second\n');
  world.write(`${PLANS}-auth-phase-10.md`, phase('10', 'Pending'));
  world.write(`${PLANS}-auth-phase-2.md`, phase('2', 'In Review'));
  world.write(`${PLANS}-auth-phase-1.md`, phase('1', '✅ Completed (2026-01-07)'));
  world.write(`${PLANS}-other-phase-3.md`, phase('3', 'Pending'));
  const block = JSON.stringify({ active_context: active, completed_summaries: [], ...state }, null, 2);
  world.write(CONTEXT, `# Work\n\nDoing it.\n\n- [ ] Do 2\n\n---\n\n\`\`\`json\n${block}\n\`\`\`\n`);
  return world;
}

describe('a plan whose state block lists no phases', () => {
  it('is phased when phase files stand beside it', async () => {
    for (const active of [`${PLANS}-auth.md`, `${PLANS}-auth-phase-1.md`]) {
      const { engine } = await worldOf([active]);
      const { state, plan, phases } = await engine.status();
      assert.deepEqual([state, plan?.kind, plan?.path, plan?.task], ['ready', 'phased', `${PLANS}-auth.md`, 'auth']);
      assert.deepEqual(
        phases.map((each) => [each.phase, each.name, each.status, each.plan, each.blockedBy]),
        [
          [1, 'First', 'completed', `${PLANS}-auth-phase-1.md`, []],
          [2, 'Second', 'pending', `${PLANS}-auth-phase-2.md`, []],
          [10, 'Part 10', 'pending', `${PLANS}-auth-phase-10.md`, [2]],
        ],
      );
    }
  });

  it('runs the phase whose branch the state block names', async () => {
    const { engine } = await worldOf([`${PLANS}-auth.md`], { execution_branch: 'para/auth-phase-2' }, true);
    const { state, currentPhase, branch } = await engine.status();
    assert.deepEqual([state, currentPhase, branch.expected], ['executing', 2, 'para/auth-phase-2']);
    await engine.setTodo({ index: 0, done: true });
  });

  it('reads the statuses of the files as those of a state block are read', async () => {
    const world = await worldOf([`${PLANS}-auth.md`]);
    for (const [id, status] of [
      ['1', 'Merged'],
      ['2', '🎉 Shipped'],
      ['10', 'WIP'],
    ] as const) {
      world.write(`${PLANS}-auth-phase-${id}.md`, phase(id, status));
    }
    const { phases } = await world.engine.status();
    assert.deepEqual(
      phases.map(({ status }) => status),
      ['completed', 'completed', 'in_progress'],
    );
  });

  it('is started and summarized only once the state block lists them: nothing is put there unasked', async () => {
    const world = await worldOf([`${PLANS}-auth.md`], {}, true);
    const before = world.snapshot();
    await failed('CONTEXT_INVALID', () => world.engine.executePhase(), /Add “phased_execution”/);
    await failed('CONTEXT_INVALID', () => world.engine.summarizePhase({ phase: 2 }), /Add “phased_execution”/);
    assert.deepEqual(world.snapshot(), before);
  });

  it('is simple without such files, whatever its sections are called', async () => {
    const world = await worldOf([`${PLANS}-alone.md`]);
    world.write(`${PLANS}-alone.md`, '# Alone\n\n### Phase 1: A\n\n- [ ] x\n\n### Phase 2: B\n');
    const { plan, phases } = await world.engine.status();
    assert.deepEqual([plan?.kind, phases], ['simple', []]);
    const lone = await worldOf([`${PLANS}-other-phase-3.md`]);
    assert.equal((await lone.engine.status()).plan?.kind, 'simple');
  });
});
