import { foundIssues } from './contextIssues';
import type { Rule } from './rule';

export const missingState: Rule = {
  id: 'missing-state',
  severity: 'error',
  description: 'A context file without a state block, the `json` code block that says which plan is active.',
  check: (subject) => foundIssues(subject, 'missing'),
};
