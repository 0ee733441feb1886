// Context files that others wrote: what isn't the method's own stays.
import assert from 'node:assert/strict';
import { editContext } from '../../src/core/context/edit';
import { parseContext } from '../../src/core/context/parse';
import { commitFile, CONTEXT, PLAN } from '../support/hostile';
import { findings, fix, only, titles } from '../support/problems';
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

function mustHold(text: string, lines: string[]): void {
  const all = text.split(/\r?\n/);
  for (const line of lines) assert.ok(all.includes(line), `${line}\n\n${text}`);
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

  it('has a fix that moves state in prose into the block', async () => {
    const prose = `# Project Context\n\n## Active Context\n\n- ${PLAN}.md\n\n## State\n\n`;
    const world = await worldWith(prose + block({ completed_summaries: [], phased_execution: phased }));
    const found = await only(world, 'duplicate-state');
    assert.deepEqual(titles(found), ['Move It Into the State Block']);
    await fix(world, found, 'Move It Into the State Block', null);
    const text = world.read(CONTEXT);
    assert.ok(!text.includes('## Active Context'));
    assert.ok(text.includes(`{\n  "active_context": [\n    "${PLAN}.md"\n  ],\n  "completed_summaries"`), text);
  });

  it('may name files of other repositories', async () => {
    const active = {
      'CONTEXT-001': { repos: ['my-repo'], files: ['my-repo/README.md'], plans: [`${PLAN}.md`], data: [] },
    };
    const text = (of: object) => `# Current Work Summary\n\nExecuting: Smart\n\n---\n\n${block(of)}`;
    const simple = { active_context: active, completed_summaries: [], execution_branch: 'para/smart' };
    const world = await worldWith(text(simple));
    assert.deepEqual(
      (await world.engine.status()).problems.filter(({ code }) => /^(?:schema|missing)/.test(code)),
      [],
    );
    const listed = {
      active_context: [`${PLAN}.md`, 'my-repo/README.md'],
      repos: ['my-repo'],
      phased_execution: phased,
    };
    world.write(CONTEXT, text(listed));
    assert.deepEqual(
      (await world.engine.status()).problems.filter(({ code }) => /^(?:schema|missing)/.test(code)),
      [],
    );
    // A path joins the group's plans, and leaves them; what isn't read stays.
    const set = (from: string, value: string[]) => editContext(from, { state: [{ path: ['active_context'], value }] });
    const grown = set(text(simple), [`${PLAN}.md`, 'b.md']);
    const groups = (of: string) =>
      (JSON.parse(of.split('```json')[1]?.split('```')[0] ?? '') as typeof simple).active_context;
    assert.deepEqual(groups(grown), { 'CONTEXT-001': { ...active['CONTEXT-001'], plans: [`${PLAN}.md`, 'b.md'] } });
    assert.deepEqual(groups(set(grown, ['b.md'])), { 'CONTEXT-001': { ...active['CONTEXT-001'], plans: ['b.md'] } });
  });

  it('keeps front matter, what comes after the block, and what stands under a label of the method’s', () => {
    const edit = (text: string) =>
      editContext(text, { summaryLine: 'Executing: X', metadata: [{ label: 'Plan', value: 'p.md' }], todos: ['t'] });
    const front = '---\ntitle: Work\n---\n\nHello.\n';
    assert.ok(edit(front).startsWith('---\ntitle: Work\n---\n\nExecuting: X\n\n**Plan:** p.md\n\nHello.\n'));
    const after = '\n# Appendix\n\nReady for next task.\n\n**Plan:** mine.md\n\n- [ ] mine\n';
    assert.ok(edit(`# T\n\n---\n\n${block({})}${after}`).endsWith(`\`\`\`json\n{}\n\`\`\`\n${after}`));
    const nested = '# T\n\n- **Plan:** old.md\n  - why: because\n';
    mustHold(edit(nested), nested.trim().split('\n'));
    const titled = '# Tasks\n\n- [ ] old\n\n## House rules\n\n- [ ] lock the door\n';
    mustHold(edit(titled), ['- [ ] lock the door', '- [ ] t']);
    const noted = `# T\n\n## Progress Notes\n\n### Monday\n\n- did it\n\n### State\n\n${block({})}`;
    assert.equal(parseContext(noted).progressNotes, '### Monday\n\n- did it');
  });
});
