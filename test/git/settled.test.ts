import assert from 'node:assert/strict';
import { mergeContexts } from '../../src/core/context/merge/merge';
import { parsePlan } from '../../src/core/plan/parse';
import { countDone, isSettled } from '../../src/core/markdown/settled';
import { progressOf, indexedTodos } from '../../src/view/phaseView';
import { planNodes } from '../../src/features/planTree/model';
import { statusText } from '../../src/features/statusBar/model';
import { CONTEXT, PLAN, commitFile, worldIn } from '../support/hostile';
import type { TestWorld } from '../support/world';

const DROPPED = ['- [x] Create the table', '- [-] Dropped: seed data'];

/** A running phase 1 with these items as its to-do list. */
async function runningWith(items: string[]): Promise<TestWorld> {
  const world = await worldIn('started');
  const text = world.read(CONTEXT).replace(/(?:- \[ \] .*\n)+/, `${items.join('\n')}\n`);
  commitFile(world, CONTEXT, text);
  return world;
}

describe('settled boxes', () => {
  it('are those done or dropped; all others are open', () => {
    const markers = [' ', 'x', 'X', '✓', '-', '~', '/', '>', '?'];
    assert.deepEqual(markers.filter(isSettled), ['x', 'X', '✓', '-']);
  });

  it('are counted as done of all that is not dropped', () => {
    const box = (done: boolean, settled = done) => ({ done, settled });
    assert.deepEqual(countDone([box(true), box(false, true), box(false)]), { done: 1, total: 2 });
    assert.equal(progressOf([box(false, true)]), null);
    assert.equal(progressOf([{ done: true }, { done: false }]), '1/2');
  });

  it('end the work on the list: the next action is the summary', async () => {
    const world = await runningWith(DROPPED);
    const { next, todos } = await world.engine.status();
    assert.equal(next?.title, 'Summarize Phase 1');
    assert.deepEqual(
      todos.map(({ done, settled }) => [done, settled]),
      [
        [true, true],
        [false, true],
      ],
    );
  });

  it('leave what is moved, begun or half done to do', async () => {
    for (const item of ['- [>] Moved to phase 3', '- [~] Begun', '- [/] Half done']) {
      const status = await (await runningWith([...DROPPED, item])).engine.status();
      assert.equal(status.next?.title, 'Open the To-Do List');
      assert.deepEqual(
        status.todos.map(({ settled }) => settled),
        [true, true, false],
      );
    }
  });

  it('are counted alike in status bar, tree, hover and on the branch seen from the base', async () => {
    const world = await runningWith([...DROPPED, '- [>] Moved to phase 3']);
    const reading = await world.engine.read();
    const { status } = reading;
    assert.equal(progressOf(indexedTodos(status, status.phases[0] ?? null)), '1/2');
    assert.match(statusText(status)?.text ?? '', /1\/2$/);
    assert.ok(statusText(status)?.hover.progress.includes('1 of 2 to-dos done'));
    const [master] = planNodes(status, CONTEXT, reading);
    const [first] = master?.children ?? [];
    assert.equal(first?.description, '1/2');
    assert.deepEqual(
      first.children.filter(({ todo }) => todo !== undefined).map(({ description }) => description),
      [undefined, 'dropped', undefined],
    );
    world.git('switch', '--quiet', 'main');
    assert.deepEqual((await world.engine.read()).branches.get('1')?.todos, { done: 1, total: 2 });
  });

  it('of criteria are no problem once the phase is completed, and keep their boxes in summary', async () => {
    const world = await worldIn('started');
    const file = `${PLAN}-phase-1.md`;
    const dropped = world.read(file).replace('- [ ] Migrations run', '- [-] Migrations run');
    assert.notEqual(dropped, world.read(file));
    commitFile(world, file, dropped);
    const [criterion] = parsePlan(dropped).criteria;
    assert.deepEqual([criterion?.done, criterion?.settled], [false, true]);
    const { summary } = await world.engine.summarizePhase({ open: 'carry' });
    assert.match(world.read(summary), /- \[-\] Migrations run forwards and backwards/);
    const { problems } = await world.engine.status();
    assert.deepEqual(
      problems.filter(({ code }) => code === 'unticked-criteria'),
      [],
    );
  });

  it('win over open ones when two versions are merged, and done over dropped', async () => {
    const text = (box: string) => `# Work\n\n## To-Do List\n\n- [${box}] A\n`;
    for (const [ours, theirs, wins] of [
      ['~', '-', '-'],
      ['-', ' ', '-'],
      ['-', 'x', 'x'],
    ] as const) {
      assert.equal(mergeContexts(text(ours), text(theirs)), text(wins));
      assert.equal(mergeContexts(text(theirs), text(ours)), text(wins));
    }
  });
});
