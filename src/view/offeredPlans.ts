import type { MethodId } from '../core/import/model';
import type { ForeignOffer } from '../core/workflow/foreignOffers';
import { plural } from './phaseView';

/** What a plan of a method is called: *2 spec-kit features, 1 Kiro spec*. */
const NOUNS: Readonly<Record<MethodId, string>> = {
  'spec-kit': 'spec-kit feature',
  openspec: 'OpenSpec change',
  kiro: 'Kiro spec',
  backlog: 'Backlog.md task',
  taskmaster: 'Task Master file',
  'planning-with-files': 'task plan',
  conductor: 'Conductor track',
  superpowers: 'superpowers plan',
  claude: 'Claude Code plan',
  copilot: 'Copilot plan',
  codex: 'Codex plan',
  markdown: 'Markdown plan',
};

/** `Found: 2 spec-kit features, 1 Kiro spec` */
export function foundText(offers: readonly ForeignOffer[]): string {
  const counts = new Map<MethodId, number>();
  for (const { method } of offers) counts.set(method, (counts.get(method) ?? 0) + 1);
  return `Found: ${[...counts].map(([method, count]) => plural(count, NOUNS[method])).join(', ')}`;
}

/** `Kiro spec · 3/8`, or `Task Master file · 2 plans`. */
export function offerText({ method, plans, done, total }: ForeignOffer): string {
  return `${NOUNS[method]} · ${plans > 1 ? `${plans} plans` : `${done}/${total}`}`;
}
