import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { entryIn, planNamedIn } from '../../src/core/context/planNamed';

const path = (name: string): string => `context/plans/${name}.md`;

/** A context file with these lines and this state block; `null`: without one. */
function contextOf(lines: Record<string, string>, state: Record<string, unknown> | null) {
  const labels = Object.entries(lines).map(([label, name]) => `**${label}:** ${path(name)}`);
  const block = state === null ? '' : `\`\`\`json\n${JSON.stringify({ active_context: [], ...state })}\n\`\`\`\n`;
  return parseContext(`# Current Work Summary\n\n${labels.join('\n')}\n\n---\n\n${block}`);
}

const phased = (master: string | null) => ({
  phased_execution: { ...(master === null ? {} : { master_plan: path(master) }), phases: [{ phase: 1 }] },
});
const active = (...names: string[]) => ({ active_context: names.map(path) });

describe('the plan that a context file speaks of', () => {
  it('is what the state block calls the master plan, whatever else it says', () => {
    const lines = { 'Master Plan': 'b', Plan: 'c' };
    assert.equal(planNamedIn(contextOf(lines, { ...phased('a'), ...active('d') })), path('a'));
  });

  it('is said by the plan line where the state block of phases leaves it out', () => {
    assert.equal(planNamedIn(contextOf({ 'Master Plan': 'b' }, { ...phased(null), ...active('d') })), path('b'));
    assert.equal(planNamedIn(contextOf({}, { ...phased(null), ...active('a-phase-1', 'a') })), path('a'));
  });

  it('is the one in use that the line names, else the first in use, and no file of a phase', () => {
    assert.equal(planNamedIn(contextOf({ Plan: 'a' }, active('b', 'a'))), path('a'));
    assert.equal(planNamedIn(contextOf({ Plan: 'old' }, active('a'))), path('a'), 'the state block counts');
    assert.equal(planNamedIn(contextOf({}, active('a-phase-1', 'a'))), path('a'));
    assert.equal(planNamedIn(contextOf({}, { active_context: ['context/data/a.csv', path('a')] })), path('a'));
    assert.equal(planNamedIn(contextOf({}, { active_context: ['context/summaries/a-summary.md'] })), null);
    assert.equal(planNamedIn(contextOf({}, active('a-phase-1'))), path('a-phase-1'), 'all that it names');
    assert.equal(planNamedIn(contextOf({ 'Master Plan': 'a' }, active('a-phase-1'))), path('a'));
  });

  it('is left in the plan line once nothing is in use, and where there is no state block', () => {
    assert.equal(planNamedIn(contextOf({ Plan: 'a' }, {})), path('a'));
    assert.equal(planNamedIn(contextOf({ 'Master Plan': 'a' }, null)), path('a'));
    assert.deepEqual([planNamedIn(contextOf({}, {})), planNamedIn(contextOf({}, null))], [null, null]);
  });

  it('is the only one whose phases it has entries for', () => {
    const context = contextOf({}, phased('a'));
    assert.deepEqual([entryIn(context, path('a'), '1')?.phase, entryIn(context, path('a'), 2)], [1, null]);
    assert.deepEqual([entryIn(context, path('b'), 1), entryIn(null, path('a'), 1)], [null, null]);
  });
});
