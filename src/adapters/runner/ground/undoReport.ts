import { Cancelled, HalfTakenBack, inShort, PlanError, sentence, type ErrorCode } from '../../../core/errors';
import type { StepPlan } from '../../../core/steps';

/** What came of taking steps back, for a message that is true. */
export interface UndoReport {
  /** The files that aren't as they were, since somebody else changed them: paths from the workspace folder. */
  left: string[];
  /** Branches, commits and worktrees that stay, since somebody else built on them: in words. */
  refs: string[];
  /** Files that a hook had changed, and that were taken back, with the object in which its text is kept. */
  hooked: { path: string; kept: string | null }[];
  /** What else isn't as it was: whole sentences. */
  notes: string[];
  /** Whether it could not be found out what else was changed. */
  unknown?: boolean;
}

export const emptyReport = (): UndoReport => ({ left: [], refs: [], hooked: [], notes: [] });

const AS_BEFORE = 'Everything is as it was before.';
const FIX = 'Fix that, then try again.';

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
function inWords({ left, refs, hooked, notes, unknown = false }: UndoReport): string {
  const names = hooked.map(({ path, kept }) =>
    kept ? `${path} (“git cat-file -p ${kept.slice(0, 12)}” shows it)` : path,
  );
  const also = names.length > 0 ? ` What a hook had made of ${names.join(', ')} was taken back too.` : '';
  const all = [...refs, ...left];
  if (all.length + notes.length === 0 && !unknown) return AS_BEFORE + also;
  const named = all.length > 0 ? [leftInWords(all)] : [];
  return [`What it had changed was taken back.${also}`, ...named, ...notes].join(' ');
}

/** What taking back left, one by one. */
export function listOfLeft({ left, refs, notes }: UndoReport): string[] {
  return [...refs, ...left, ...notes.map((note) => note.replace(/\.$/, ''))];
}

/** Names what isn't as it was. */
function leftInWords(left: readonly string[]): string {
  return `A hook or somebody else also changed: ${inShort([...new Set(left)])}; left as they are.`;
}

/** The failure of a plan, once it was taken back, with what came of that. */
export function takenBack(plan: StepPlan, error: unknown, told: UndoReport): unknown {
  const outcome = inWords(told);
  if (error instanceof Cancelled) return new Cancelled(`“${plan.title}” was cancelled. ${outcome}`);
  if (error instanceof StepFailed) return new PlanError(error.code, error.say(outcome), { cause: error.cause });
  if (!(error instanceof PlanError)) return error;
  // What git said of a failure is no next step.
  if (error.code === 'GIT_FAILED')
    return new PlanError('GIT_FAILED', `${sentence(error.message)} ${outcome} ${FIX}`, { cause: error });
  const left = told.left.filter((each) => !error.message.includes(each));
  if (left.length + told.refs.length + told.hooked.length + told.notes.length === 0) return error;
  return new PlanError(error.code, `${sentence(error.message)} ${inWords({ ...told, left })}`, { cause: error });
}

/** Errors of the file system, met by git's directory or by ours in it, become coded ones. */
export function unwritten(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof PlanError || code === undefined) return error;
  const why = code === 'ENOSPC' ? 'The disk is full' : `The git directory can't be written (${code})`;
  return new StepFailed('WRITE_FAILED', (outcome) => `${why}. ${outcome} ${FIX}`, { cause: error });
}

/** A file that can't be written. */
export function fileUnwritten(file: string, error: unknown): unknown {
  if (error instanceof PlanError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const why =
    code === 'ENOSPC'
      ? 'the disk is full'
      : code === 'EACCES' || code === 'EROFS' || code === 'EPERM'
        ? 'there is no permission'
        : code;
  const say = (outcome: string): string => `“${file}” can't be written: ${why}. ${outcome} ${FIX}`;
  return new StepFailed('WRITE_FAILED', say, { cause: error });
}

/** A plan that failed, and couldn't be taken back whole. */
export function halfTakenBack({ title }: StepPlan, cause: unknown, error: unknown): PlanError {
  const said = cause instanceof StepFailed ? cause.say('').replace('  ', ' ') : wordsOf(cause);
  const why = cause instanceof Cancelled ? 'it was cancelled' : said;
  return new HalfTakenBack(
    'GIT_FAILED',
    `“${title}” failed (${why}) and could not be taken back whole: ${sentence(wordsOf(error))} Nothing is lost; restore it when that is fixed.`,
    { cause: error },
  );
}

/** An undoing that stopped half-way. */
export function halfUndone({ title }: StepPlan, error: unknown): PlanError {
  const coded = unwritten(error);
  return new HalfTakenBack(
    coded instanceof PlanError ? coded.code : 'GIT_FAILED',
    `“${title}” is undone by half: ${sentence(wordsOf(error))} Nothing is lost; restore it when that is fixed.`,
    { cause: error },
  );
}

/** A restoring that stopped half-way, for what the file system says; else the error itself. */
export function halfRestored({ title }: StepPlan, error: unknown): unknown {
  const coded = unwritten(error);
  if (coded === error || !(coded instanceof PlanError)) return error;
  return new PlanError(
    coded.code,
    `“${title}” is restored by half: ${sentence(wordsOf(error))} Nothing is lost; restore it again when that is fixed.`,
    { cause: error },
  );
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
