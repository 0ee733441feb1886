import { revealedName } from '../../core/revealed';
import type { SurveyLayer } from '../../core/survey/model';
import { joinWords } from '../../view/phaseView';
import type { Pattern, PatternPhase } from './patterns';

/** Fewer are no reason for phases. */
const FEWEST = 2;
/** The most folders that a phase names. */
const MOST_NAMED = 4;

/** Phases by the layers that a survey has found in the repository, in their order; null where there are too few. */
export function foundPattern(layers: readonly SurveyLayer[]): Pattern | null {
  if (layers.length < FEWEST) return null;
  return {
    id: 'found',
    label: `Found: ${layers.map(({ name }) => name).join(', ')}`,
    icon: 'search',
    fits: 'One phase for each layer of this repository.',
    whyPhased:
      'The change goes through several layers of the repository, and each stands on the one before. Built ' +
      'and merged in their order, every pull request is reviewed by those who know its layer.',
    phases: layers.map(phaseOf),
  };
}

function phaseOf({ name, folders }: SurveyLayer, index: number): PatternPhase {
  const where = namesOf(folders);
  return {
    // As phases are called: `Web Front End`.
    name: name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
    objective: `What the change needs in ${where} is there, and tested.`,
    steps: [`Find what the change touches in ${where}`, 'Build it', 'Test success, refusal and failure'],
    after: index === 0 ? [] : [index - 1],
  };
}

function namesOf(folders: readonly string[]): string {
  const named = folders.slice(0, MOST_NAMED).map((folder) => revealedName(folder).replaceAll('`', ''));
  const more = folders.length > named.length ? ['more'] : [];
  return joinWords([...named, ...more]);
}
