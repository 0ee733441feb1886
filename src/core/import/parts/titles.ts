/** Titles of plans: the heading without the words of the tool, else the name of the file or folder in words. */
import { readTitle } from '../../plan/headings';
import { cutOut, proseText } from './texts';

/** What tools put before or after a title. */
const KINDS = [
  ...['implementation plan', 'implementation tasks', 'implementation task list', 'implementation', 'task plan'],
  ...[
    'task list',
    'task breakdown',
    'tasks',
    'task',
    'feature specification',
    'specification',
    'spec',
    'feature',
    'execplan',
  ],
  ...[
    'exec plan',
    'execution plan',
    'track plan',
    'change proposal',
    'change',
    'proposal',
    'track',
    'epic',
    'plan',
    'requirements',
  ],
  ...['requirements document', 'design document', 'design', 'todo', 'prd', 'bugfix requirements document'],
  ...['任务计划', '任務計劃', '实施计划', '實施計劃', '实现计划'],
].join('|');
const IN_FRONT = new RegExp(String.raw`^(?:${KINDS})\s*(?:[:：]|\s[-–—]+\s)\s*`, 'iu');
const FOR = /^(?:implementation (?:plan|tasks)|task plan|plan) (?:for|of) (?:the )?/i;
const AFTER = new RegExp(
  String.raw`(?<!\s)\s*[:：]\s*(?:${KINDS})$|\s[-–—]+\s(?:${KINDS})$|(?<!\s)\s+implementation (?:plan|tasks)$`,
  'iu',
);
const NOTHING_ELSE = new RegExp(String.raw`^(?:the )?(?:${KINDS})$`, 'iu');

/** `Feature Specification: Parcel Map` → `Parcel Map`; null where nothing but the tool's words is left. */
export function headingTitle(heading: string): string | null {
  let text = proseText(cutOut(heading, /(?<!\s)\s*\[checkpoint\b[^\]]*\]/gi)).replace(
    /^(?:\p{Extended_Pictographic}\u{fe0f}?\s*)+/u,
    '',
  );
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(IN_FRONT, '').replace(FOR, '').replace(AFTER, '').trim();
  }
  return text === '' || NOTHING_ELSE.test(text) || isPlaceholder(text) ? null : readTitle(text).title;
}

/** `[FEATURE NAME]`, `<what is done>` */
function isPlaceholder(text: string): boolean {
  return /^(?:\[[^\]]*\]|<[^>]*>|\{[^}]*\})$/.test(text);
}

/** `004-return-labels` → `Return labels`, `plan-guestCheckout.prompt.md` → `Guest checkout`. */
export function titleOfPath(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const bare = name
    .replace(/(?:\.prompt)?\.(?:md|json)$/i, '')
    .replace(/^\d{4}-\d{2}-\d{2}[-_]|^\d{1,4}[-_](?=\D)|^plan-(?=[a-z])/i, '')
    .replace(/[-_]\d{8}$/, '');
  const words = (bare || name)
    .replace(/([a-z\d])([A-Z])(?=[a-z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
    .replace(/[-_\s]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
