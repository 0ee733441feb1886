import { Remembered } from '../remembered';
import type { ContextFile } from './model';
import { parseContext } from './parse';

/** More than the branches of anybody's plan, and little beside what git's answers take. */
const kept = new Remembered<ContextFile>(500);

/**
 * As `parseContext`, for the text of a file at a commit, which never changes: a status asks for one for each branch of
 * a phase, again and again. Whoever gets one changes nothing of it.
 */
export function parsedContext(text: string, commit: string, path: string): ContextFile {
  const key = `${commit}:${path}`;
  const file = kept.get(key) ?? parseContext(text);
  kept.set(key, file);
  return file;
}
