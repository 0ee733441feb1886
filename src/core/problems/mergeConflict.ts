import { foundIssues } from './contextIssues';
import type { Rule } from './rule';

export const mergeConflict: Rule = {
  id: 'merge-conflict',
  severity: 'error',
  description: 'Merge-conflict markers in the context file.',
  check: (subject) => foundIssues(subject, 'conflict'),
};
