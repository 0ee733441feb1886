import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPlanError } from '../../src/core/errors';
import {
  archivePath,
  branchName,
  checkPhaseId,
  initMessage,
  localDate,
  localTime,
  phasePlanCandidates,
  phasePlanPath,
  planPath,
  readPlanFileName,
  readSummaryFileName,
  summariesAmong,
  summaryAmong,
  resolveReference,
  stateTime,
  summaryPath,
  taskSlug,
} from '../../src/core/plan/names';
import { cases } from '../support/cases';

const TASK = 'implement-user-authentication';
const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};
const refused = (error: unknown): boolean => isPlanError(error, 'INVALID_ARGUMENT');

describe('plan names: slugs', () => {
  for (const [task, slug] of [
    ['Implement User Authentication', TASK],
    [TASK, TASK],
    ['  Fix: the user’s   login! ', 'fix-the-users-login'],
    ['Größe ändern, Straße, Ærø', 'grosse-andern-strasse-aero'],
    ['Ｆｕｌｌ width №1', 'full-width-no1'],
    ['api/v2\\auth', 'api-v2-auth'],
    ['../../etc/passwd', 'etc-passwd'],
    ['release 1.2..3.lock', 'release-1-2-3-lock'],
    ['two-phase commit', 'two-phase-commit'],
    ['phased rollout', 'phased-rollout'],
    ['Add 登录', 'add-登录'],
    ['実装：ユーザー認証', '実装-ユーザー認証'],
    ['Вход Ёлки', 'вход-ёлки'],
    ['Cafe\u0301 и кафе\u0308', 'cafe-и-кафё'.replace('ё', 'е\u0308'.normalize('NFC'))],
    ['लॉगिन जोड़ें', 'लॉगिन-जोड़ें'.normalize('NFC')],
    ['로그인 추가', '로그인-추가'],
    ['🚀 Launch it 🎉', 'launch-it'],
    ['trailing dot.', 'trailing-dot'],
    ['con fig', 'con-fig'],
  ]) {
    it(`“${task}” → ${slug}`, () => assert.equal(taskSlug(task ?? ''), slug));
  }

  for (const task of [
    '',
    ' ',
    '!!!',
    '🚀',
    '..',
    'con',
    'LPT1',
    'x'.repeat(81),
    '登'.repeat(67),
    'auth phase 1',
    'Auth - Phase 2b',
    'phase 1 auth',
    'Phase 3',
  ]) {
    it(`refuses “${task.slice(0, 20)}”`, () => assert.throws(() => taskSlug(task), refused));
  }

  it('proposes one that is taken where a name is too long or Windows can’t have it', () => {
    for (const task of ['a long name of many words '.repeat(8), '登录'.repeat(50), 'x'.repeat(200), 'con']) {
      const proposed = /“([^”]*)”(?:\.|, for example\.)$/.exec(messageOf(() => taskSlug(task)))?.[1] ?? '';
      assert.equal(taskSlug(proposed), proposed);
    }
  });

  it('gives a slug that is safe, stays as it is and never reads as a phase, or refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (task) => {
        let slug: string;
        try {
          slug = taskSlug(task);
        } catch (error) {
          return refused(error);
        }
        assert.match(slug, /^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(-[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*$/u);
        assert.doesNotMatch(slug.normalize('NFD'), /[a-z]\p{M}/u);
        assert.equal(slug.normalize('NFC'), slug);
        assert.equal(taskSlug(slug), slug);
        assert.deepEqual(readPlanFileName(planPath('context', '2025-01-31', slug)), {
          date: '2025-01-31',
          task: slug,
          phase: null,
        });
        return true;
      }),
      cases(2000),
    );
  });
});

