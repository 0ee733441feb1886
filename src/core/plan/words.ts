/**
 * What people call things in plans, as data: one table a thing. Words are in lower case; those of Latin, Greek and
 * Cyrillic scripts stand alone, those of East Asian ones may be followed by anything.
 */

/** “Phase” in other tongues. */
export const PHASE_WORDS = ['phase', 'stage', 'fase', 'étape', 'etape', 'etapa', 'этап', 'фаза'];

/** The same in scripts without spaces: `阶段 1`, `第1阶段`, `1단계`. */
export const EAST_ASIAN_PHASE_WORDS = ['阶段', '階段', 'フェーズ', 'フェイズ', '단계'];

/** What other methods divide a plan into. Beside phases with the same numbers they are something else. */
export const OTHER_PHASE_WORDS = ['milestone', 'epic', 'iteration', 'sprint', 'meilenstein', 'hito', 'веха'];

/** Numbers that a phase’s heading may have in words: the first is 1. */
export const NUMBER_WORDS = [
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
];

/** The same in Roman numerals. */
export const ROMAN_NUMERALS = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];

/** What the label of a plan's status is called. */
export const STATUS_LABELS = [
  ...['status', 'statut', 'stato', 'estado', 'статус', '状态', '狀態', '状態', 'ステータス', '상태'],
];

/** What a column of a table is called that says how far each row is. */
export const STATUS_COLUMNS = [...STATUS_LABELS, 'state', 'progress'];

/** Headings of sections that hold steps, in other tongues. */
export const FOREIGN_STEP_SECTIONS = [
  ...[
    '实施步骤',
    '实现步骤',
    '实施計劃',
    '步骤',
    '步驟',
    '任务',
    '任務',
    '実装手順',
    '作業手順',
    '手順',
    '実装ステップ',
    'ステップ',
  ],
  ...['タスク', '구현 단계', '작업', 'pasos', 'pasos de implementación', 'tareas', 'étapes', 'tâches', 'schritte'],
  ...['umsetzungsschritte', 'aufgaben', 'passi', 'passos', 'шаги', 'шаги реализации', 'задачи'],
];

/** Headings of sections with criteria, in other tongues: bullets without a box count there, too. */
export const FOREIGN_CRITERIA_SECTIONS = [
  ...[
    '成功标准',
    '成功標準',
    '验收标准',
    '驗收標準',
    '完成标准',
    '成功基準',
    '完了条件',
    '完了基準',
    '受け入れ基準',
    '受入基準',
  ],
  ...['성공 기준', '완료 조건', '인수 조건', 'criterios de éxito', 'criterios de aceptación', 'critères de succès'],
  ...[
    'critères d acceptation',
    'erfolgskriterien',
    'abnahmekriterien',
    'criteri di accettazione',
    'критерии успеха',
    'критерии приёмки',
  ],
];

/** Labels of what a phase waits for, in other tongues. */
export const FOREIGN_DEPENDENCY_LABELS = [
  ...['依赖', '依賴', '依存', '依存関係', '前提', '前提条件', '의존성', '선행 조건', 'dependencias', 'dépendances'],
  ...['abhängigkeiten', 'dipendenze', 'dependências', 'зависимости'],
];

/** Headings of sections that are about success: boxes there are criteria. Each may stand among other words. */
export const SUCCESS_SECTIONS = ['success criteria', 'success metrics', 'definition of done'];

/** The same, where also bullets without a box are criteria. */
export const CRITERIA_SECTIONS = [
  ...['acceptance criteria', 'done criteria', 'exit criteria', 'completion criteria', 'definition of done'],
];

/** The same as whole headings. */
export const SUCCESS_HEADINGS = ['verification', 'acceptance', 'dod'];

/** Words of a heading or a label over boxes that check the work, among the steps: those under a label are criteria. */
export const CHECKS = [
  ...['acceptance', 'success', 'verification', 'verify', 'definition of done', 'dod', 'criteria'],
  ...['tests', 'test', 'ci', 'build', 'checks', 'check'].map((what) => `${what}(?: are| is)? (?:green|pass|passing)`),
  ...['green tests?', 'passing tests'],
];

/** Words of a heading over boxes that are neither steps nor criteria. */
export const REVIEWS = ['checklist', 'review'];
