import assert from 'node:assert/strict';
import type { ContextMemory } from '../../src/core/reading/inSight';
import { commands } from '../../src/ids';
import { BRANCH, CONTEXT, MASTER } from '../support/authentication';
import { both, currentPhase, replacing, statuses, type Change } from '../support/changes';
import { folderInMemory, plannedTexts } from '../support/memory';

const running = both(
  statuses('completed', 'in_progress'),
  currentPhase('2'),
  replacing('"active_context"', `"execution_branch": "${BRANCH(2)}",\n  "active_context"`),
  replacing('---\n', '## To-Do List\n\n- [x] Add the login endpoint\n- [ ] Add the logout endpoint\n\n---\n'),
);
const comma = replacing('"current_phase": 2', '"current_phase": 2,');
const cutOff: Change = (text) => text.slice(0, text.indexOf('"current_phase"'));
const lost: Change = (text) => text.slice(0, text.indexOf('---\n'));
const conflict = replacing(
  '  "last_updated"',
  '<<<<<<< HEAD\n  "mine": 1,\n=======\n  "theirs": 2,\n>>>>>>> other\n  "last_updated"',
);

/** A folder whose phase 2 runs, read once by a window, and then broken. */
async function broken(breaking: Change | null, unsaved?: Change) {
  const texts = await plannedTexts();
  const good = running(texts.get(CONTEXT) ?? '');
  texts.set(CONTEXT, good);
  const memory: ContextMemory = { last: null };
  const editors = new Map<string, string>();
  const folder = folderInMemory(texts, { unsaved: editors });
  const { status: before } = await folder.engine.read(undefined, memory);
  assert.deepEqual([before.state, before.readable, before.todos.length], ['executing', true, 2]);
  if (breaking) texts.set(CONTEXT, breaking(good));
  if (unsaved) editors.set(CONTEXT, unsaved(good));
  return { ...folder, good, before, memory, editors };
}

describe('a plan whose state block is broken', () => {
  const kinds: Record<string, { breaking: Change; next: string; withoutMemory?: 'nothing' }> = {
    'a comma too many': { breaking: comma, next: 'Remove the Comma' },
    'cut off': { breaking: cutOff, next: 'Remove the Comma and Add the Closing Brackets' },
    'a conflict': { breaking: conflict, next: 'Merge Both Sides' },
    'no block': { breaking: lost, next: 'Add a State Block', withoutMemory: 'nothing' },
    'an empty file': { breaking: () => '', next: 'Add a State Block', withoutMemory: 'nothing' },
    'something else': {
      breaking: () => '```json\n[1]\n```\n',
      next: 'Open the Context File',
      withoutMemory: 'nothing',
    },
  };
  for (const [name, { breaking, next, withoutMemory }] of Object.entries(kinds)) {
    it(`stays in sight: ${name}`, async () => {
      const { engine, before, memory } = await broken(breaking);
      const { status, shownState, obstacle, findings } = await engine.read(undefined, memory);
      assert.deepEqual([status.state, status.readable, shownState], ['invalid', false, 'executing']);
      assert.equal(status.next?.title, next);
      assert.deepEqual(status.plan, before.plan);
      assert.deepEqual(status.phases, before.phases);
      assert.equal(status.currentPhase, 2);
      const told = (todos: typeof before.todos) => todos.map(({ line: _, ...todo }) => todo);
      assert.deepEqual(told(status.todos), told(before.todos));
      assert.equal(obstacle?.problem.message, status.problems[0]?.message);
      assert.ok(
        findings.every(({ file }) => file === CONTEXT),
        'what stands in has no problems',
      );
    });

    it(`can still be told after a reload: ${name}`, async () => {
      const { engine, before } = await broken(breaking);
      const status = await engine.status();
      assert.deepEqual([status.state, status.readable], ['invalid', false]);
      if (withoutMemory) return assert.equal(status.plan, null);
      assert.deepEqual(status.plan, before.plan);
      assert.deepEqual(
        status.phases.map((phase) => phase.status),
        ['completed', 'in_progress', 'pending'],
      );
      assert.equal(status.todos.length, 2);
    });
  }

  it('stays in sight where the file is no text any more', async () => {
    const { engine, texts, before, memory } = await broken(null);
    texts.set(CONTEXT, null);
    const { status } = await engine.read(undefined, memory);
    assert.deepEqual([status.state, status.readable, status.next], ['invalid', false, null]);
    assert.deepEqual(status.plan, before.plan);
    assert.deepEqual(
      status.problems.map(({ code }) => code),
      ['unreadable'],
    );
  });

  it('says what is wrong and repairs it, whatever severity its rule has', async () => {
    const texts = await plannedTexts();
    texts.set(CONTEXT, comma(running(texts.get(CONTEXT) ?? '')));
    const { engine } = folderInMemory(texts, { settings: { problems: { 'json-syntax': 'off' } } });
    const { status, obstacle } = await engine.read();
    assert.deepEqual(status.problems, []);
    assert.match(obstacle?.problem.message ?? '', /^There is a comma too many/);
    assert.deepEqual(status.next, { title: 'Remove the Comma', command: commands.repairState });
  });

  it('has its to-dos where they stand now', async () => {
    const { engine, memory } = await broken(
      both(comma, replacing('## To-Do List', 'Two\n\nmore lines\n\n## To-Do List')),
    );
    const { status } = await engine.read(undefined, memory);
    const lines = (await engine.read(new Map([[CONTEXT, '']]), memory)).status.todos.map(({ line }) => line);
    assert.deepEqual(
      status.todos.map(({ line }) => line - 4),
      lines.map((line) => line),
    );
  });

  it('is another one where another branch has another plan', async () => {
    const { engine, texts, good, memory } = await broken(null);
    const other = MASTER.replace('user-authentication', 'search');
    texts.set(other, '# Master Plan: Search\n');
    texts.set(CONTEXT, comma(good).replaceAll(MASTER, other));
    assert.equal((await engine.read(undefined, memory)).status.plan?.title, 'Search');
    texts.delete(other);
    assert.equal((await engine.read(undefined, memory)).status.plan?.path, MASTER);
  });

  it('is read again once it is repaired', async () => {
    const { engine, texts, good, before, memory } = await broken(comma);
    await engine.read(undefined, memory);
    texts.set(CONTEXT, good);
    assert.deepEqual((await engine.read(undefined, memory)).status, before);
  });
});

