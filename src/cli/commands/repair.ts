import { NothingToUndo, PlanError, upperFirst } from '../../core/errors';
import type { TakenBack } from '../../core/runnerPort';
import type { Interrupted } from '../../core/workflow/engine';
import { flagValue } from '../command';
import type { CommandAnswer, Called } from '../answer';
import { wouldDo } from '../dryRun';
import { wayOf } from '../usage';

const under = (title: string, lines: readonly string[]): string[] => [title, ...lines.map((line) => `  ${line}`)];

/** `undo` */
export async function undo({ engine, dryRun }: Called): Promise<CommandAnswer> {
  const last = await engine.undoable();
  if (!last) throw new NothingToUndo();
  if (!dryRun) return takenBack(`Undone: ${last.title}`, await engine.undoLast());
  await engine.judgeUndo();
  return wouldDo(`Undo “${last.title}”`, last.steps);
}

function takenBack(title: string, { left, hooked = [] }: TakenBack): CommandAnswer {
  return {
    json: { title, left, hooked },
    words: [
      title,
      ...(left.length > 0 ? under('Not as before, since somebody else has changed it:', left) : []),
      ...(hooked.length > 0 ? under('Taken back, though somebody else may have written it:', hooked) : []),
    ],
  };
}

/** `recover` */
export async function recover({ engine, given, dryRun }: Called): Promise<CommandAnswer> {
  const [given1] = given.args;
  const way = given1 === undefined ? null : wayOf('recover', given1, ['restore', 'finish', 'discard']);
  const found = await engine.interrupted();
  if (!found) {
    if (way === null) return { json: { interrupted: null }, words: ['No step was interrupted.'] };
    throw new PlanError('INVALID_ARGUMENT', `No step was interrupted, so there is nothing to ${way}.`);
  }
  if (way !== null && dryRun) {
    await engine.judgeInterrupted(way);
    const steps = { restore: found.restore, finish: found.finish ?? [], discard: [LET_GO] };
    return wouldDo(`${upperFirst(way)} “${found.title}”`, steps[way]);
  }
  if (way === null) return { json: { interrupted: found }, words: waysOf(found) };
  if (way === 'restore') return takenBack(`Restored: ${found.title}`, await engine.restoreInterrupted());
  if (way === 'finish') await engine.finishInterrupted();
  else await engine.discardInterrupted();
  const said = `${way === 'finish' ? 'Finished' : 'Discarded'}: ${found.title}`;
  return { json: { title: said }, words: [said] };
}

const LET_GO = 'Let it go, and change nothing else';

function waysOf({ title, folder, restore, finish, stuck }: Interrupted): string[] {
  return [
    `“${title}” was interrupted in ${folder}.`,
    ...under(
      stuck === null ? 'phased-plans recover restore:' : `It can’t be restored: ${stuck}`,
      stuck === null ? restore : [],
    ),
    ...(finish === null ? [] : under('phased-plans recover finish:', finish)),
    ...(stuck === null ? [] : under('phased-plans recover discard:', [LET_GO])),
  ];
}

/** `rebuild` */
export async function rebuildStateBlock({ engine, given, dryRun }: Called): Promise<CommandAnswer> {
  const plan = flagValue(given, 'plan');
  const found = await engine.proposeState(plan === undefined ? {} : { plan });
  if ('plans' in found) {
    const paths = found.plans.map(({ path }) => `  --plan ${path}`);
    throw new PlanError(
      'INVALID_ARGUMENT',
      ['Several plans may be under way. Name the one that is:', ...paths].join('\n'),
    );
  }
  const { path, before, after } = found;
  if (before === after)
    return {
      json: { path, changed: false },
      words: ['The state says already what plans, summaries and branches say.'],
    };
  if (dryRun)
    return {
      json: { dryRun: true, path, before, after },
      words: [`Nothing was changed; ${path} would be:`, ...after.split('\n')],
    };
  await engine.writeProposals('Rebuild the state block', [found]);
  return { json: { path, changed: true }, words: [`Written: ${path}`] };
}
