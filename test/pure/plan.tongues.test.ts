import assert from 'node:assert/strict';
import { parseDependencies } from '../../src/core/plan/dependencies';
import { parsePlan } from '../../src/core/plan/parse';
import { writePlanStatus } from '../../src/core/plan/edit';

/** Words of other tongues, one plan each of the kind that people write. */
describe('plan: other tongues', () => {
  it('a plan in Japanese, with the digits and colons of its script', () => {
    const text = [
      '# 検索の追加',
      '',
      '**ステータス：** 下書き',
      '',
      '## フェーズ',
      '',
      '### フェーズ１：索引の作成',
      '',
      '### フェーズ１０：画面（第２版）',
      '',
      '**依存関係：** フェーズ１',
      '',
    ].join('\n');
    const { phases, status } = parsePlan(text);
    assert.deepEqual(
      phases.map(({ phase, name }) => [phase, name]),
      [
        [1, '索引の作成'],
        [10, '画面（第２版）'],
      ],
    );
    assert.deepEqual(parseDependencies(phases[1]?.dependencies ?? '', [1, 10]), [1]);
    for (const [written, ids] of [
      ['第１阶段、阶段 2', [1, 2]],
      ['フェーズ1と2', [1, 2]],
      ['なし', []],
    ] as const)
      assert.deepEqual(parseDependencies(written, [1, 2]), ids, written);
    assert.equal(status?.text, '下書き');
    assert.equal(writePlanStatus(text, 'Approved'), text.replace('下書き', '承認済み'));
  });

  it('a status is written in the tongue of its line, by its word, else its label; else in English', () => {
    for (const [line, approved, started] of [
      ['**ステータス：** レビュー中', '承認済み', '進行中'],
      ['**Status:** レビュー中', '承認済み', '進行中'],
      ['ステータス：未着手', '承認済み', '進行中'],
      ['**状态：** 待审核', '已批准', '进行中'],
      ['**狀態：** 草稿', '已批准', '進行中'],
      ['**상태:** 검토 중', '승인됨', '진행 중'],
      ['**Status:** In Prüfung', 'Genehmigt', 'In Arbeit'],
      ['**Statut :** En relecture', 'Approuvé', 'En cours'],
      ['**Estado:** Pendente', 'Aprovado', 'Em andamento'],
      ['**Estado:** Borrador', 'Aprobado', 'En progreso'],
      ['**ステータス：** 誰かの言葉', '承認済み', '進行中'],
      ['**ステータス：** Draft', 'Approved', 'In Progress'],
      ['**Status:** 誰かの言葉', 'Approved', 'In Progress'],
    ] as const) {
      const text = `# X\n\n${line}\n`;
      const found = ['Approved', 'In Progress'].map((word) => parsePlan(writePlanStatus(text, word)).status?.text);
      assert.deepEqual(found, [approved, started], line);
      assert.equal(writePlanStatus(text, 'Approved').split('\n').length, 4, line);
    }
  });

  for (const [tongue, steps, criteria] of [
    ['Japanese', '実装手順', '成功基準'],
    ['Chinese', '实施步骤', '验收标准'],
    ['Korean', '구현 단계', '성공 기준'],
    ['Spanish', 'Pasos', 'Criterios de éxito'],
    ['German', 'Schritte', 'Erfolgskriterien'],
    ['Russian', 'Шаги', 'Критерии успеха'],
  ] as const)
    it(`steps and criteria in ${tongue}`, () => {
      const plan = parsePlan(`# X\n\n## ${steps}\n\n1. A\n2. B\n\n## ${criteria}\n\n- [ ] C\n`);
      assert.deepEqual(
        [plan.steps.map(({ text }) => text), plan.criteria.map(({ text }) => text)],
        [['A', 'B'], ['C']],
      );
    });
});