describe('a state block that is broken in an editor, and not saved', () => {
  const attempts = (engine: Awaited<ReturnType<typeof broken>>['engine']) => ({
    setTodo: () => engine.setTodo({ index: 1, done: true }),
    setCriterion: () => engine.setCriterion({ phase: 1, index: 0, done: true }),
    approvePlan: () => engine.approvePlan(),
    archive: () => engine.archive(),
  });

  it('shows the plan of the file, and that it needs repair', async () => {
    const { engine, before, memory } = await broken(null, comma);
    const { status } = await engine.read(undefined, memory);
    assert.deepEqual([status.readable, status.next?.title], [false, 'Remove the Comma']);
    assert.deepEqual([status.plan, status.phases], [before.plan, before.phases]);
  });

  it('refuses what would write, in both places where it may be broken', async () => {
    for (const { engine, texts } of [await broken(null, comma), await broken(comma)]) {
      const was = new Map(texts);
      for (const [name, attempt] of Object.entries(attempts(engine))) {
        await assert.rejects(attempt, { code: 'CONTEXT_INVALID' }, name);
      }
      assert.deepEqual(texts, was);
    }
  });

  it('waits to be saved once it is repaired there', async () => {
    const { engine, memory } = await broken(comma, (good) => good);
    const { status, obstacle } = await engine.read(undefined, memory);
    assert.equal(status.readable, false);
    assert.deepEqual(obstacle?.next, { title: 'Save the Context File', command: commands.repairState });
    assert.equal(
      obstacle.problem.message,
      'The state block is repaired in the editor. It counts once the file is saved.',
    );
  });

  it('can be read with its repair before that is made', async () => {
    const { engine, good, before } = await broken(null, comma);
    assert.deepEqual((await engine.read(new Map([[CONTEXT, good]]))).status, before);
  });
});

describe('a context file that was rewritten', () => {
  it('is rebuilt before anything else is planned', async () => {
    const texts = await plannedTexts();
    const git = { branch: 'main', committed: { [CONTEXT]: running(texts.get(CONTEXT) ?? '') } };
    for (const text of ['# Work\n\n```json\n{ "active_context": [] }\n```\n', '# Work\n']) {
      texts.set(CONTEXT, text);
      const { next } = await folderInMemory(texts, { git }).engine.status();
      assert.deepEqual(next, {
        title: 'Rebuild State Block From Plans and Branches…',
        command: commands.rebuildState,
      });
    }
  });
});

describe('a plan without phases', () => {
  it('stays in sight as it ran', async () => {
    const texts = new Map<string, string | null>();
    const { engine } = folderInMemory(texts);
    await engine.init();
    await engine.createPlan({ task: 'fix', title: 'Fix', date: '2025-12-18' });
    const good = (texts.get(CONTEXT) ?? '').replace('"completed', '"execution_branch": "para/fix",\n  "completed');
    texts.set(CONTEXT, good.replace('[],', '[]'));
    const { status, shownState } = await engine.read();
    assert.deepEqual([status.readable, status.plan?.title, shownState], [false, 'Fix', 'executing']);
    assert.equal(status.next?.title, 'Add the Comma');
  });
});
