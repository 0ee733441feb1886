import { PlanError } from '../../core/errors';
import type { Criterion } from '../../core/types';
import { toldOfTick, type Ticked, type TickedKind } from '../../core/workflow/tick';
import { describeLeftOut } from '../../view/todoCommit';
import type { CommandAnswer, Called, Run } from '../answer';
import { flagValue, isOn } from '../command';
import { defined } from '../options';

/** `done` and `undone` */
export function ticking(done: boolean): Run {
  return async ({ engine, given }: Called): Promise<CommandAnswer> => {
    const what: TickedKind = isOn(given, 'criterion') ? 'success criterion' : 'to-do';
    const ticked = await engine.tick(what, {
      done,
      choose: (items) => itemMeant(items, given.args[0] ?? '', what),
      ...defined({ phase: flagValue(given, 'phase'), commit: flagValue(given, 'commit') }),
    });
    return { json: toldOfTick(ticked), words: wordsOf(ticked, done), ...(ticked.left === 0 ? { next: true } : {}) };
  };
}

function wordsOf({ text, left, commit, leftOut }: Ticked, done: boolean): string[] {
  return [
    `${done ? '[x]' : '[ ]'} ${text}`,
    ...(commit === undefined ? [] : [`Committed: ${commit}`]),
    ...(leftOut === undefined ? [] : [describeLeftOut(leftOut)]),
    `${left} left.`,
  ];
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