describe('plan names: paths, branches and messages', () => {
  it('are those of the method', () => {
    const path = `context/plans/2025-12-18-${TASK}`;
    assert.equal(planPath('context', '2025-12-18', TASK), `${path}.md`);
    assert.equal(phasePlanPath('context/', '2025-12-18', TASK, 1), `${path}-phase-1.md`);
    assert.equal(
      summaryPath('docs/context', '2025-12-18', 'a', '1a'),
      'docs/context/summaries/2025-12-18-a-phase-1a-summary.md',
    );
    assert.equal(summaryPath('context', '2025-12-18', 'a', null), 'context/summaries/2025-12-18-a-summary.md');
    assert.equal(archivePath('context', '2025-12-18', null), 'context/archives/2025-12-18-context.md');
    assert.equal(archivePath('context', '2025-12-18', '0905'), 'context/archives/2025-12-18-0905-context.md');
    assert.equal(branchName('para/', TASK, 1), `para/${TASK}-phase-1`);
    assert.equal(branchName('pret/', TASK, null), `pret/${TASK}`);
    assert.equal(initMessage(TASK, 1), `chore: Initialize execution context for ${TASK}-phase-1`);
    assert.equal(initMessage(TASK, null), `chore: Initialize execution context for ${TASK}`);
  });

  it('refuse dates and ids that would leave the folder or break a branch name', () => {
    for (const date of ['', '2025-1-1', '2025-13-01', '2025-02-30', '../../2025-01-01', '2025-01-01/x']) {
      assert.throws(() => planPath('context', date, 'a'), refused, date);
    }
    for (const id of [-1, 1.5, NaN, '', '..', '../../x', 'a/b', 'a..b', '.a', '1 2', 'a.', 'a.lock', '1\n', 'ä']) {
      assert.throws(() => checkPhaseId(id), refused, String(id));
      assert.throws(() => phasePlanPath('context', '2025-01-01', 'a', id), refused);
      assert.deepEqual(phasePlanCandidates('context/plans/2025-01-01-a.md', id), []);
    }
    for (const id of [0, 1, 12, '1', '1a', '7A', 'rc-1', '2.1', 'setup_db']) checkPhaseId(id);
  });

  it('turn a hand-made task name into a branch that git takes', () => {
    assert.equal(branchName('para/', 'My task: what? [draft]..v2~1', null), 'para/My-task-what-draft]-v2-1');
    assert.equal(branchName('para/', 'a@{b', 1), 'para/a-b-phase-1');
  });

  it('tell local dates from UTC times', () => {
    const moment = new Date(2025, 0, 5, 7, 8, 9, 999);
    assert.equal(localDate(moment), '2025-01-05');
    assert.equal(localTime(moment), '0708');
    assert.equal(stateTime(new Date('2025-12-18T10:00:00.987Z')), '2025-12-18T10:00:00Z');
  });
});

