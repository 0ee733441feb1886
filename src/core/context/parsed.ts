import type { ContextFile } from './model';
import { parseContext } from './parse';

/** More than the branches of anybody's plan, and little beside what git's answers take. */
const MOST = 500;
const kept = new Map<string, ContextFile>();

/**
 * As `parseContext`, for texts that are asked for again and again: those at commits never change, and a status reads
 * one for each branch of a phase. Whoever gets one changes nothing of it.
 */
export function parsedContext(text: string): ContextFile {
  const file = kept.get(text) ?? parseContext(text);
  // The ones that were asked for last stay.
  kept.delete(text);
  kept.set(text, file);
  for (const [oldest] of kept) {
    if (kept.size <= MOST) break;
    kept.delete(oldest);
  }
  return file;
}
