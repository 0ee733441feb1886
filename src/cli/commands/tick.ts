import { PlanError } from '../../core/errors';
import { samePhase, type Criterion, type PlanStatus } from '../../core/types';
import type { Reading } from '../../core/reading/status';
import { findPhase } from '../../view/phaseView';
import { isOn, flagValue } from '../command';
import type { CommandAnswer, Called, Run } from '../answer';

/** `done` and `undone` */
export function ticking(done: boolean): Run {
  return async (called: Called): Promise<CommandAnswer> => {
    const { engine, given } = called;
    const phase = flagValue(given, 'phase');
    const named = phase === undefined ? {} : { phase };
    const reading = await engine.read();
    const said = given.args[0] ?? '';
    const what = isOn(given, 'criterion') ? 'success criterion' : 'to-do';
    const items = isOn(given, 'criterion') ? criteriaIn(reading, phase) : todosIn(reading.status, phase);
    const index = itemMeant(items, said, what);
    const text = items[index]?.text ?? '';
    const commit = flagValue(given, 'commit');
    const told = isOn(given, 'criterion')
      ? await engine.setCriterion({ index, text, done, ...named }).then(() => ({}))
      : await engine.setTodo({ index, text, done, ...named, ...(commit === undefined ? {} : { commit }) });
    const left = items.filter((each, at) => !(each.settled ?? each.done) && at !== index).length;
    const words = [
      `${done ? '[x]' : '[ ]'} ${text}`,
      ...('commit' in told ? [`Committed: ${String(told.commit)}`] : []),
      done ? `${left} left.` : `${left + 1} left.`,
    ];
    return { json: told, words };
  };
}

const todosIn = ({ todos }: PlanStatus, phase: string | undefined): readonly Criterion[] =>
  todos.filter((each) => phase === undefined || samePhase(each.phase, phase));

/** Of the phase that is named, else of the one under way, else of a simple plan: as `setCriterion` chooses. */
function criteriaIn({ status, criteria }: Reading, phase: string | undefined): readonly Criterion[] {
  return findPhase(status, phase ?? status.currentPhase)?.criteria ?? criteria;
}

/** By its number, from 1; else by its text; else by how that begins. Throws `INVALID_ARGUMENT`. */
function itemMeant(items: readonly Criterion[], said: string, what: string): number {
  if (/^\d{1,9}$/.test(said)) {
    const index = Number(said) - 1;
    if (items[index]) return index;
    throw new PlanError('INVALID_ARGUMENT', `There is no ${what} number ${said}: there are ${items.length}, from 1.`);
  }
  const wanted = said.trim().toLowerCase();
  const fits = (is: (text: string) => boolean): number[] =>
    items.flatMap(({ text }, at) => (is(text.toLowerCase()) ? [at] : []));
  for (const found of [fits((text) => text === wanted), fits((text) => text.startsWith(wanted))]) {
    if (found.length === 1 && wanted !== '' && found[0] !== undefined) return found[0];
    if (found.length > 1)
      throw new PlanError(
        'INVALID_ARGUMENT',
        `“${said}” is how ${found.length} begin. Give the number of one: ${found.map((at) => at + 1).join(', ')}.`,
      );
  }
  throw new PlanError('INVALID_ARGUMENT', `There is no ${what} “${said}”.`);
}
