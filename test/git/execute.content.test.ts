import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { CONTEXT, PHASE, commitFile, land, pushedByAnother, tip, worldIn } from '../support/hostile';
import { authentication, makeWorld, work } from '../support/world';

const MINE = `## Decisions of ours

- [link](x.md) — *keep*

\`\`\`json
{ "example": true }
\`\`\`

`;

describe('the context file through a life', () => {
  it('keeps the user’s sections, keys and text after the state block', async () => {
    const world = await worldIn('planned');
    const spoiled = world
      .read(CONTEXT)
      .replace('\n---\n', `\n${MINE}---\n`)
      .replace('"completed_summaries": []', '"completed_summaries": [],\n  "team": { "lead": "Ada",   "size": 2 }')
      .concat('\nAfter the end.\n');
    commitFile(world, CONTEXT, spoiled);
    world.git('push', '--quiet');
    const check = (): void => {
      const text = world.read(CONTEXT);
      assert.ok(text.includes(MINE.trimEnd()), text);
      assert.ok(text.includes('"team": { "lead": "Ada",   "size": 2 }'), text);
      assert.ok(text.endsWith('```\n\nAfter the end.\n'), text);
      assert.ok(parseContext(text).state);
    };
    for (const phase of [1, 2, 3]) {
      await world.engine.executePhase();
      check();
      await work(world, `src/phase-${phase}.txt`);
      await world.engine.summarizePhase({ commit: true, open: 'carry' });
      check();
      land(world, phase, phase === 2 ? 'merge' : 'squash');
      check();
    }
    assert.equal((await world.engine.status()).state, 'complete');
    const before = world.read(CONTEXT);
    const { archive } = await world.engine.archive();
    assert.equal(world.read(archive), before);
  });

  it('uses the user’s own templates for plans', async () => {
    const world = makeWorld();
    await world.engine.init();
    world.write('context/templates/master.md', '# Ours: {TITLE}\n\n{PHASES}\n');
    world.write('context/templates/phase.md', '# Part {PHASE}: {NAME}\n\n## Implementation Steps\n\n{STEPS}\n');
    const { files } = await world.engine.createPlan(authentication);
    assert.match(world.read(files[0] ?? ''), /^# Ours: Implement User Authentication/);
    const { todos } = await world.engine.executePhase();
    assert.deepEqual(todos, ['Create users table migration', 'Create refresh_tokens table migration']);
  });
});

describe('a remote that moves under a running phase', () => {
  it('starts the next phase from what was pushed by others', async () => {
    const world = await worldIn('completed');
    land(world, 1, 'rebase');
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    world.git('switch', '--quiet', `${PHASE}-1`);
    await world.engine.executePhase();
    assert.equal(tip(world, 'HEAD^'), tip(world, 'origin/main'));
    assert.equal(tip(world, 'main'), tip(world, 'origin/main'));
  });
});
