import {
  Cancelled,
  errorMessage,
  HalfTakenBack,
  inShort,
  PlanError,
  sentence,
  type ErrorCode,
} from '../../../core/errors';
import type { TakenBack } from '../../../core/runnerPort';
import type { StepPlan } from '../../../core/steps';

/** What came of taking steps back, for a message that is true. */
export interface UndoReport {
  /** The files that aren't as they were, since somebody else changed them: paths from the workspace folder. */
  left: string[];
  /** Branches, commits and worktrees that stay, since somebody else built on them: in words. */
  refs: string[];
  /** Files that a hook had changed, and that were taken back, with the object in which its text is kept. */
  hooked: { path: string; kept: string | null; committed: boolean }[];
  /** What else isn't as it was: whole sentences. */
  notes: string[];
  /** Whether it could not be found out what else was changed. */
  unknown?: boolean;
}

export const emptyReport = (): UndoReport => ({ left: [], refs: [], hooked: [], notes: [] });

const AS_BEFORE = 'Everything is as it was before.';
const FIX_AND_RETRY = 'Fix that, then try again.';

/** A step that failed: its message says what came of the whole plan, which is known once that is taken back. */
export class StepFailed extends PlanError {
  constructor(
    code: ErrorCode,
    readonly say: (outcome: string) => string,
    options?: { cause?: unknown },
  ) {
    super(code, say(AS_BEFORE), options);
  }
}

/** What taking back came to, as one or two sentences. */
function reportInWords({ left, refs, hooked, notes, unknown = false }: UndoReport): string {
  const names = hooked.map(hookedInWords);
  const also = names.length > 0 ? ` What a hook had made of ${names.join(', ')} was taken back too.` : '';
  const all = [...refs, ...left];
  if (all.length + notes.length === 0 && !unknown) return AS_BEFORE + also;
  const named = all.length > 0 ? [leftInWords(all)] : [];
  return [`What it had changed was taken back.${also}`, ...named, ...notes].join(' ');
}

function hookedInWords({ path, kept }: UndoReport['hooked'][number]): string {
  return kept ? `${path} (“git cat-file -p ${kept.slice(0, 12)}” shows it)` : path;
}

/** What taking back came to, one by one. */
export function takenBackOf({ left, refs, hooked, notes }: UndoReport): TakenBack {
  const names = hooked.filter(({ committed }) => !committed).map(hookedInWords);
  return {
    left: [...refs, ...left, ...notes.map((note) => note.replace(/\.$/, ''))],
    ...(names.length > 0 ? { hooked: names } : {}),
  };
}

/** Names what isn't as it was. */
function leftInWords(left: readonly string[]): string {
  return `A hook or somebody else also changed: ${inShort([...new Set(left)])}; left as they are.`;
}

/** The failure of a plan, once it was taken back, with what came of that. */
export function takenBack(plan: StepPlan, error: unknown, told: UndoReport): unknown {
  const outcome = reportInWords(told);
  if (error instanceof Cancelled) return new Cancelled(`“${plan.title}” was cancelled. ${outcome}`);
  if (error instanceof StepFailed) return new PlanError(error.code, error.say(outcome), { cause: error.cause });
  if (!(error instanceof PlanError)) return error;
  // What git said of a failure is no next step.
  if (error.code === 'GIT_FAILED')
    return new PlanError('GIT_FAILED', `${sentence(error.message)} ${outcome} ${FIX_AND_RETRY}`, { cause: error });
  const left = told.left.filter((each) => !error.message.includes(each));
  if (left.length + told.refs.length + told.hooked.length + told.notes.length === 0) return error;
  return new PlanError(error.code, `${sentence(error.message)} ${reportInWords({ ...told, left })}`, { cause: error });
}

/** Errors of the file system, met by git's directory or by ours in it, become coded ones. */
export function unwritten(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof PlanError || code === undefined) return error;
  const why = isFull(error) ? 'The disk is full' : `The git directory ${unwritable(code)}`;
  return new StepFailed('WRITE_FAILED', (outcome) => `${why}. ${outcome} ${FIX_AND_RETRY}`, { cause: error });
}

const unwritable = (code: string): string =>
  code === 'EROFS' ? 'is on a disk that is read-only' : `can't be written (${code})`;

/** A file that can't be written. */
export function fileUnwritten(file: string, error: unknown): unknown {
  if (error instanceof PlanError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const why = isFull(error)
    ? FULL
    : code === 'EACCES' || code === 'EROFS' || code === 'EPERM'
      ? 'there is no permission'
      : code;
  const say = (outcome: string): string => `“${file}” can't be written: ${why}. ${outcome} ${FIX_AND_RETRY}`;
  return new StepFailed('WRITE_FAILED', say, { cause: error });
}

/** A plan that failed, and couldn't be taken back whole. */
export function halfTakenBack({ title }: StepPlan, cause: unknown, error: unknown): PlanError {
  const said = cause instanceof StepFailed ? cause.say('').replace('  ', ' ') : errorMessage(cause);
  const why = cause instanceof Cancelled ? 'it was cancelled' : isFull(cause) ? FULL : said;
  const { words, next } = halfDone(error, 'GIT_FAILED');
  const failed = isFull(cause) && isFull(error) ? 'failed' : `failed (${why})`;
  return new HalfTakenBack(
    isFull(cause) || isFull(error) ? 'WRITE_FAILED' : 'GIT_FAILED',
    `“${title}” ${failed} and could not be taken back whole: ${words} Nothing is lost; ${next}.`,
    { cause: error },
  );
}

/** An undoing that stopped half-way. */
export function halfUndone({ title }: StepPlan, error: unknown): PlanError {
  const { code, words, next } = halfDone(error, 'GIT_FAILED');
  return new HalfTakenBack(code, `“${title}” is undone by half: ${words} Nothing is lost; ${next}.`, { cause: error });
}

/** A restoring that stopped half-way, for what the file system says; else the error itself. */
export function halfRestored({ title }: StepPlan, error: unknown): unknown {
  if (!isFull(error) && unwritten(error) === error) return error;
  const { code, words, next } = halfDone(error, 'WRITE_FAILED');
  return new PlanError(code, `“${title}” is restored by half: ${words} Nothing is lost; ${next}.`, { cause: error });
}

/** An interrupted plan that can't be made this window's own, to restore, finish or discard it. */
export function notTakenOver({ title }: StepPlan, error: unknown): unknown {
  if (!isFull(error) && unwritten(error) === error) return error;
  const why = isFull(error) ? FULL : `the git directory can't be written (${errorMessage(error)})`;
  const next = isFull(error) ? 'Free some space' : 'Fix that';
  return new PlanError(
    'WRITE_FAILED',
    `“${title}” is left as it is: ${why}. Nothing is lost. ${next}, then try again.`,
    { cause: error },
  );
}

function halfDone(error: unknown, usual: ErrorCode): { code: ErrorCode; words: string; next: string } {
  const coded = unwritten(error);
  if (isFull(error)) return { code: 'WRITE_FAILED', words: `${FULL}.`, next: 'free some space, then restore it' };
  const code = coded instanceof PlanError ? coded.code : usual;
  return { code, words: sentence(errorMessage(error)), next: 'restore it when that is fixed' };
}

const FULL = 'the disk is full';

/** Whether there was no room on the disk, by the file system or in git's words. */
function isFull(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: string; cause?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT') return true;
  if (/no space left on device|out of disk ?space|disk quota exceeded/i.test(errorMessage(error))) return true;
  return cause !== undefined && isFull(cause);
}
