import { resolveConflict } from '../../context/merge/conflict';
import { isPlanError } from '../../errors';
import { foundIssues } from '../parts/contextIssues';
import { textFix } from '../parts/fixes';
import type { Fix, Rule, Subject } from '../parts/rule';

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
