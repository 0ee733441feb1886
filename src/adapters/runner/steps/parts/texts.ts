import { isPlanError } from '../../../../core/errors';
import type { Step } from '../../../../core/steps';
import { readText } from '../../../files';
import { removeInTurn, writeInTurn } from '../../../writing/write';
import type { RunPlace } from '../../ground/runPlace';
import { fileUnwritten } from '../../ground/undoReport';

type WriteStep = Extract<Step, { kind: 'write' }>;

/**
 * Whether two texts differ in their line endings alone: git checks a file out with others than it was committed with
 * (`core.autocrlf`), and a plan of steps is made from commits.
 */
export function sameButEndings(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');
}

/** What steps write last into each file. */
export function writesIn(steps: readonly Step[]): Map<string, WriteStep> {
  return new Map(steps.flatMap((step) => (step.kind === 'write' ? [[step.path, step] as const] : [])));
}

/** Whether a file holds what a step writes. */
export function isWritten(now: string | null, step: WriteStep): boolean {
  return now === step.text || (step.was !== null && sameButEndings(now, step.text));
}

/** A text to be written over `now`, where it was planned over `was`: the line endings on disk stay. */
export function withEndingsOf(now: string | null, was: string | null, text: string): string {
  if (now === null || now === was) return text;
  const plain = text.replaceAll('\r\n', '\n');
  return now.includes('\r\n') ? plain.replaceAll('\n', '\r\n') : plain;
}

/**
 * A file's text, or null when there is none. Throws as `readText`; what a step wrote is read back whatever its size.
 */
export function textOf(place: RunPlace, file: string): Promise<string | null> {
  return readText(place.root, file, Infinity);
}

/** The same; undefined for what is no file of ours (any more). */
export async function readableText(place: RunPlace, file: string): Promise<string | null | undefined> {
  return textOf(place, file).catch((error: unknown) => {
    if (isPlanError(error)) return undefined;
    throw error;
  });
}

/**
 * Makes of what is ours in a file what it held before (null: there was none). What somebody else makes of it in between
 * is left alone.
 */
export async function putTextBack(
  place: RunPlace,
  file: string,
  isOurs: (now: string | null) => boolean,
  before: (now: string | null) => string | null,
): Promise<void> {
  if (before(null) === null) return void (await removeInTurn(place.root, file, isOurs));
  const edit = (now: string | null): string | null => (isOurs(now) ? before(now) : null);
  await writeInTurn(place.root, file, edit, null).catch((error: unknown) => {
    if (!isPlanError(error, 'CONTEXT_CHANGED')) throw error;
  });
}

/** What writes a file, with what the disk says of it as `WRITE_FAILED`. */
export async function asWriteFailed<T>(file: string, write: () => Promise<T>): Promise<T> {
  return write().catch((error: unknown) => {
    throw fileUnwritten(file, error);
  });
}
