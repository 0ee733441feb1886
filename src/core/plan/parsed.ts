import { Remembered } from '../remembered';
import type { PlanFile } from './model';
import { parsePlan } from './parse';

/** More than the phases of anybody's plan. */
const kept = new Remembered<{ text: string; file: PlanFile }>(1_000);

/**
 * As `parsePlan`, for a file that is read again and again and seldom changes. Whoever gets one changes nothing of it.
 */
export function parsedPlan(text: string, path: string): PlanFile {
  const known = kept.get(path);
  if (known?.text === text) return known.file;
  const file = parsePlan(text);
  kept.set(path, { text, file });
  return file;
}
