import assert from 'node:assert/strict';
import { readLibraryHead } from '../../src/core/folder/libraryHead';
import { CONTEXT, TASK, branch, worldIn } from '../support/hostile';
import { completePhase, makeWorld } from '../support/world';

describe('what other tools of the method keep', () => {
  it('is read: a review, a run, and documents of research', async () => {
    const world = await worldIn('planned');
    const text = world.read(CONTEXT);
    world.write(
      CONTEXT,
      text
        .replace(/"current_phase": null\n/, '"current_phase": null,\n    "staff_review": "APPROVED (2 rounds)"\n')
        .replace(
          /\n {2}"last_updated"/,
          '\n  "workflow": { "mode": "auto", "current_step": "execute", "started": "x" },\n  "last_updated"',
        ),
    );
    world.write('context/data/2026-01-02-rate-limits-research.md', '# Rate limits\n');
    world.write('context/data/input.json', '{}');
    world.write('context/research/forges.md', '# Forges\n');
    const { told } = await world.engine.read();
    assert.deepEqual(told, { staffReview: 'APPROVED (2 rounds)', workflow: 'auto, execute' });
    const { research } = await world.engine.library();
    assert.deepEqual(
      research.map(({ path, label }) => [path, label]),
      [
        ['context/research/forges.md', 'Forges'],
        ['context/data/2026-01-02-rate-limits-research.md', 'Rate limits research'],
      ],
    );
    assert.equal(readLibraryHead('research', '# Phase 1: Rate limits\n').title, 'Phase 1: Rate limits');
  });
});

describe('a folder per task', () => {
  it('is listed, taken up with the phases in it, started and summarized', async () => {
    const world = makeWorld();
    const at = (file: string): string => `context/plans/2026-01-02-login/${file}`;
    world.write(
      at('plan.md'),
      '# Master Plan: Login\n\n**Status:** Approved\n\n### Phase 1: API\n\n### Phase 2: Form\n',
    );
    world.write(at('phase-1.md'), '# Phase 1: API\n\n## Implementation Steps\n\n- [ ] Write it\n');
    world.write(at('phase-2.md'), '# Phase 2: Form\n\n## Implementation Steps\n\n- [ ] Draw it\n');
    world.write(at('notes.md'), '# Notes\n');
    world.git('add', '.');
    world.git('commit', '--quiet', '--message=docs: Plans');
    world.git('push', '--quiet');
    const { plans } = await world.engine.library();
    assert.deepEqual(
      plans.map(({ path, date, label }) => [path, date, label]),
      [
        [at('phase-1.md'), '2026-01-02', 'Login – Phase 1'],
        [at('phase-2.md'), '2026-01-02', 'Login – Phase 2'],
        [at('plan.md'), '2026-01-02', 'Login'],
      ],
    );
    assert.deepEqual(await world.engine.openPlans(), [{ path: at('plan.md'), title: 'Login' }]);
    await world.engine.adoptPlan({ plan: at('plan.md') });
    const { phases, problems } = await world.engine.status();
    assert.deepEqual(
      phases.map(({ name, plan, dependsOn }) => [name, plan, dependsOn]),
      [
        ['API', at('phase-1.md'), []],
        ['Form', at('phase-2.md'), [1]],
      ],
    );
    assert.deepEqual(problems, []);
    await world.engine.executePhase({ dirty: 'carry' });
    assert.equal(branch(world), 'para/login-phase-1');
    await world.engine.setTodo({ index: 0, done: true });
    const { summary } = await world.engine.summarizePhase({ open: 'carry' });
    assert.match(summary, /^context\/summaries\/[-\d]+-login-phase-1-summary\.md$/);
  });
});

describe('the prefix of branches', () => {
  it('is that of another tool of the method where its branches are here and none of ours', async () => {
    const world = await worldIn('planned');
    world.git('branch', `pret/${TASK}-phase-1`);
    const status = await world.engine.status();
    assert.equal(status.phases[0]?.branch, `pret/${TASK}-phase-1`);
    await world.engine.executePhase({ existingBranch: 'resume' });
    assert.equal(branch(world), `pret/${TASK}-phase-1`);
    world.git('switch', '--quiet', 'main');
    world.git('branch', '--delete', '--force', `pret/${TASK}-phase-1`);
    world.git('branch', 'pret/older');
    await world.engine.executePhase();
    assert.equal(branch(world), `pret/${TASK}-phase-1`);
    assert.equal((await world.engine.read()).branchPrefix, 'pret/');
  });

  it('stays so for the next phase, by what only a remote knows', async () => {
    const world = await worldIn('planned');
    world.git('push', '--quiet', 'origin', 'HEAD:refs/heads/pret/older');
    world.git('fetch', '--quiet');
    await completePhase(world, 1);
    assert.equal(branch(world), `pret/${TASK}-phase-1`);
    world.git('push', '--quiet', 'origin', 'HEAD:main');
    await world.engine.executePhase();
    assert.equal(branch(world), `pret/${TASK}-phase-2`);
  });

  it('stays that of the plan’s branches, whatever others are called', async () => {
    const world = await worldIn('planned');
    world.git('branch', 'pret/older');
    await completePhase(world, 1);
    world.git('switch', '--quiet', 'main');
    world.git('branch', 'para/other-task');
    const { phases } = await world.engine.status();
    assert.deepEqual([phases[0]?.status, phases[0]?.branch], ['completed', `pret/${TASK}-phase-1`]);
  });

  it('tells which of two simple plans runs', async () => {
    const world = makeWorld();
    await world.engine.init();
    for (const task of ['one', 'two']) world.write(`context/plans/2026-01-02-${task}.md`, `# Plan: ${task}\n`);
    world.write(
      CONTEXT,
      world
        .read(CONTEXT)
        .replace(
          '"active_context": []',
          '"active_context": ["context/plans/2026-01-02-one.md", "context/plans/2026-01-02-two.md"],\n  "execution_branch": "pret/two"',
        ),
    );
    assert.equal((await world.engine.status()).plan?.title, 'two');
  });

  it('is the setting’s where somebody has set it, and ours where ours are there', async () => {
    const set = await worldIn('planned');
    set.git('branch', 'pret/older');
    set.settings.branchPrefix = 'work/';
    await set.engine.executePhase();
    assert.equal(branch(set), `work/${TASK}-phase-1`);
    const ours = await worldIn('planned');
    ours.git('branch', 'pret/older');
    ours.git('branch', 'para/older');
    await ours.engine.executePhase();
    assert.equal(branch(ours), `para/${TASK}-phase-1`);
  });
});
