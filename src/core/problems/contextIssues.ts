import type { Rule } from './rule';

/** What reading the context file found wrong, each at its place. */
export const contextIssues: Rule = ({ path, context }) =>
  context.issues.map(({ message, line }) => ({
    code: 'CONTEXT_INVALID',
    // A file whose state can still be used is only to be mended, not an obstacle.
    severity: context.state ? 'warning' : 'error',
    message,
    file: path,
    line,
  }));
