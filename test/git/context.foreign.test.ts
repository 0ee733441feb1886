// Context files that others wrote: what isn't the method's own stays.
import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { commitFile, CONTEXT, PLAN } from '../support/hostile';
import { mustHold } from '../support/changes';
import { findings, fix } from '../support/problems';
import { plannedWorld, work, type TestWorld } from '../support/world';

const block = (state: object): string => `\`\`\`json\n${JSON.stringify(state, null, 2)}\n\`\`\`\n`;
const phased = {
  master_plan: `${PLAN}.md`,
  phases: [{ phase: 1, plan: `${PLAN}-phase-1.md`, status: 'pending', branch: null }],
  current_phase: null,
};
const state = { active_context: [`${PLAN}.md`], completed_summaries: [], phased_execution: phased };

/** A world whose context file, committed and pushed, is this one. */
async function worldWith(text: string): Promise<TestWorld> {
  const world = await plannedWorld();
  commitFile(world, CONTEXT, text, 'docs: Context');
  world.git('push', '--quiet');
  return world;
}

describe('a context file that others wrote', function () {
  this.timeout(60_000);

  it('keeps its first lines when a phase starts and when it is summarized', async () => {
    const openings = {
      metadata: ['**Owner:** Team Blue', '**Ticket:** ABC-1'],
      table: ['| Owner | Ticket |', '| --- | --- |', '| Blue | ABC-1 |'],
      list: ['- Owner: Blue', '  - since May', '- Ticket: ABC-1'],
      quote: ['> Ready or not, ask first.', '> **Plan:** ask Bob, then me'],
      prose: ['Ready player one is the name of this', 'Executing: no, that is prose', '**Plan:** migrate on Friday'],
    };
    for (const [kind, lines] of Object.entries(openings)) {
      const world = await worldWith(
        `# Current Work Summary\n\n${lines.join('\n')}\n\n## Notes\n\nAsk.\n\n---\n\n${block(state)}`,
      );
      await world.engine.executePhase({ phase: 1 });
      const started = world.read(CONTEXT);
      mustHold(started, [...lines, 'Ask.']);
      const first = 'Implement User Authentication - Phase 1: Database Schema & Migrations';
      assert.equal(parseContext(started).summaryLine?.text, `Executing: ${first}`, kind);
      assert.equal(started.split('\n')[2], `Executing: ${first}`, kind);
      assert.equal(parseContext(started).phasePlan, `${PLAN}-phase-1.md`, kind);
      await work(world, 'src/a.txt');
      await world.engine.summarizePhase({ open: 'carry' });
      const done = world.read(CONTEXT);
      mustHold(done, [...lines, 'Ask.', 'Completed: Implement User Authentication']);
      assert.ok(!done.includes('Executing: Implement'), kind);
    }
  });

  it('keeps the heading that its state block belongs to on the block, and its prose', async () => {
    const own = ['**last_updated:** 2026-05-06', '## active_context', `- ${PLAN}.md`, `- ${PLAN}-phase-1.md`];
    const prose = `# Project Context\n\n${own[0]}\n\n${own[1]}\n\n${own[2]}\n${own[3]}\n\n`;
    const world = await worldWith(`${prose}## phased_execution\n\n${block({ phased_execution: phased })}`);
    assert.deepEqual(parseContext(world.read(CONTEXT)).state?.activeContext, [`${PLAN}.md`, `${PLAN}-phase-1.md`]);
    const [list, updated] = await findings(world, 'duplicate-state');
    assert.deepEqual([list?.severity, updated?.severity], ['info', 'info']);
    await world.engine.executePhase({ phase: 1 });
    const started = world.read(CONTEXT);
    mustHold(started, own);
    assert.match(
      started,
      /\n## To-Do List\n\n(?:- \[ \] .*\n)+\n## Progress Notes\n\n_.*_\n\n## phased_execution\n\n```json\n/,
    );
    await work(world, 'src/a.txt');
    await world.engine.summarizePhase({ open: 'carry' });
    const done = world.read(CONTEXT);
    mustHold(done, own);
    assert.deepEqual(parseContext(done).state?.activeContext, [`${PLAN}.md`]);
    // The list now says something else than the block: not silently.
    const found = (await findings(world, 'duplicate-state')).find(({ severity }) => severity === 'warning');
    assert.match(found?.message ?? '', /^“active_context” isn’t what the state block says/);
    assert.ok(found);
    await fix(world, found, 'Remove It: the State Block Counts', [
      '-## active_context',
      '-',
      `-${own[2]}`,
      `-${own[3]}`,
      '-',
    ]);
  });
});
