import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { PlanStatus } from '../../src/core/types';
import type { Proposal } from '../../src/core/workflow/rebuild/state';
import { authentication, makeWorld, plannedWorld, work, type TestWorld } from '../support/world';

const CONTEXT = 'context/context.md';

/** Ways in which a context file gets lost or broken. */
const DAMAGES: Record<string, (world: TestWorld, text: string) => void> = {
  'is deleted': (world) => rmSync(path.join(world.folder, CONTEXT)),
  'lacks a comma': (world, text) =>
    world.write(CONTEXT, text.replace('],\n  "completed_summaries"', ']\n  "completed_summaries"')),
  'ends in the middle': (world, text) => world.write(CONTEXT, text.slice(0, text.indexOf('"completed_summaries"') + 4)),
  'has no state block': (world, text) => world.write(CONTEXT, text.slice(0, text.indexOf('---\n\n```json'))),
  'lost its last back-ticks': (world, text) => world.write(CONTEXT, text.replace(/```\s*$/, '')),
  'lost its back-ticks': (world, text) => world.write(CONTEXT, text.replace('```json\n', '')),
};

/** Each step of a life, with everything committed or with the step's own files uncommitted. */
const STEPS: [string, (world: TestWorld) => Promise<unknown>][] = [
  ['approved', (world) => world.engine.approvePlan()],
  ['with phase 1 running', (world) => world.engine.executePhase()],
  ['with phase 1 worked on', (world) => work(world, 'a.txt')],
  ['with phase 1 summarized', (world) => world.engine.summarizePhase({ open: 'carry' })],
  [
    'with phase 1 merged',
    async (world) => {
      world.git('commit', '--quiet', '--all', '--message=docs: Summarize');
      world.git('add', 'context');
      world.git('commit', '--quiet', '--message=docs: The summary');
      merge(world, 1);
    },
  ],
  ['with phase 2 running', (world) => world.engine.executePhase()],
  [
    'looked at from main, where phase 2 is pending',
    async (world) => {
      world.git('switch', '--quiet', 'main');
    },
  ],
];

function merge(world: TestWorld, phase: number): void {
  world.git('switch', '--quiet', 'main');
  world.git('merge', '--quiet', '--no-edit', '--no-ff', `para/${authentication.task}-phase-${phase}`);
  world.git('push', '--quiet');
}

async function rebuilt(world: TestWorld): Promise<Proposal> {
  const proposal = await world.engine.proposeState();
  assert.ok('after' in proposal, JSON.stringify(proposal));
  return proposal;
}

/** What a status says, without lines, which move with the text, and without the to-dos of a phase that is over. */
async function meaning(world: TestWorld): Promise<unknown> {
  const status = await world.engine.status();
  const open = status.state === 'executing' ? status.todos : [];
  const todos = open.map(({ text, done, phase }) => ({ text, done, phase }));
  return { ...status, todos, problems: status.problems.map(({ code }) => code) } satisfies Record<
    keyof PlanStatus,
    unknown
  >;
}

/** Breaks the context file in every way; each time, what is proposed must say what the file said. */
async function comesBack(world: TestWorld, step: string): Promise<void> {
  const text = world.read(CONTEXT);
  const expected = await meaning(world);
  for (const [damage, break_] of Object.entries(DAMAGES)) {
    break_(world, text);
    await world.engine.writeProposals('Rebuild', [await rebuilt(world)]);
    assert.deepEqual(await meaning(world), expected, `${step}, when it ${damage}`);
    world.write(CONTEXT, text);
  }
}

describe('rebuilding the state', () => {
  it('says what the context file said at each step of a life, however it was lost or broken', async () => {
    const world = await plannedWorld();
    for (const [step, take] of STEPS) {
      await take(world);
      await comesBack(world, step);
    }
  });

  it('knows how far the phases are from plan files, summaries and branches alone', async () => {
    const world = makeWorld({ files: { '.gitignore': 'context/\n' } });
    await world.engine.init();
    await world.engine.createPlan(authentication);
    await comesBack(world, 'planned');
    await world.engine.executePhase();
    await comesBack(world, 'running');
    await world.engine.summarizePhase({ open: 'carry' });
    await comesBack(world, 'summarized');
  });

  it('of an idle folder, with the summaries of what was done before', async () => {
    const world = await plannedWorld({}, { ...authentication, phases: authentication.phases?.slice(0, 1) ?? [] });
    await world.engine.executePhase();
    await work(world, 'a.txt');
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    await world.engine.archive({ commit: true });
    await comesBack(world, 'archived');
  });

  it('of a simple plan, from planned to summarized', async () => {
    const world = makeWorld();
    await world.engine.init();
    const { files } = await world.engine.createPlan({ task: 'fix-the-clock', date: '2025-12-18' });
    const plan = files[0] ?? '';
    world.write(
      plan,
      world.read(plan).replace(/## Implementation Steps\n[^#]*/, '## Implementation Steps\n\n1. **Wind it**\n\n'),
    );
    world.git('add', 'context');
    world.git('commit', '--quiet', '--message=docs: Plan');
    const steps: (() => Promise<unknown>)[] = [
      async () => undefined,
      () => world.engine.executePhase(),
      () => world.engine.summarizePhase({ commit: true, open: 'carry' }),
    ];
    for (const [index, take] of steps.entries()) {
      await take();
      await comesBack(world, `step ${index}`);
    }
  });

  it('without a repository, from the files alone', async () => {
    const world = makeWorld({ repository: false });
    await world.engine.init();
    await world.engine.createPlan(authentication);
    const expected = await meaning(world);
    rmSync(path.join(world.folder, CONTEXT));
    await world.engine.writeProposals('Rebuild', [await rebuilt(world)]);
    assert.deepEqual(await meaning(world), expected);
  });

  it('keeps unknown keys, the prose and what it can read of a broken block', async () => {
    const world = await plannedWorld();
    const text = world
      .read(CONTEXT)
      .replace('"completed_summaries"', '"my_tool": {"deep": [1, 2]},\n  "completed_summaries"')
      .replace('"status": "pending"', '"status": "planned",\n        "owner": "Ada"')
      .replace('\n---\n', '\n## Mine\n\nNotes.\n\n---\n');
    world.write(CONTEXT, text.replace('"current_phase": null', '"current_phase": '));
    const { after } = await rebuilt(world);
    assert.equal(after.split('```json')[0], text.split('```json')[0]);
    for (const kept of ['"my_tool"', '"owner": "Ada"', '"status": "planned"']) assert.ok(after.includes(kept), after);
  });

  it('proposes nothing where the state says it all already', async () => {
    const world = await plannedWorld();
    const proposal = await rebuilt(world);
    assert.equal(proposal.after, proposal.before);
  });

  it('asks which plan, when several are open', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan(authentication);
    const other = 'context/plans/2026-01-02-other.md';
    world.write(other, '# Plan: Other\n');
    rmSync(path.join(world.folder, CONTEXT));
    const found = await world.engine.proposeState();
    assert.deepEqual('plans' in found && found.plans.map(({ title }) => title), [
      'Other',
      'Implement User Authentication',
    ]);
    const chosen = await world.engine.proposeState({ plan: other });
    assert.ok('after' in chosen && chosen.after.includes('Planned: Other'));
  });

  it('refuses to write over a file that was changed in between, or has unsaved changes', async () => {
    const world = await plannedWorld();
    world.write(CONTEXT, '# Mine\n');
    const proposal = await rebuilt(world);
    world.write(CONTEXT, '# Mine, changed\n');
    await assert.rejects(world.engine.writeProposals('Rebuild', [proposal]), { code: 'CONTEXT_CHANGED' });
    assert.equal(world.read(CONTEXT), '# Mine, changed\n');
    world.ports.documents.hasUnsavedChanges = (file) => file === CONTEXT;
    await assert.rejects(world.engine.proposeState(), { code: 'CONTEXT_DIRTY' });
  });

  it('is what is undone next, not the step before it', async () => {
    const world = await plannedWorld();
    await world.engine.executePhase();
    const text = world.read(CONTEXT).replace('],\n  "completed_summaries"', ']\n  "completed_summaries"');
    world.write(CONTEXT, text);
    await world.engine.writeProposals('Rebuild the state block', [await rebuilt(world)]);
    await world.engine.undoLast();
    assert.equal(world.read(CONTEXT), text);
  });

  it('leaves a merge conflict to its own fix', async () => {
    const world = await plannedWorld();
    world.write(CONTEXT, `<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n${world.read(CONTEXT)}`);
    await assert.rejects(world.engine.proposeState(), { code: 'CONTEXT_INVALID' });
  });
});
