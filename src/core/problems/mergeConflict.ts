import { resolveConflict } from '../context/conflict';
import { isPlanError } from '../errors';
import { foundIssues } from './contextIssues';
import { textFix } from './fixes';
import type { Fix, Rule, Subject } from './rule';

export const mergeConflict: Rule = {
  id: 'merge-conflict',
  severity: 'error',
  description: 'Merge-conflict markers in the context file.',
  fixes: 'Merge both sides by what they mean: lists united, no status goes back, the later time wins',
  check: (subject) => foundIssues(subject, 'conflict').map((found) => ({ ...found, fixes: merge(subject) })),
};

function merge({ path, context: { text } }: Subject): Fix[] {
  if (!isMergeable(text)) return [];
  return [textFix(path, text, 'Merge Both Sides', resolveConflict)];
}

function isMergeable(text: string): boolean {
  try {
    resolveConflict(text);
    return true;
  } catch (error) {
    if (isPlanError(error)) return false;
    throw error;
  }
}
