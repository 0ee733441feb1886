import { replacing } from '../support/breaking';
import type { TestWorld } from '../support/world';

/** One way to break a folder, and one fix with exactly the lines that it takes out (`-`) and puts in (`+`). */
export interface Example {
  /** Changes the context file's text, or anything else. */
  breaking: ((text: string) => string) | { world: () => Promise<TestWorld> };
  title: string;
  safe?: boolean;
  /** By file, where it isn't the context file alone; a command has none. */
  lines: string[] | Record<string, string[]> | null;
  /** What a command's fix does, without the questions that are asked before. */
  run?: (world: TestWorld, options: object) => Promise<unknown>;
}

export const SUMMARY = 'context/summaries/2025-12-18-implement-user-authentication-phase-1-summary.md';
export const listed = (path: string) => replacing('"completed_summaries": []', `"completed_summaries": ["${path}"]`);
