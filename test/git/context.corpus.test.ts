import assert from 'node:assert/strict';
import { editContext } from '../../src/core/context/edit';
import { sectionName } from '../../src/core/context/locate';
import { mergeContexts } from '../../src/core/context/merge/merge';
import { parseContext } from '../../src/core/context/parse';
import { setTask } from '../../src/core/markdown/edits';
import { parseMarkdown } from '../../src/core/markdown/parse';
import { corpus } from '../support/corpus';

describe('context: real files', function () {
  this.timeout(20_000);
  const files = [...corpus('context'), ...corpus('archives')];
  before(function () {
    if (files.length === 0) this.skip();
  });

  it('read', () => {
    for (const { name, text } of files) {
      const { state, issues, summaryLine } = parseContext(text);
      assert.ok(state, name);
      assert.deepEqual(issues, [], name);
      assert.equal(summaryLine?.line, 2, name);
    }
  });

  it('keep every byte but those of the time', () => {
    for (const { name, text } of files) {
      const old = parseContext(text).state?.lastUpdated ?? '';
      const at = text.lastIndexOf(`"${old}"`);
      const changed = editContext(text, { state: [{ path: ['last_updated'], value: '2099-01-01T00:00:00Z' }] });
      assert.equal(changed, `${text.slice(0, at)}"2099-01-01T00:00:00Z"${text.slice(at + old.length + 2)}`, name);
    }
  });

  it('keep everything else when phases and lists change', () => {
    for (const { name, text } of files) {
      const { state } = parseContext(text);
      assert.ok(state);
      const phases = state.phased?.phases ?? [];
      const edits = phases.map((_, i) => ({ path: ['phased_execution', 'phases', i, 'status'], value: `s${i}` }));
      const lines = text.split('\n');
      const changed = editContext(text, { state: edits }).split('\n');
      assert.equal(changed.length, lines.length, name);
      assert.equal(changed.filter((line, i) => line !== lines[i]).length, phases.length, name);
      const grown = editContext(text, {
        state: [{ path: ['active_context'], value: [...state.activeContext, 'new.md'] }],
      });
      const shrunk = editContext(grown, { state: [{ path: ['active_context'], value: state.activeContext }] });
      assert.notEqual(grown, text);
      assert.equal(shrunk, text, name);
    }
  });

  it('keep their own sections when a phase starts', () => {
    for (const { name, text } of files) {
      const changed = editContext(text, {
        summaryLine: 'Executing: X - Phase 1: Y',
        metadata: [
          { label: 'Branch', value: 'para/x-phase-1' },
          { label: 'Master Plan', value: 'm.md' },
        ],
        todos: ['one', 'two'],
      });
      const file = parseContext(changed);
      assert.equal(file.summaryLine?.text, 'Executing: X - Phase 1: Y', name);
      assert.equal(file.branch, 'para/x-phase-1', name);
      assert.deepEqual(file.state, parseContext(text).state, name);
      const own = file.todos.filter((todo) => ['one', 'two'].includes(todo.text));
      assert.equal(own.length, 2, name);
      assert.deepEqual(editContext(changed, { todos: ['one', 'two'] }), changed, name);
      const headings = (from: string) =>
        parseMarkdown(from)
          .headings.filter(({ level }) => level < 3)
          .map((heading) => heading.text);
      const missing = headings(text).filter((heading) => !headings(changed).includes(heading));
      assert.deepEqual(missing, [], name);
    }
  });

  it('change one character for a tick, and none after its inverse', () => {
    for (const { name, text } of [...files, ...corpus('plans'), ...corpus('summaries')]) {
      for (const { task, line } of parseMarkdown(text).items) {
        if (!task) continue;
        const changed = setTask(text, line, task.marker === ' ');
        assert.equal(changed.length, text.length, name);
        assert.equal(changed.slice(0, task.offset), text.slice(0, task.offset));
        assert.equal(changed.slice(task.offset + 1), text.slice(task.offset + 1));
        assert.equal(setTask(changed, line, task.marker !== ' ', task.marker), text, name);
      }
    }
  });

  it('merge without loss, and with a base to what the newer one says', () => {
    for (let i = 1; i < files.length; i++) {
      const [ours, theirs] = [files[i - 1], files[i]];
      assert.ok(ours && theirs);
      const merged = mergeContexts(ours.text, theirs.text);
      const file = parseContext(merged);
      assert.deepEqual(file.issues, [], theirs.name);
      assert.equal(mergeContexts(merged, theirs.text), merged, theirs.name);
      const texts = new Set(file.todos.map(({ text }) => text));
      for (const side of [ours, theirs]) {
        for (const { text } of parseContext(side.text).todos) assert.ok(texts.has(text), `${side.name}: ${text}`);
        for (const name of headingNames(side.text))
          assert.ok(headingNames(merged).includes(name), `${side.name}: ${name}`);
      }
      // Ours is the base: all that changed is theirs.
      const { state } = parseContext(mergeContexts(ours.text, theirs.text, ours.text));
      assert.deepEqual(
        new Set(state?.activeContext),
        new Set(parseContext(theirs.text).state?.activeContext),
        theirs.name,
      );
      assert.equal(state?.executionBranch, parseContext(theirs.text).state?.executionBranch, theirs.name);
    }
  });
});

/** Without decoration: two versions of a heading that differ in a check mark are one. */
function headingNames(text: string): string[] {
  return parseMarkdown(text).headings.map((heading) => sectionName(heading.text));
}
