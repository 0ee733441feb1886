import { foundIssues } from './contextIssues';
import type { Rule } from './rule';

export const schema: Rule = {
  id: 'schema',
  severity: 'warning',
  description: 'A value of the state block that has another type than the method gives it.',
  check: (subject) => foundIssues(subject, 'schema'),
};
