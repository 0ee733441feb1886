import { revealedName } from '../revealed';
import { phaseAmidText, phaseText } from '../phaseTexts';
import type { PhaseId } from '../types';

/**
 * The subjects of the method's commits, but for the first one of a phase (`initMessage`): each says what is committed.
 */
export const subjects = {
  plan: (title: string) => `docs: Plan ${named(title)}`,
  approve: (title: string) => `docs: Approve ${named(title)}`,
  /** `docs: Summarize phase 1 (Database)`; null: a simple plan by its title. */
  summarize: (title: string, phase: { id: PhaseId; name: string } | null) =>
    `docs: Summarize ${phase ? phaseInWords(phase) : named(title)}`,
  archive: (title: string) => `docs: Archive ${named(title)}`,
  update: 'docs: Update the plan',
  /** Several things, or what nothing is known of. */
  context: 'docs: Update the context',
};

/** `phase 1 (Database)`, or `phase 1` where it has no name of its own. */
export function phaseInWords({ id, name }: { id: PhaseId; name: string }): string {
  const own = name === '' || name === phaseText(id) ? '' : ` (${named(name)})`;
  return `${phaseAmidText(id)}${own}`;
}

/** As much as a subject has room for. */
const LONGEST = 100;

function named(title: string): string {
  const text = revealedName(title).trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
