import assert from 'node:assert/strict';
import { basename, dirname } from 'node:path';
import { editContext } from '../../src/core/context/edit';
import { mergeContexts } from '../../src/core/context/merge';
import { parseContext } from '../../src/core/context/parse';
import { parseMarkdown } from '../../src/core/markdown/parse';
import { startedContext } from '../../src/core/workflow/startEdit';
import { readWorld } from '../../src/core/workflow/world';
import { corpus, type RealFile } from '../support/corpus';
import { CONTEXT } from '../support/hostile';
import { makeWorld, type TestWorld } from '../support/world';

const contexts = [...corpus('context'), ...corpus('archives')];

/** A folder with this version of the context file and the plans and summaries of its repository. */
async function worldOf(file: RealFile): Promise<TestWorld> {
  const world = makeWorld({ repository: false });
  await world.engine.init();
  for (const folder of ['plans', 'summaries']) {
    for (const { name, text } of corpus(folder)) {
      if (dirname(dirname(name)) !== dirname(dirname(file.name))) continue;
      world.write(`context/${folder}/${basename(name).replace(/^[0-9a-f]{8}-/, '')}`, text);
    }
  }
  world.write(CONTEXT, file.text);
  return world;
}

/** Everything of the state block but what an operation is to change. */
function otherKeys(text: string, changed: string[]): unknown {
  const block = /```json\r?\n([\s\S]*?)\r?\n```(?![\s\S]*```json)/.exec(text)?.[1] ?? '';
  const state = JSON.parse(block) as Record<string, unknown>;
  const keys = Object.keys(state).filter((key) => !changed.includes(key));
  return keys.map((key) => [key, state[key]]);
}

const headings = (text: string) =>
  parseMarkdown(text)
    .headings.filter(({ level }) => level < 3)
    .map((heading) => heading.text);

describe('every version of a real context file', function () {
  this.timeout(120_000);
  before(function () {
    if (contexts.length === 0) this.skip();
  });

  for (const file of contexts) {
    it(file.name.split(/[/\\]/).slice(-3).join('/'), async () => {
      const world = await worldOf(file);
      const status = await world.engine.status();
      assert.notEqual(status.state, 'invalid');
      assert.notEqual(status.state, 'uninitialized');
      assert.equal(status.todos.length, parseContext(file.text).todos.length);
      assert.ok((await world.engine.library()).plans.length > 0);
      assert.equal(world.read(CONTEXT), file.text, 'reading changes nothing');

      // A tick and its inverse, first, middle and last.
      for (const index of new Set([0, status.todos.length >> 1, status.todos.length - 1])) {
        const todo = status.todos[index];
        if (!todo) continue;
        await world.engine.setTodo({ index, done: !todo.done });
        const changed = world.read(CONTEXT);
        assert.deepEqual(differences(changed, file.text), [todo.line]);
        await world.engine.setTodo({ index, done: todo.done });
        assert.equal(world.read(CONTEXT), file.text);
      }

      // Each phase to every status and back.
      const phases = parseContext(file.text).state?.phased?.phases ?? [];
      for (const [index, phase] of phases.entries()) {
        const set = (text: string, value: unknown) =>
          editContext(text, { state: [{ path: ['phased_execution', 'phases', index, 'status'], value }] });
        const written = /"status":\s*"([^"]*)"/g;
        const was = [...file.text.matchAll(written)].map((match) => match[1]).slice(-phases.length)[index];
        for (const value of ['pending', 'in_progress', 'completed']) {
          const changed = set(file.text, value);
          assert.ok(differences(changed, file.text).length <= 1, `${String(phase.phase)} ${value}`);
          assert.equal(set(changed, was), file.text);
        }
      }

      // A start: what it doesn't name stays.
      const { plan } = await readWorld(world.ports);
      const phase = plan?.phases.find((each) => each.entry.status === 'pending') ?? plan?.phases[0] ?? null;
      if (plan) {
        const branch = 'para/started';
        const now = new Date('2030-01-01T00:00:00Z');
        const o = {
          plan,
          phase,
          branch,
          recordBranch: false,
          worktree: null,
          todos: ['One', 'Two'],
          freshNotes: false,
          now,
        };
        const started = startedContext(file.text, o);
        const read = parseContext(started);
        assert.equal(read.state?.executionBranch, branch);
        assert.equal(read.progressNotes, parseContext(file.text).progressNotes);
        const changed = ['active_context', 'execution_branch', 'execution_started', 'phased_execution', 'last_updated'];
        assert.deepEqual(otherKeys(started, changed), otherKeys(file.text, changed));
        assert.deepEqual(headings(file.text).filter((each) => !headings(started).includes(each)), []); // prettier-ignore
        for (const path of parseContext(file.text).state?.activeContext ?? []) {
          const other = plan.phases.some((each) => each !== phase && each.plan?.path === path);
          assert.equal(read.state.activeContext.includes(path), !other, path);
        }
        // Done once more, it changes nothing.
        assert.equal(startedContext(started, o), started);

        const { archive } = await world.engine.archive({ unfinished: 'archive' });
        assert.equal(world.read(archive), file.text);
        const kept = parseContext(world.read(CONTEXT)).state?.completedSummaries;
        assert.deepEqual(kept, parseContext(file.text).state?.completedSummaries);
      }

      assert.equal(mergeContexts(file.text, file.text), file.text);
      assert.equal(mergeContexts(file.text, file.text, file.text), file.text);
      const later = editContext(file.text, { state: [{ path: ['last_updated'], value: '2099-01-01T00:00:00Z' }] });
      assert.equal(mergeContexts(file.text, later), later);
      assert.equal(mergeContexts(later, file.text), later);
    });
  }
});

/** The lines that differ between two texts of as many lines. */
function differences(a: string, b: string): number[] {
  const [left, right] = [a.split('\n'), b.split('\n')];
  assert.equal(left.length, right.length);
  return left.flatMap((line, index) => (line === right[index] ? [] : [index]));
}
