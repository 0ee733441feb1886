import { foundIssues } from './contextIssues';
import type { Rule } from './rule';

export const jsonSyntax: Rule = {
  id: 'json-syntax',
  severity: 'error',
  description: "A state block that isn't valid JSON: nothing can be read from it, so nothing is written to it.",
  check: (subject) => foundIssues(subject, 'syntax'),
};
