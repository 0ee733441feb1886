import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completeState, keyAt } from '../../src/core/context/complete';
import { linksIn } from '../../src/core/context/links';
import { contextSchema } from '../../src/core/context/schema';
import { runningContext } from '../support/golden';

const PLAN = 'context/plans/2025-12-18-implement-user-authentication';
const FILES = {
  plans: [`${PLAN}.md`, `${PLAN}-phase-1.md`, `${PLAN}-phase-2.md`, 'context/plans/2026-01-01-other.md'],
  summaries: ['context/summaries/2025-12-19-done-summary.md'],
};

const file = (json: string) => `# Work\n\nNote: "status"\n\n\`\`\`json\n${json}\n\`\`\`\n`;

/** What is proposed at `|`, and what the text becomes by the first of it. */
function at(text: string): { labels: string[]; first: string } {
  const offset = text.indexOf('|');
  const source = text.replace('|', '');
  const found = completeState(source, offset, FILES);
  const [first] = found;
  return {
    labels: found.map(({ label }) => label),
    first: first ? source.slice(0, first.start) + first.insert + source.slice(first.end) : '',
  };
}

const inFile = (json: string) => at(file(json));

describe('completion in the state block', () => {
  it('offers the keys that are not there yet', () => {
    const { labels, first } = inFile('{ "active_context": [], | }');
    assert.ok(!labels.includes('active_context'));
    assert.deepEqual(labels.slice(0, 2), ['completed_summaries', 'execution_branch']);
    assert.ok(first.includes('{ "active_context": [], "completed_summaries": [$0] }'), first);
  });

  it('replaces a half-typed key as a whole, and keeps a value that is there', () => {
    const json = '{ "active_context": [], "phased_execution": { "phases": [{ "phase": 1, "sta|" }] } }';
    const { labels, first } = inFile(json);
    assert.ok(labels.includes('status') && !labels.includes('phase'));
    assert.ok(first.includes('{ "phase": 1, "name": "$0" }'), first);
    const kept = inFile(json.replace('"sta|"', '"stat|": "pending"'));
    assert.ok(kept.first.includes('{ "phase": 1, "name": "pending" }'), kept.first);
  });

  it('ends an unfinished string at the cursor, so that nothing after it is lost', () => {
    const { first } = inFile('{ "active_context": ["context/|], "last_updated": null }');
    assert.ok(first.includes(`["${PLAN}.md"], "last_updated": null }`), first);
  });

  it('offers the statuses the method writes', () => {
    const { labels, first } = inFile(
      '{ "active_context": [], "phased_execution": { "phases": [{ "status": "pe|nding" }] } }',
    );
    assert.deepEqual(labels, ['pending', 'in_progress', 'completed', 'dropped']);
    assert.ok(first.includes('"status": "pending" }'), first);
  });

  it('offers phase ids as they are written, and none twice', () => {
    const phases = '[{ "phase": 1 }, { "phase": "2a" }, { "phase": 3, "depends_on": [1, |] }]';
    assert.deepEqual(inFile(`{ "phased_execution": { "phases": ${phases} } }`).labels, ['2a']);
    const current = `{ "phased_execution": { "phases": ${phases.replace('|', '')}, "current_phase": | } }`;
    assert.deepEqual(inFile(current).labels, ['1', '2a', '3', 'null']);
    assert.ok(inFile(current.replace('": |', '": nu|ll')).first.includes('"current_phase": 1 }'));
  });

  it('offers the files that are there, each where it belongs', () => {
    assert.deepEqual(inFile(`{ "active_context": ["${PLAN}.md", "|"] }`).labels, FILES.plans.slice(1));
    assert.deepEqual(inFile('{ "active_context": { "plans": ["|"] } }').labels, FILES.plans);
    assert.deepEqual(inFile('{ "active_context": [], "completed_summaries": [|] }').labels, FILES.summaries);
    assert.deepEqual(inFile('{ "phased_execution": { "master_plan": "|" } }').labels, [
      `${PLAN}.md`,
      'context/plans/2026-01-01-other.md',
      'null',
    ]);
    assert.deepEqual(inFile('{ "phased_execution": { "phases": [{ "plan": "|" }] } }').labels.slice(0, 2), [
      `${PLAN}-phase-1.md`,
      `${PLAN}-phase-2.md`,
    ]);
  });

  it('offers true, false and null', () => {
    const json = '{ "phased_execution": { "phases": [{ "merged": | }] } }';
    assert.deepEqual(inFile(json).labels, ['true', 'false', 'null']);
  });

  it('offers nothing in the prose, in a comment, and around a value', () => {
    assert.deepEqual(at(file('{ "active_context": [] }').replace('Note: "', 'Note: "|')).labels, []);
    assert.deepEqual(inFile('{\n  // "|\n  "active_context": [] }').labels, []);
    assert.deepEqual(inFile('{ "active_context": ["a"|] }').labels, []);
    assert.deepEqual(inFile('{ "active_context": [|"a"] }').labels, []);
  });

  it('never throws, wherever the cursor is in whatever text', () => {
    const source = runningContext(2);
    const cut = fc.tuple(fc.nat(source.length), fc.nat(40), fc.string());
    fc.assert(
      fc.property(cut, fc.nat(source.length), ([offset, length, text], cursor) => {
        const changed = source.slice(0, offset) + text + source.slice(offset + length);
        for (const { start, end } of completeState(changed, Math.min(cursor, changed.length), FILES)) {
          assert.ok(start <= end && end <= changed.length);
        }
        keyAt(changed, Math.min(cursor, changed.length));
        linksIn(changed, 'context/context.md', true);
      }),
    );
  });
});

