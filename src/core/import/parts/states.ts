import { readWrittenStatus } from '../../plan/status';
import { isStatusLabel } from '../../plan/statusLine';
import type { DraftState } from '../model';
import { labelled } from './find';
import type { Part } from './outline';

/** What a status in words says; whatever isn't known is open. */
export function stateOfWords(words: string): DraftState {
  if (/^review\b/i.test(words)) return 'started';
  const read = readWrittenStatus(words);
  return read === 'completed' ? 'done' : read === 'in_progress' ? 'started' : read === 'dropped' ? 'dropped' : 'open';
}

/** What a part of an item has that says nothing itself: done and dropped with it, but not started with it. */
export function inheritedState(state: DraftState): DraftState {
  return state === 'started' ? 'open' : state;
}

/** The state of a part in words: of its status line, else of its heading. */
export function statusOf(part: Part, heading: { state: string | null }): DraftState {
  const said = labelled(part, { test: isStatusLabel })[0]?.value ?? heading.state ?? '';
  return stateOfWords(said);
}
