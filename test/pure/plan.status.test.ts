import assert from 'node:assert/strict';
import { readContextState } from '../../src/core/context/state';
import {
  isApproved,
  isBareStatus,
  isNotApproved,
  readPlanStatus,
  readStatus,
  readWrittenStatus,
  saysMerged,
} from '../../src/core/plan/status';

/** What the state block’s entry of a phase says. */
const entry = (status: unknown) =>
  readContextState({ active_context: [], phased_execution: { phases: [{ phase: 1, status }] } })?.phased?.phases[0];

describe('plan: what a status says', () => {
  const words = {
    completed: [
      'completed',
      'complete',
      'Done',
      'merged',
      '✅ Completed (2026-01-06)',
      'finished',
      'Implemented',
      'shipped',
      'SHIPPED',
      'implementation-complete',
      '🟢 Live since May',
      '100 % done',
      '✅',
      '已完成',
      '完了（5月）',
      'Abgeschlossen',
      'terminé',
      'готово',
    ],
    in_progress: [
      '80% complete',
      'Partially done',
      '🚧',
      '进行中',
      '진행 중',
      'en cours',
      'in_progress',
      'In Progress',
      'in-progress',
      'in  progress since May',
      'Executing',
      'running',
      'WIP',
    ],
    pending: [
      'blocked',
      '⏸',
      'Cancelled',
      "Won't do",
      'pending',
      '📋 Planned',
      'In Review',
      'not started',
      'Not completed',
      'incomplete',
      'To Do',
      'Approved',
    ],
  } as const;

  it('is the same in a plan’s line and in the state block', () => {
    for (const [status, texts] of Object.entries(words)) {
      for (const text of texts) {
        assert.deepEqual([readPlanStatus(text), readStatus(text), entry(text)?.status], [status, status, status], text);
      }
    }
  });

  it('is nobody’s guess where it isn’t understood; a phase is then pending', () => {
    for (const text of ['Blessed', 'completeness', '🟢', '', '42', 'x'.repeat(2000), null]) {
      assert.equal(readPlanStatus(text), null, String(text));
      assert.equal(readStatus(text), 'pending');
    }
    assert.deepEqual([readStatus(undefined), readStatus(3)], ['pending', 'pending']);
  });

  it('is blocked or dropped only as written: the API knows three', () => {
    for (const [text, written] of [
      ['Blocked by #12', 'blocked'],
      ['⛔', 'blocked'],
      ['Superseded by the new plan', 'dropped'],
      ['取消', 'dropped'],
    ] as const) {
      assert.deepEqual([readWrittenStatus(text), readPlanStatus(text)], [written, 'pending'], text);
      assert.deepEqual([isApproved(text), isNotApproved(text)], [false, true], text);
    }
  });

  it('may tell of the merge, which a completed phase’s entry then has', () => {
    for (const text of ['merged', ' Merged ', '✅ Merged in #12']) {
      assert.ok(saysMerged(text));
      assert.deepEqual([entry(text)?.status, entry(text)?.merged], ['completed', true], text);
    }
    for (const text of ['completed', 'not merged', undefined]) assert.equal(saysMerged(text), false);
  });

  it('is a word alone, or says more', () => {
    for (const text of ['done', 'In Progress', '✅ Completed']) assert.ok(isBareStatus(text), text);
    for (const text of ['done with issues', 'in progress since May', 'Blessed', ''])
      assert.ok(!isBareStatus(text), text);
  });

  it('approves a plan, doesn’t, or leaves it open', () => {
    for (const text of [
      ...[
        'Approved',
        '✅ Approved by Ada',
        'In Progress',
        'Running',
        'Completed',
        '承認済み',
        '承認済',
        '承認',
        '✅ 承認',
      ],
      ...[
        '已批准',
        '审核通过',
        '審核通過',
        '승인됨',
        '승인 완료',
        '승인',
        'Genehmigt',
        'Freigegeben von Ada',
        'Approuvé',
      ],
      ...['Approuve\u0301', 'Aprobado', 'Aprovado', 'Approvato', 'Утверждено'],
    ]) {
      assert.deepEqual([isApproved(text), isNotApproved(text)], [true, false], text);
    }
    for (const text of [
      ...[
        'In Review',
        '📝 Draft',
        'Pending',
        null,
        'Not approved',
        'Awaiting approval',
        'レビュー中',
        '承認待ち',
        '未承認',
      ],
      ...['审核中', '待审核', '未批准', '審核中', '검토 중', '승인 대기', '미승인', 'In Prüfung', 'Nicht genehmigt'],
      ...['En cours de relecture', 'En revue', 'Non approuvé', 'En revisión', 'Em revisão', 'In revisione'],
      ...['На рассмотрении', 'Не утверждено', 'Abgelehnt', '却下'],
    ]) {
      assert.deepEqual([isApproved(text), isNotApproved(text)], [false, true], String(text));
    }
    for (const text of ['Blessed', '承認されていません'])
      assert.deepEqual([isApproved(text), isNotApproved(text)], [false, false], text);
  });
});