describe('the meaning of a key', () => {
  it('is what the schema says', () => {
    const text = runningContext(2);
    const offset = text.indexOf('"status"');
    const found = keyAt(text, offset + 3);
    assert.equal(
      found?.description,
      contextSchema.properties.phased_execution.properties.phases.items.properties.status.description,
    );
    assert.equal(text.slice(found?.start, found?.end), '"status"');
  });

  it('is not told for values, unknown keys and prose', () => {
    const text = file('{ "active_context": ["status"], "mine": 1 }');
    for (const part of ['status"', '"mine', 'Note']) assert.equal(keyAt(text, text.indexOf(part) + 2), null, part);
  });
});

describe('links on paths', () => {
  const named = (text: string, path = 'context/context.md') =>
    linksIn(text, path, path === 'context/context.md').map((link) => [text.slice(link.start, link.end), link.path]);

  it('cover the state block and the metadata lines of the context file', () => {
    const plan = `${PLAN}.md`;
    assert.deepEqual(named(runningContext(1)), [
      [plan, plan],
      [`${PLAN}-phase-1.md`, `${PLAN}-phase-1.md`],
      [plan, plan],
      [`${PLAN}-phase-1.md`, `${PLAN}-phase-1.md`],
      [plan, plan],
      [`${PLAN}-phase-1.md`, `${PLAN}-phase-1.md`],
    ]);
  });

  it('cover what a plan names, also beside itself, and leave Markdown’s links and examples alone', () => {
    const text = [
      '# Phase 1: Core',
      '',
      '**Parent Plan:** `2026-01-01-other.md` (see there)',
      '**Master Plan:** [other](2026-01-01-other.md)',
      '**Date:** 2026-01-01',
      '',
      '## Phase Breakdown',
      '',
      '**Plan:** context/plans/x.md',
      '',
      '```',
      '**Plan:** context/plans/example.md',
      '```',
    ].join('\n');
    assert.deepEqual(named(text, 'context/plans/2026-01-01-other-phase-1.md'), [
      ['2026-01-01-other.md', 'context/plans/2026-01-01-other.md'],
      ['context/plans/x.md', 'context/plans/x.md'],
    ]);
  });
});