describe('plan names: reading', () => {
  const plans: [string, string | null, string, number | string | null][] = [
    [`context/plans/2025-12-18-${TASK}.md`, '2025-12-18', TASK, null],
    [`context/plans/2025-12-18-${TASK}-phase-2.md`, '2025-12-18', TASK, 2],
    ['2026-01-06-auth-phase-1a.md', '2026-01-06', 'auth', '1a'],
    ['2026-01-06-auth-phase-7A.md', '2026-01-06', 'auth', '7A'],
    ['2026-01-06-auth-phase-01.md', '2026-01-06', 'auth', '01'],
    ['2026-01-06-auth-phase-B.md', '2026-01-06', 'auth', 'B'],
    ['2026-01-06-auth-phase1.md', '2026-01-06', 'auth', 1],
    ['2026-01-06-auth-phase-2-api-layer.md', '2026-01-06', 'auth', 2],
    ['2026-01-06-phase-3-auth.md', '2026-01-06', 'auth', 3],
    ['2026-01-06-phase1a-auth-api.md', '2026-01-06', 'auth-api', '1a'],
    ['2026-01-06-phase-1.2b-auth-api.md', '2026-01-06', 'auth-api', '1.2b'],
    ['phase2-auth-api.md', null, 'auth-api', 2],
    ['2026-01-06-phase-3.md', '2026-01-06', '', 3],
    ['2026-01-06-two-phase-commit.md', '2026-01-06', 'two-phase-commit', null],
    ['2026-01-06-phased-rollout.md', '2026-01-06', 'phased-rollout', null],
    ['plans\\2026-01-06-auth-phase-2.md', '2026-01-06', 'auth', 2],
    ['context/plans/2026-01-06-auth/plan.md', '2026-01-06', 'auth', null],
    ['context/plans/auth/Master-Plan.md', null, 'auth', null],
    ['context/plans/auth/phase-1.2b-api.md', null, 'auth', '1.2b'],
    ['plans/auth/phase2.md', null, 'auth', 2],
    ['context/plans/auth/notes.md', null, 'notes', null],
    ['context/plans/auth-phase-1/plan.md', null, 'plan', null],
    ['roadmap.md', null, 'roadmap', null],
    ['context/data/roadmap-phase-4.MD', null, 'roadmap', 4],
  ];
  for (const [path, date, task, phase] of plans) {
    it(path, () => assert.deepEqual(readPlanFileName(path), { date, task, phase }));
  }

  it('knows no plan in other files', () => {
    for (const path of ['', '.md', 'plans/', '2026-01-06.md', '2026-01-06-auth.yaml', 'notes.txt']) {
      assert.equal(readPlanFileName(path), null, path);
    }
  });

  it('reads summaries with the suffix and without', () => {
    const expected = { date: '2026-04-29', task: 'clean-slate-cli', phase: 1 };
    assert.deepEqual(readSummaryFileName('context/summaries/2026-04-29-clean-slate-cli-phase-1.md'), expected);
    assert.deepEqual(readSummaryFileName('context/summaries/2026-04-29-clean-slate-cli-phase-1-summary.md'), expected);
    assert.deepEqual(readSummaryFileName('2026-02-12-rebrand-summary.md'), {
      date: '2026-02-12',
      task: 'rebrand',
      phase: null,
    });
  });

  it('knows a summary of a phase or a plan by its name, in every form, and no other', () => {
    for (const [name, task, phase, wanted] of [
      ['2025-12-19-auth-phase-1-summary.md', 'auth', 1, true],
      ['2025-12-19-auth-phase-1-summary.md', 'auth', '1', true],
      ['2025-12-19-auth-phase-1.md', 'auth', 1, true],
      ['2025-12-19-phase-1-auth-summary.md', 'auth', 1, true],
      ['2025-12-19-phase1-auth.md', 'auth', 1, true],
      ['auth-phase-1-summary.md', 'auth', 1, true],
      ['2025-12-19-auth-phase-core-summary.md', 'auth', 'core', true],
      ['2025-12-19-auth-phase-1-summary.md', 'auth-master', 1, true],
      ['2025-12-19-auth-summary.md', 'auth', null, true],
      ['2025-12-19-user-auth-phase-1-summary.md', 'auth', 1, false],
      ['2025-12-19-user-auth-summary.md', 'auth', null, false],
      ['2025-12-19-auth-phase-1-summary.md', 'auth', null, false],
      ['2025-12-19-auth-phase-11-summary.md', 'auth', 1, false],
      ['2025-12-19-auth-summary.md', 'auth', 1, false],
      ['auth.txt', 'auth', null, false],
    ] as const) {
      const path = `context/summaries/${name}`;
      assert.equal(summaryAmong([path], task, phase), wanted ? path : null, `${name} of ${task}, ${phase}`);
    }
    const both = ['2025-12-19-auth-summary.md', '2025-12-20-auth-summary.md'];
    assert.deepEqual([summariesAmong(both, 'auth', null), summaryAmong(both, 'auth', null)], [both, both[1]]);
  });

  it('reads back what it writes', () => {
    const id = fc.oneof(fc.nat(), fc.stringMatching(/^\d{1,2}[a-zA-Z](\.\d)?$/));
    fc.assert(
      fc.property(id, fc.stringMatching(/^[a-z]{1,8}(-[a-z]{1,8})?$/), (phase, task) => {
        fc.pre(!task.includes('phase'));
        const expected = { date: '2025-01-31', task, phase };
        assert.deepEqual(readPlanFileName(phasePlanPath('context', '2025-01-31', task, phase)), expected);
        assert.deepEqual(readSummaryFileName(summaryPath('context', '2025-01-31', task, phase)), expected);
      }),
    );
  });

  it('looks for a phase plan beside the master, then among the plans', () => {
    assert.deepEqual(phasePlanCandidates('context/plans/2026-01-06-auth.md', '1a'), [
      'context/plans/2026-01-06-auth-phase-1a.md',
      'context/plans/2026-01-06-phase-1a-auth.md',
      'context/plans/2026-01-06-phase1a-auth.md',
    ]);
    const elsewhere = phasePlanCandidates('context/data/2026-01-06-auth-master.md', 2);
    assert.equal(elsewhere[0], 'context/data/2026-01-06-auth-master-phase-2.md');
    assert.ok(elsewhere.includes('context/plans/2026-01-06-auth-phase-2.md'));
  });

  it('resolves what a plan calls another file', () => {
    const from = 'context/plans/2026-01-06-auth-phase-1.md';
    assert.equal(resolveReference(from, '2026-01-06-auth.md'), 'context/plans/2026-01-06-auth.md');
    assert.equal(resolveReference(from, './2026-01-06-auth.md'), 'context/plans/2026-01-06-auth.md');
    assert.equal(resolveReference(from, 'context/data/auth.md'), 'context/data/auth.md');
  });
});
