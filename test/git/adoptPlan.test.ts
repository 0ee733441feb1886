import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import {
  CONTEXT,
  PLAN,
  TASK,
  absolute,
  branch,
  changes,
  failed,
  independent,
  refused,
  same,
  statuses,
  worldIn,
} from '../support/hostile';
import { completePhase, makeWorld, type TestWorld } from '../support/world';

const MASTER = `${PLAN}.md`;

const stateOf = (world: TestWorld): string => /```json\n([^]*?)```/.exec(world.read(CONTEXT))?.[1] ?? '';
const todosOf = (world: TestWorld): string[] => world.read(CONTEXT).match(/^(?:- \[|### ).*$/gm) ?? [];

/** The authentication plan of another folder, without a context file here. */
async function plansOnly(): Promise<TestWorld> {
  const from = await worldIn('planned');
  const world = makeWorld();
  for (const name of ['', '-phase-1', '-phase-2', '-phase-3'])
    world.write(`${PLAN}${name}.md`, from.read(`${PLAN}${name}.md`));
  world.git('add', '.');
  world.git('commit', '--quiet', '--message=docs: Plans of before');
  return world;
}

describe('adoptPlan', () => {
  it('makes the context file where there is none, and phase 1 starts', async () => {
    const world = await plansOnly();
    const { files } = await world.engine.adoptPlan({ plan: MASTER });
    assert.deepEqual(files, [CONTEXT]);
    assert.deepEqual(changes(world), [`?? ${CONTEXT}`]);
    assert.deepEqual(statuses(world), ['pending', 'pending', 'pending']);
    assert.match(
      world.read(CONTEXT),
      /^# Current Work Summary\n\nPlanned: Implement User Authentication\n\n---\n\n```json$/m,
    );
    const status = await world.engine.status();
    assert.deepEqual([status.state, status.plan?.path, status.problems], ['planned', MASTER, []]);
    await world.engine.executePhase();
    assert.equal(branch(world), `para/${TASK}-phase-1`);
  });

  it('says the same in an initialized folder, where nothing else of the file changes', async () => {
    const world = await plansOnly();
    await world.engine.init();
    world.write(CONTEXT, world.read(CONTEXT).replace('---', '## Mine\n\nKept.\n\n---'));
    await world.engine.adoptPlan({ plan: MASTER });
    assert.deepEqual(statuses(world), ['pending', 'pending', 'pending']);
    assert.match(world.read(CONTEXT), /^Planned: Implement User Authentication$(.|\n)*^## Mine\n\nKept\.$/m);
  });

  it('reads how far it is from plans and summaries', async () => {
    const from = await worldIn('planned');
    await completePhase(from, 1);
    await from.engine.executePhase({ unmerged: 'continue' });
    const world = makeWorld();
    for (const file of from.git('ls-files', 'context').split('\n'))
      if (file !== CONTEXT) world.write(file, from.read(file));
    const foreseen = await world.engine.foreseeAdoption({ plan: MASTER });
    assert.deepEqual(
      foreseen.phases.map(({ phase, status, saidBy }) => [phase, status, saidBy]),
      [
        [1, 'completed', 'summary'],
        // Its branch is nowhere: it hasn’t begun here.
        [2, 'pending', null],
        [3, 'pending', null],
      ],
    );
    await world.engine.adoptPlan({ plan: MASTER });
    assert.deepEqual(statuses(world), ['completed', 'pending', 'pending']);
  });

  it('takes a plan without phases, and one named in another script', async () => {
    const world = makeWorld();
    world.write('context/plans/2026-01-01-登录.md', '# 登录\n\n## Implementation Steps\n\n1. 写\n');
    await world.engine.adoptPlan({ plan: 'context/plans/2026-01-01-登录.md' });
    await world.engine.executePhase();
    assert.equal(branch(world), 'para/登录');
    assert.deepEqual(
      (await world.engine.status()).todos.map(({ text }) => text),
      ['写'],
    );
  });

  it('refuses what is no plan of its own, what is in use, and beside another one', async () => {
    const world = await worldIn('planned');
    world.write('context/plans/2026-01-01-other.md', '# Other\n\n## Objective\n\nElse.\n');
    const adopt = (plan: string) => () => world.engine.adoptPlan({ plan });
    await refused(world, 'UNFINISHED', adopt('context/plans/2026-01-01-other.md'), /“Implement User Authentication”/);
    await refused(world, 'PLAN_EXISTS', adopt(MASTER));
    await refused(world, 'INVALID_ARGUMENT', adopt(`${PLAN}-phase-2.md`), /master plan/);
    await refused(world, 'PLAN_MISSING', adopt('context/plans/none.md'));
    for (const path of ['.git/config', 'README.md', 'context/plans/x', '../x.md'])
      await refused(world, 'INVALID_ARGUMENT', adopt(path), /is no plan file/);
    await refused(world, 'PLAN_EXISTS', adopt(`./${MASTER}`));
    await refused(world, 'INVALID_ARGUMENT', () => world.engine.adoptPlan({} as { plan: string }));
    world.ports.trusted = () => false;
    await failed('UNTRUSTED', adopt(MASTER));
  });

  it('refuses a completed one', async () => {
    const world = makeWorld();
    await world.engine.init();
    world.write('context/plans/2026-01-01-one.md', '# One\n\n**Status:** 完了\n');
    const adopt = () => world.engine.adoptPlan({ plan: 'context/plans/2026-01-01-one.md' });
    await refused(world, 'INVALID_ARGUMENT', adopt, /“One” is completed/);
  });

  it('takes nothing over from a plan that was archived, or whose file is gone', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan({ task: 'one', date: '2025-12-18' });
    await world.engine.executePhase({ todos: ['A'], dirty: 'carry' });
    await world.engine.summarizePhase({ open: 'carry' });
    await world.engine.archive({ mode: 'fresh' });
    world.write('context/plans/2026-01-01-solo.md', '# Solo\n\n## Implementation Steps\n\n1. Do it\n');
    const solo = { plan: 'context/plans/2026-01-01-solo.md' };
    await world.engine.adoptPlan(solo);
    assert.match(world.read(CONTEXT), /^Planned: Solo$/m);
    assert.doesNotMatch(world.read(CONTEXT), /para\/one|Executing/);
    assert.equal((await world.engine.undoable())?.title, 'Use “Solo”');
    await world.engine.undoLast();
    assert.doesNotMatch(world.read(CONTEXT), /Solo/);
    world.write('context/plans/2026-01-02-gone.md', '# Gone\n\n## Implementation Steps\n\n1. X\n');
    await world.engine.adoptPlan({ plan: 'context/plans/2026-01-02-gone.md' });
    rmSync(absolute(world, 'context/plans/2026-01-02-gone.md'));
    await world.engine.adoptPlan(solo);
    assert.match(world.read(CONTEXT), /^Planned: Solo$/m);
    assert.doesNotMatch(world.read(CONTEXT), /gone/i);
  });

  it('leaves nothing behind where it can’t be written', async () => {
    const world = await plansOnly();
    const before = world.snapshot();
    world.ports.documents.hasUnsavedChanges = () => true;
    await failed('CONTEXT_DIRTY', () => world.engine.adoptPlan({ plan: MASTER }));
    same(world.snapshot(), before);
  });

  it('keeps the worktrees that phases run in, and lists the to-dos of each', async () => {
    const world = await worldIn('planned', independent);
    world.settings.isolation = 'worktree';
    for (const phase of [1, 2]) await world.engine.executePhase({ phase });
    const before = JSON.parse(stateOf(world)) as { phased_execution: { phases: object[] } };
    const todos = todosOf(world);
    rmSync(absolute(world, CONTEXT));
    await world.engine.adoptPlan({ plan: MASTER });
    const after = JSON.parse(stateOf(world)) as typeof before & { execution_branch?: string };
    assert.deepEqual(after.phased_execution.phases, before.phased_execution.phases);
    assert.equal(after.execution_branch, undefined);
    assert.deepEqual(todosOf(world), todos);
    const status = await world.engine.status();
    assert.deepEqual(
      status.problems.filter(({ code }) => code !== 'template-text'),
      [],
    );
    await world.engine.setTodo({ phase: 2, index: 0, done: true });
  });

  it('keeps the statuses of a state that names no plan, but not of one that lists another’s phases', async () => {
    const world = await plansOnly();
    await world.engine.adoptPlan({ plan: MASTER });
    const nameless = world
      .read(CONTEXT)
      .replace(/ *"master_plan".*\n/, '')
      .replace(/"active_context": \[[^\]]*\]/, '"active_context": []')
      .replace('"pending"', '"completed"');
    world.write(CONTEXT, nameless);
    await world.engine.adoptPlan({ plan: MASTER });
    assert.deepEqual(statuses(world), ['completed', 'pending', 'pending']);
    world.write(CONTEXT, nameless.replaceAll(`${TASK}-phase`, 'other-phase'));
    await world.engine.adoptPlan({ plan: MASTER });
    assert.deepEqual(statuses(world), ['pending', 'pending', 'pending']);
  });

  it('takes no path that leads elsewhere', async () => {
    const world = await plansOnly();
    for (const plan of ['context/plans/../../README.md', 'context/plans//x.md', `context/plans/./${MASTER}`])
      await refused(world, 'INVALID_ARGUMENT', () => world.engine.adoptPlan({ plan }), /is no plan file/);
  });

  it('keeps what was dropped, by the state or by its plan', async () => {
    const world = await worldIn('started');
    await world.engine.setStatus({ phase: 1, status: 'dropped', reason: 'Not wanted' });
    await failed('PLAN_EXISTS', () => world.engine.adoptPlan({ plan: MASTER }));
    const fresh = await plansOnly();
    const first = `${PLAN}-phase-1.md`;
    fresh.write(first, fresh.read(first).replace(/^\*\*Status:\*\* .*$/m, '**Status:** Dropped'));
    await fresh.engine.adoptPlan({ plan: MASTER });
    const { phases } = await fresh.engine.status();
    assert.deepEqual(
      phases.map(({ dropped, blockedBy }) => [dropped, blockedBy]),
      [
        [true, []],
        [undefined, []],
        [undefined, [2]],
      ],
    );
  });

  it('takes nothing from an earlier plan of the same name, its summaries neither', async () => {
    const world = await plansOnly();
    const earlier = MASTER.replace('2025-12-18', '2024-01-01');
    world.write(earlier, world.read(MASTER));
    world.write(earlier.replace('.md', '-phase-1.md'), '# Phase 1: Old\n\n**Status:** Completed\n');
    world.write(`context/summaries/2024-02-01-${TASK}-phase-1-summary.md`, '# Summary: Old - Phase 1\n');
    await world.engine.adoptPlan({ plan: MASTER });
    const [first] = (await world.engine.status()).phases;
    assert.deepEqual([first?.status, first?.plan], ['pending', `${PLAN}-phase-1.md`]);
  });

  it('takes no summary of another plan of the same name for its own', async () => {
    const master = (base: string): string =>
      `# Master Plan: ${base}\n\n## Phase Breakdown\n\n### Phase 1: One\n\n**Plan:** \`${base}phase-1.md\`\n`;
    const first = 'context/plans/2025-01-01-auth-';
    const others = { 'context/plans/2025-06-01-auth-': '.md', 'context/plans/auth/': 'plan.md' };
    const world = makeWorld();
    const files = { [`${first.slice(0, -1)}.md`]: first, [`${first}phase-1.md`]: first };
    for (const [base, name] of Object.entries(others)) {
      files[name === '.md' ? `${base.slice(0, -1)}.md` : base + name] = base;
      files[`${base}phase-1.md`] = base;
    }
    for (const [path, base] of Object.entries(files))
      world.write(path, path.includes('phase-1') ? '# Phase 1: One\n\n## Steps\n\n- [ ] A\n' : master(base));
    world.write(
      'context/summaries/2025-12-01-auth-phase-1-summary.md',
      `# Summary: Auth - Phase 1\n\n**Plan:** \`${first}phase-1.md\`\n`,
    );
    const statusOf = async (plan: string) => (await world.engine.foreseeAdoption({ plan })).phases[0]?.status;
    await failed('INVALID_ARGUMENT', () => statusOf(`${first.slice(0, -1)}.md`), /is completed/);
    assert.equal(await statusOf('context/plans/2025-06-01-auth.md'), 'pending');
    assert.equal(await statusOf('context/plans/auth/plan.md'), 'pending');
  });

  it('takes no plan from where none are looked for', async () => {
    const world = makeWorld();
    world.write('context/plans/q1/auth/plan.md', '# Plan: Auth\n');
    world.write('context/plans/phase-1/plan.md', '# Plan: Auth\n');
    for (const plan of ['context/plans/q1/auth/plan.md', 'context/plans/phase-1/plan.md'])
      await refused(world, 'INVALID_ARGUMENT', () => world.engine.adoptPlan({ plan }), /is no plan file/);
  });

  it('takes no notes beside a phase’s plan for it', async () => {
    const world = makeWorld();
    world.write('context/plans/login/plan.md', '# Master Plan: Login\n\n### Phase 1: API\n');
    world.write('context/plans/login/phase-1-notes.md', '# Phase 1 notes\n\n- [ ] Not a step\n');
    world.write('context/plans/login/phase-1.md', '# Phase 1: API\n\n## Implementation Steps\n\n- [ ] Write it\n');
    await world.engine.adoptPlan({ plan: 'context/plans/login/plan.md' });
    assert.equal((await world.engine.status()).phases[0]?.plan, 'context/plans/login/phase-1.md');
  });
});
