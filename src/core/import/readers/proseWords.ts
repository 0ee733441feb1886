/** What sections of a plan in prose are called, as patterns for names as `keyOf` has them. */
import { FOREIGN_CRITERIA_SECTIONS, FOREIGN_STEP_SECTIONS } from '../../plan/words';

export const OBJECTIVE =
  /^(?:context|background|problem(?: statement)?|goals?|objectives?|purpose|summary|overview|why|motivation)$/;
export const TLDR = /^tl\s?dr$/;
const any = (...words: readonly string[]): string => `(?:${words.join('|')})`;

/** What checks the whole work, also in the tongues in which agents were seen to write it. */
export const PLAN_CHECKS = new RegExp(
  `^(?:${any('final', 'manual', 'e2e', 'end to end')} )?` +
    any(
      ...['verification', 'verify', 'how to verify', 'acceptance', 'acceptance criteria', 'success criteria'],
      ...['definition of done', 'done when', 'test plan', 'verification testing', 'testing verification'],
      ...['verificare', 'verificación', 'verificação', 'vérification', 'verifica', 'verifizierung', 'überprüfung'],
      ...['проверка', '验证', '驗證', '检查', '検証', '검증', ...FOREIGN_CRITERIA_SECTIONS],
    ) +
    `(?: ${any('steps', 'plan', 'checklist', 'strategy', 'criteria', 'commands', 'checks', 'tests', 'overall')})?` +
    '(?: end to end)?$',
);
/** Where steps stand, likeliest first. */
export const STEPS = [
  new RegExp(
    String.raw`^(?:implementation )?(?:steps|tasks|todos?|to do|task list|step by step)\b|` +
      `^${any('pași', 'pasi', '단계', ...FOREIGN_STEP_SECTIONS)}$`,
  ),
  /^(?:approach|implementation|implementation plan|plan|proposed changes|changes|solution|fix|work|design)\b/,
];
/** What is listed there isn't done. */
export const NO_STEPS = new RegExp(
  String.raw`^(?:(?:critical|key|relevant|affected|new|modified) )?files?\b|` +
    `^${any(
      ...['existing', 'context', 'background', 'decisions?', 'design decisions', 'key decisions', 'considerations'],
      ...['further considerations', 'out of scope', 'scope', 'non goals', 'notes?', 'risks?', 'open questions'],
      ...['questions', 'references', 'dependencies', 'alternatives', 'architecture', 'constraints', 'assumptions'],
      ...['why', 'location', 'problem', 'summary', 'overview', 'goals?', 'excluded', 'expected', 'current', 'relevant'],
    )}\\b`,
);
/** What is listed below it is none of the work, at whatever depth: checks are criteria. */
export const isApart = (key: string): boolean =>
  PLAN_CHECKS.test(key) || /^(?:out of scope|non goals|excluded)\b/.test(key);
