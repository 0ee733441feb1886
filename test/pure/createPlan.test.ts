import assert from 'node:assert/strict';
import { checkPhaseName, checkTitle, previewFiles, toOptions, type Draft } from '../../src/features/createPlan/draft';

const now = new Date(2025, 11, 18, 12);

const draftOf = (o: Partial<Draft>): Draft => ({
  kind: 'phased',
  title: 'User Auth',
  name: '',
  objective: '',
  pattern: null,
  phases: [],
  ...o,
});

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
    assert.equal(checkPhaseName('', 1, [{ name: 'API' }]), null);
    assert.equal(checkPhaseName('API', 0, [{ name: 'API' }]), null);
    assert.match(checkPhaseName('api ', 1, [{ name: 'API' }]) ?? '', /Another phase/);
  });

  it('previews the files', () => {
    const draft = draftOf({ phases: [{ name: 'Schema' }, { name: '' }, { name: 'API' }] });
    assert.deepEqual(previewFiles(draft, 'context', now), [
      { path: 'context/plans/2025-12-18-user-auth.md', phase: null },
      { path: 'context/plans/2025-12-18-user-auth-phase-1.md', phase: 'Schema' },
      { path: 'context/plans/2025-12-18-user-auth-phase-2.md', phase: 'API' },
    ]);
    assert.deepEqual(previewFiles({ ...draft, kind: 'simple' }, 'context', now), [
      { path: 'context/plans/2025-12-18-user-auth.md', phase: null },
    ]);
  });

  it('leaves out what was not typed', () => {
    const draft = draftOf({ kind: 'simple', phases: [{ name: 'forgotten' }] });
    assert.deepEqual(toOptions(draft), { task: 'User Auth', title: 'User Auth', phases: [] });
  });
});
