import assert from 'node:assert/strict';
import type { PlanStatus } from '../../src/core/types';
import { lensesInSight, statusInSight } from '../../src/features/codeLens/inSight';
import { lensFile, lensesOf } from '../../src/features/codeLens/model';
import { readPlaces } from '../../src/features/codeLens/readPlaces';
import { obstacle, running, status, unmerged } from './surfaces.statuses';

const contextFile = 'context/context.md';
const master = 'context/plans/2025-12-18-auth.md';
const masterText = [
  '# Master Plan: User Authentication',
  '',
  '## Phase Breakdown',
  '',
  '### Phase 1: Database Schema',
  '',
  '```md',
  '### Phase 2: in a fence',
  '```',
  '',
  '### Phase 2: API Layer',
  '',
  '### Phase 3: Frontend',
  '',
].join('\n');

function lenses(of: PlanStatus, path: string, text: string): string[] {
  const file = lensFile(of, contextFile, path);
  assert.ok(file, `${path} gets no lenses`);
  return lensesOf(of, file, readPlaces(text, file.kind === 'context')).map((lens) => `${lens.line} ${lens.title}`);
}

describe('code lenses', () => {
  it('stand on the phase headings of the master plan', () => {
    assert.deepEqual(lenses(running(), master, masterText), [
      '0 1/3 phases',
      '4 $(check) Merged',
      '4 $(output) Summary',
      '10 $(check) Summarize Phase 2',
      '10 2/5',
      '12 Waiting for phase 2',
    ]);
  });

  it('offer the start of a plan that is approved, and its approval else', () => {
    const approved = status();
    assert.deepEqual(lenses(approved, master, masterText), [
      '0 0/3 phases',
      '4 $(play) Start Phase 1',
      '10 Waiting for phase 1',
      '12 Waiting for phases 1 and 2',
    ]);
    const plan = approved.plan && { ...approved.plan, status: 'In Review' };
    assert.equal(lenses(status({ plan }), master, masterText)[0], '0 $(thumbsup) Approve Plan');
  });

  it('say what a phase waits for, and offer a pull request for what is not merged', () => {
    assert.deepEqual(lenses(unmerged(), master, masterText), [
      '0 1/3 phases',
      '4 Completed, not merged',
      '4 $(git-pull-request) Create Pull Request',
      '4 $(output) Summary',
      '10 Waiting for phase 1 to be merged',
      '12 Waiting for phase 2',
    ]);
    const file = lensFile(unmerged(), contextFile, 'context/plans/2025-12-18-auth-phase-2.md');
    const [lens] = file ? lensesOf(unmerged(), file, readPlaces('# Phase 2: API Layer\n')) : [];
    assert.match(lens?.tooltip ?? '', /Phase 1 is completed but not merged/);
  });

  it('offer the branch, and no summary, of a phase that only its branch knows to run', () => {
    const elsewhere = running({ branch: { expected: null, actual: 'main' }, todos: [] });
    const titles = lenses(elsewhere, master, masterText);
    assert.ok(
      titles.some((title) => title.includes('Switch to para/auth-phase-2')),
      titles.join(),
    );
    assert.ok(!titles.some((title) => title.includes('Summarize')), titles.join());
  });

  it('stand on the title of a phase plan', () => {
    const text = '\n# Phase 2: API Layer\n';
    assert.deepEqual(lenses(running(), 'context/plans/2025-12-18-auth-phase-2.md', text), [
      '1 $(check) Summarize Phase 2',
      '1 2/5',
    ]);
  });

  it('stand on the to-dos of the context file, ticked or not, where they stand in the editor now', () => {
    const lines = ['# Current Work Summary', '', '- [x] Login', '- [ ] Tokens', '- [ ] Typed just now', ''];
    assert.deepEqual(lenses(running(), contextFile, lines.join('\n')), [
      '0 $(check) Summarize Phase 2',
      '0 2/5',
      '2 $(discard) Reopen',
      '3 $(check) Done',
      '4 Save to tick it here',
    ]);
    const ticked = lenses(running(), contextFile, lines.join('\n').replace('[ ] Tokens', '[x] Tokens'));
    assert.equal(ticked.length, 5, 'a tick moves nothing');
  });

  it('name the next action in the context file between phases', () => {
    assert.deepEqual(lenses(status(), contextFile, '# Current Work Summary\n'), ['0 $(arrow-right) Start Phase 1']);
  });

  it('stay at their lines while the state block can’t be read, with what would write switched off', () => {
    const lines = ['# Current Work Summary', '', '- [x] Login', '- [ ] Tokens', ''].join('\n');
    const good = lensesOf(running(), { kind: 'context', path: contextFile }, readPlaces(lines, true));
    const kept = lensesOf(
      statusInSight(running({ readable: false })),
      { kind: 'context', path: contextFile },
      readPlaces(lines, true),
    );
    const [first, ...rest] = lensesInSight(kept, 0, obstacle);
    assert.deepEqual(
      [first?.title, first?.command],
      ['$(warning) The context file needs repair: Remove the Comma', 'phasedPlans.repairState'],
    );
    assert.deepEqual(
      rest.map(({ line, title }) => [line, title]),
      good.map(({ line, title }) => [line, title]),
    );
    assert.deepEqual(
      rest.flatMap(({ command }) => command ?? []),
      ['phasedPlans.showStatus'],
    );
    assert.match(rest.find(({ title }) => title.endsWith('Done'))?.tooltip ?? '', /^Switched off/);
  });

  it('stand in no other file', () => {
    assert.equal(lensFile(running(), contextFile, 'context/plans/other.md'), null);
    assert.equal(lensFile(status({ state: 'invalid' }), contextFile, master), null);
  });
});
