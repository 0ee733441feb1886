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

/** What a column of a table is called that says how far each row is. */
export const STATUS_COLUMNS = [
  'status',
  'state',
  'progress',
  'statut',
  'stato',
  'estado',
  'статус',
  '状态',
  '狀態',
  '状態',
  '상태',
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
