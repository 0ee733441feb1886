import assert from 'node:assert/strict';
import { mergeContexts } from '../../src/core/context/merge/merge';
import { parseContext } from '../../src/core/context/parse';

/** A version in which a phase runs, and those before it are completed unless said otherwise. */
function version(phase: number, todos: string, notes: string, before = 'completed'): string {
  const statuses = [1, 2, 3].map((id) => (id === phase ? 'in_progress' : id < phase ? before : 'pending'));
  return `# Work

Executing: X - Phase ${phase}: Y

**Branch:** \`para/x-phase-${phase}\`

## To-Do List

${todos}

## Progress Notes

${notes}

---

\`\`\`json
{
  "active_context": [],
  "execution_branch": "para/x-phase-${phase}",
  "phased_execution": {
    "master_plan": "x.md",
    "phases": [${statuses.map((status, at) => `{ "phase": ${at + 1}, "status": "${status}" }`).join(', ')}],
    "current_phase": ${phase}
  },
  "last_updated": "2026-01-0${5 - phase}T10:00:00Z"
}
\`\`\`
`;
}

const IDLE = '_Update this section as you complete items._';
const TWO = '- [ ] tests\n- [ ] two';
const THREE = '- [ ] three\n- [x] tests\n  - [ ] part';

/** The to-do list, or the notes. */
function bodyOf(text: string, heading: string): string {
  const [, body = ''] = text.split(`## ${heading}\n\n`);
  return body.split(/\n\n(?:## |---)/)[0] ?? '';
}

describe('context: merging versions of different phases', () => {
  it('keeps the to-dos of each under its heading, what runs last', () => {
    const [two, three] = [version(2, TWO, IDLE), version(3, THREE, IDLE)];
    for (const merged of [mergeContexts(two, three), mergeContexts(three, two)]) {
      assert.equal(bodyOf(merged, 'To-Do List'), `### Phase 2\n\n${TWO}\n\n### Phase 3\n\n${THREE}`);
      assert.equal(bodyOf(merged, 'Progress Notes'), IDLE);
      for (const side of [two, three]) assert.equal(mergeContexts(merged, side), merged);
    }
  });

  it('takes all that tells of what runs from the phase that is further, though the other is newer', () => {
    const [two, three] = [version(2, TWO, IDLE), version(3, THREE, IDLE)];
    for (const merged of [mergeContexts(two, three), mergeContexts(three, two, version(1, '- [x] one', IDLE))]) {
      const { summaryLine, branch, state } = parseContext(merged);
      assert.equal(summaryLine?.text, 'Executing: X - Phase 3: Y');
      assert.deepEqual([branch, state?.executionBranch], ['para/x-phase-3', 'para/x-phase-3']);
      assert.deepEqual([state?.phased?.currentPhase, state?.lastUpdated], [3, '2026-01-03T10:00:00Z']);
      assert.deepEqual(
        state?.phased?.phases.map(({ status }) => status),
        ['completed', 'completed', 'in_progress'],
      );
    }
  });

  it('keeps of a list that the start of the next phase took away what was ticked since', () => {
    const [base, three] = [version(2, TWO, IDLE), version(3, THREE, IDLE)];
    const ticked = version(2, TWO.replace('[ ] two', '[x] two'), IDLE);
    for (const merged of [mergeContexts(ticked, three, base), mergeContexts(three, ticked, base)]) {
      assert.equal(bodyOf(merged, 'To-Do List'), `### Phase 2\n\n- [x] two\n\n### Phase 3\n\n${THREE}`);
    }
    const later = three.replace('2026-01-02', '2026-01-09');
    assert.equal(mergeContexts(later, base, base), later);
    assert.equal(mergeContexts(base, later, base), later);
    const noted = base.replace('## Progress', '## Rules\n\nBe kind.\n\n## Progress');
    assert.equal(bodyOf(mergeContexts(noted, three, base), 'To-Do List'), THREE);
  });

  it('keeps the whole list of a phase that the other side hasn’t done with', () => {
    const [base, three] = [version(2, TWO, IDLE), version(3, THREE, IDLE, 'pending')];
    const ticked = version(2, TWO.replace('[ ] two', '[x] two'), IDLE);
    const list = bodyOf(mergeContexts(three, ticked, base), 'To-Do List');
    assert.equal(list, `### Phase 2\n\n- [ ] tests\n- [x] two\n\n### Phase 3\n\n${THREE}`);
  });

  it('leaves a note with the phase it was written in', () => {
    const base = version(2, TWO, '- old');
    const two = version(2, TWO, '- old\n- two\n\n### Decisions\n\n- kind');
    const three = version(3, THREE, '- old\n- three');
    const notes = '### Phase 2\n\n- old\n- two\n\n#### Decisions\n\n- kind\n\n### Phase 3\n\n- three';
    for (const before of [base, null]) {
      assert.equal(bodyOf(mergeContexts(two, three, before), 'Progress Notes'), notes);
      assert.equal(bodyOf(mergeContexts(three, two, before), 'Progress Notes'), notes);
    }
  });

  it('knows a phase by its heading, and by the summary where none runs', () => {
    const two = version(2, `Do:\n\n### Phase 2: Core\n\n${TWO}`, IDLE);
    const done = two.replace('in_progress', 'completed').replace('"current_phase": 2', '"current_phase": null');
    const ticked = version(2, TWO.replace('[ ] two', '[x] two'), IDLE);
    const list = `Do:\n\n### Phase 2: Core\n\n${TWO.replace('[ ] two', '[x] two')}`;
    for (const side of [two, done.replace('Executing', 'Completed')]) {
      assert.equal(bodyOf(mergeContexts(side, ticked), 'To-Do List'), list);
      const merged = mergeContexts(version(3, THREE, IDLE), side);
      assert.equal(bodyOf(merged, 'To-Do List'), `Do:\n\n### Phase 2: Core\n\n${TWO}\n\n### Phase 3\n\n${THREE}`);
    }
  });

  it('keeps line endings, a tight layout, a missing final one, and drops a placeholder of the list', () => {
    const tight = (text: string) =>
      text
        .replaceAll(/(## .*)\n\n/g, '$1\n')
        .trimEnd()
        .replaceAll('\n', '\r\n');
    const merged = mergeContexts(tight(version(2, IDLE, '- two')), tight(version(3, THREE, '- three')));
    assert.ok(!/[^\r]\n|\n$/.test(merged) && !merged.includes(IDLE), merged);
    const { todos, progressNotes, state } = parseContext(merged);
    assert.equal(todos.length, 3);
    assert.match(progressNotes ?? '', /^### Phase 2\s+- two\s+### Phase 3\s+- three$/);
    assert.equal(state?.phased?.currentPhase, 3);
  });

  it('stays out of what isn’t known: two plans, none that runs', () => {
    const other = version(3, THREE, IDLE).replace('"x.md"', '"y.md"');
    const none = version(3, THREE, IDLE)
      .replace(/Executing.*/, 'Ready.')
      .replace(/"phased_execution"[^]*?\},\n {2}"last/, '"last');
    for (const side of [other, none]) {
      assert.ok(!mergeContexts(version(2, TWO, IDLE), side).includes('### Phase'), side);
    }
  });
});
