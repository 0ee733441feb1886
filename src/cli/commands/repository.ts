import { contextFileIn } from '../../core/folder/paths';
import { phaseText } from '../../core/phaseTexts';
import type { WorktreeInfo } from '../../core/workflow/engine';
import { flagValue } from '../command';
import type { CommandAnswer, Called } from '../answer';
import { wouldDo, wouldLines } from '../dryRun';
import { UsageError, wayOf } from '../usage';

/** `worktrees` */
export async function worktrees({ engine, given, dryRun }: Called): Promise<CommandAnswer> {
  const [given1 = 'list', path] = given.args;
  const way = wayOf('worktrees', given1, ['list', 'remove', 'repair']);
  if (way === 'list') {
    const all = await engine.worktrees();
    return { json: { worktrees: all }, words: all.length === 0 ? ['No phase has a worktree.'] : all.map(wordsOf) };
  }
  if (way === 'repair') {
    const { repaired, forgotten } = await engine.repairWorktrees();
    const words = [...repaired.map((each) => `Repaired: ${each}`), ...forgotten.map((each) => `Forgotten: ${each}`)];
    return { json: { repaired, forgotten }, words: words.length > 0 ? words : ['There was nothing to repair.'] };
  }
  if (path === undefined) throw new UsageError('PATH is missing: the worktree to be removed.', 'worktrees');
  const ignored = flagValue(given, 'ignored') as 'stop' | 'remove' | undefined;
  const options = { path, ...(ignored === undefined ? {} : { ignored }) };
  if (dryRun) await engine.judgeRemoveWorktree(options);
  const { branch } = await engine.removeWorktree(options);
  return { json: { branch }, words: [`Removed ${path}; its branch ${branch} stays.`] };
}

function wordsOf({ path, branch, phase, state }: WorktreeInfo): string {
  const what = { used: '', gone: ', gone', orphaned: ', no phase records it' }[state];
  return `${path} · ${branch ?? 'no branch'}${phase === null ? '' : ` · ${phaseText(phase)}`}${what}`;
}

/** `merge-driver` */
export async function mergeDriver({ driver, given, settings, dryRun, root }: Called): Promise<CommandAnswer> {
  const way = wayOf('merge-driver', given.args[0], ['install', 'remove']);
  const file = contextFileIn(settings.contextFolder);
  if (dryRun) {
    const verb = way === 'install' ? 'Write' : 'Remove';
    const steps = [
      'the program',
      'the section “merge.phased-plans” of its config',
      `the line of ${file} in info/attributes`,
    ];
    const title = way === 'install' ? 'Install the merge driver' : 'Remove the merge driver';
    const said = steps.map((step) => `${verb} ${step}, in git’s directory`);
    return { ...wouldDo(title, said), words: wouldLines(`${title} in ${root}. `, said) };
  }
  if (way === 'install') {
    await driver().install(file);
    return { json: { installed: true }, words: ['Git now merges the context file by meaning in this clone.'] };
  }
  const removed = await driver().remove(file);
  const words = removed
    ? 'Git merges the context file by line again.'
    : 'No merge driver is installed for this context file.';
  return { json: { installed: false }, words: [words] };
}
