import assert from 'node:assert/strict';
import { fileBadges } from '../../src/view/fileBadges';
import { phase, running, status } from './surfaces.statuses';

describe('badges of files', () => {
  const told = (of: Parameters<typeof fileBadges>[0]): string[] =>
    [...fileBadges(of)].map(([path, { badge, tooltip }]) => `${path.replace(/.*-auth/, '')} ${badge} ${tooltip}`);

  it('tell what is done, runs and waits', () => {
    assert.deepEqual(told(running()), [
      '-phase-1.md ✓ Phase 1: Database Schema, merged',
      '-phase-2.md ▶ Phase 2: API Layer, running',
      '-phase-3.md … Phase 3: Frontend, waiting for phase 2',
    ]);
  });

  it('are on no file of a phase that can start, or was dropped, or has none', () => {
    const phases = [phase(1), phase(2, { dropped: true }), phase(3, { plan: null, status: 'completed' })];
    assert.deepEqual(told(status({ phases })), []);
  });

  it('are on the plan itself once it is complete', () => {
    const done = status({ state: 'complete', phases: [phase(1, { status: 'completed', merged: true })] });
    assert.deepEqual(told(done), [
      '-phase-1.md ✓ Phase 1: Database Schema, merged',
      '.md ✓ User Authentication, completed',
    ]);
  });
});
