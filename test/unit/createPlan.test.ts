import assert from 'node:assert/strict';
import { checkPhaseName, checkTitle, previewFiles, toOptions } from '../../src/features/createPlan/draft';

const now = new Date(2025, 11, 18, 12);

describe('create plan wizard', () => {
  it('checks the title as it is typed', () => {
    const check = (title: string) => checkTitle(title, ['context/plans/2025-12-18-auth.md'], 'context', now);
    assert.equal(check('Add search'), null);
    assert.match(check(' ') ?? '', /needs a title/);
    assert.match(check('!!!') ?? '', /letter or digit/);
    assert.match(check('Auth') ?? '', /exists already/);
  });

  it('wants at least one phase, and no name twice', () => {
    assert.match(checkPhaseName('', 0, []) ?? '', /at least one/);
    assert.equal(checkPhaseName('', 1, ['API']), null);
    assert.equal(checkPhaseName('API', 0, ['API']), null);
    assert.match(checkPhaseName('api ', 1, ['API']) ?? '', /Another phase/);
  });

  it('previews the files', () => {
    const draft = { kind: 'phased' as const, title: 'User Auth', objective: '', phases: ['Schema', 'API'] };
    assert.deepEqual(previewFiles(draft, 'context', now), [
      'context/plans/2025-12-18-user-auth.md',
      'context/plans/2025-12-18-user-auth-phase-1.md',
      'context/plans/2025-12-18-user-auth-phase-2.md',
    ]);
    assert.deepEqual(previewFiles({ ...draft, kind: 'simple' }, 'context', now), [
      'context/plans/2025-12-18-user-auth.md',
    ]);
  });

  it('leaves out what was not typed', () => {
    const draft = { kind: 'simple' as const, title: 'User Auth', objective: '', phases: ['forgotten'] };
    assert.deepEqual(toOptions(draft), { task: 'User Auth', title: 'User Auth', phases: [] });
  });
});
