import assert from 'node:assert/strict';
import { CONTEXT, PLAN, SUMMARY, land, worldIn } from '../support/hostile';
import type { TestWorld } from '../support/world';

/** What the phases that don't run consist of: `file:line [marker] text`, by phase. */
async function lists(world: TestWorld): Promise<Record<string, string[]>> {
  const { lists: found } = await world.engine.read();
  return Object.fromEntries(
    [...found].map(([phase, { path, items }]) => [
      phase ?? 'the plan',
      items.map(({ text, line, marker }) => {
        assert.ok(world.read(path).split('\n')[line]?.includes(text), `${path}:${line} says “${text}”`);
        return `${path} [${marker}] ${text}`;
      }),
    ]),
  );
}

const steps = (id: number, texts: string[]): string[] => texts.map((text) => `${PLAN}-phase-${id}.md [ ] ${text}`);

describe('what a phase that does not run consists of', () => {
  it('the steps of its plan before it starts, nothing while it runs, its to-dos afterwards', async () => {
    const world = await worldIn('planned');
    const before = await lists(world);
    assert.deepEqual(Object.keys(before), ['1', '2', '3']);
    const { todos } = await world.engine.executePhase();
    assert.deepEqual(before['1'], steps(1, todos));
    const during = await lists(world);
    assert.deepEqual([during['1'], during['2']], [undefined, before['2']]);
    await world.engine.setTodo({ index: 0, done: true });
    await world.engine.summarizePhase({ open: 'carry' });
    const expected = todos.map((text, index) => `${CONTEXT} [${index === 0 ? 'x' : ' '}] ${text}`);
    assert.deepEqual((await lists(world))['1'], expected);
  });

  it('the to-dos of its summary, open ones first, once another phase has the list', async () => {
    const world = await worldIn('started');
    const todos = (await world.engine.status()).todos.map(({ text }) => text);
    await world.engine.setTodo({ index: 0, done: true });
    await world.engine.summarizePhase({ open: 'carry', commit: true });
    land(world, 1, 'merge');
    await world.engine.executePhase({ phase: 2 });
    const summary = `${SUMMARY}-phase-1-summary.md`;
    const [done = '', ...open] = todos;
    assert.deepEqual((await lists(world))['1'], [
      ...open.map((text) => `${summary} [ ] ${text}`),
      `${summary} [x] ${done}`,
    ]);
    // One that somebody else has written without such a list.
    world.write(summary, world.read(summary).replace('### To-Dos', '### Rest'));
    assert.equal((await lists(world))['1'], undefined);
  });

  it('nothing of a simple plan but its steps before it starts', async () => {
    const world = await worldIn('planned', { task: 'fix', title: 'Fix', phases: [] });
    const plan = (await world.engine.status()).plan?.path ?? '';
    assert.deepEqual(await lists(world), {});
    const text = world
      .read(plan)
      .replace(/## Implementation Steps\n[^#]*/, '## Implementation Steps\n\n1. **Wind it**\n\n');
    world.write(plan, text);
    assert.deepEqual(await lists(world), { 'the plan': [`${plan} [ ] Wind it`] });
    world.git('add', '--all');
    world.git('commit', '--quiet', '--message=docs: Steps');
    await world.engine.executePhase();
    assert.deepEqual(await lists(world), {});
  });
});
