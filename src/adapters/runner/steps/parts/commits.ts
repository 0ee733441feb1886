import { giveMessage } from '../../../git/encoding';
import { asCause, gitComplaint } from '../../../git/exec';
import { mustRun } from '../../../git/repository';
import { NO_MOMENTARY } from '../../../writing/names';
import { readStaged, tellUnstaged, type StagedByStep } from '../../files/staged';
import { headOf, type RunPlace } from '../../ground/runPlace';
import { tipOf } from '../../ground/tips';
import { emptyReport, StepFailed } from '../../ground/undoReport';
import type { StepRecord } from '../../journal/journalState';
import type { Begun } from './begun';
import { findMadeCommit, isBuiltOn, printedId, type CommitStep } from './madeCommit';
import { restoreIndex } from './restoreIndex';

/** All of the repository but some files: what a commit of every change takes along. */
export function everythingBut(leaveOut: readonly string[]): string[] {
  return [':(top)', ...NO_MOMENTARY, ...leaveOut.map((file) => `:(exclude,literal)${file}`)];
}

/** Runs a command of git that commits with a message. Resolves to the id that git prints. */
export async function mustCommit(
  { exec }: RunPlace,
  message: string,
  command: readonly string[],
  paths: readonly string[] = [],
): Promise<string | null> {
  const { config, option, ...input } = await giveMessage(exec, message);
  const behind = paths.length === 0 ? [] : ['--', ...paths];
  // As it is written, `#12` at a line's beginning too, whatever `commit.cleanup` says of messages from an editor.
  const output = await exec({
    args: [...config, ...command, option, '--cleanup=whitespace', ...behind],
    writes: true,
    ...input,
  });
  if (output.code === 0) return printedId(output.out);
  const why = gitComplaint(output) || `exit code ${output.code}`;
  throw new StepFailed(
    'COMMIT_FAILED',
    (outcome) => `The commit was refused. ${outcome} Fix what git or a hook complains about, then try again: ${why}`,
    { cause: asCause(output) },
  );
}

/** Whether its commit is there: HEAD may have moved because of somebody else's. */
export async function hasCommitted(place: RunPlace, step: CommitStep, record: StepRecord): Promise<boolean> {
  return (await findMadeCommit(place, step, record)) !== null;
}

/** Takes the commit of a step back. `own`: what the step itself has staged for it. */
export async function undoCommit(place: RunPlace, step: CommitStep, begun: Begun, own: StagedByStep): Promise<void> {
  const { record } = begun;
  const head = await headOf(place);
  const staged = await readStaged(place, head);
  const isThere = record.branch === undefined || record.branch === head.branch;
  if (!isThere && record.branch) await undoCommitOn(place, begun, `refs/heads/${record.branch}`, step.message);
  // Elsewhere, it is looked for what a hook has led there; all else there is none of ours.
  await undoCommitOn(place, isThere ? begun : { ...begun, told: emptyReport() }, 'HEAD', step.message);
  if ((await restoreIndex(place, begun)) !== null) await tellUnstaged(place, staged, begun.told, own);
}

async function undoCommitOn(place: RunPlace, begun: Begun, ref: string, message: string): Promise<void> {
  const before = begun.record.commit;
  const commit = await tipOf(place, ref);
  if (commit === '' || commit === before) return;
  if (await isOurs(place, begun, commit, message)) {
    const back = before ? ['update-ref', ref, before, commit] : ['update-ref', '-d', ref, commit];
    await mustRun(place.exec, { args: back, writes: true, withoutHooks: true });
  } else if (await isBuiltOn(place, before, commit)) {
    // One beside it is where another step has led since.
    begun.told.refs.push(`commit ${commit.slice(0, 8)}`);
  }
}

/**
 * Only what we made goes: a commit that somebody else built here stays, and so does everything below it. A hook may
 * have added to our message.
 */
async function isOurs(place: RunPlace, { record }: Begun, commit: string, message: string): Promise<boolean> {
  if (record.made !== undefined) return record.made === commit;
  const made = await mustRun(place.exec, { args: ['log', '-1', '--format=%P%x00%B', commit, '--'] });
  const [parent = '', text = ''] = made.out.split('\0');
  return parent === (record.commit ?? '') && text.includes(message.trim());
}
