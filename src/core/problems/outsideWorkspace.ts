import { foundPaths } from './paths';
import { removePath, useSimilar } from './pathFixes';
import type { Rule } from './rule';

export const outsideWorkspace: Rule = {
  id: 'outside-workspace',
  severity: 'warning',
  description: 'A path of the state block that leaves the workspace folder: it is never opened or written.',
  fixes: 'Use a similar file of the workspace · Remove the path',
  check: (subject) =>
    foundPaths(subject, 'outside', (path) => ({
      message: `“${path}” is outside the workspace folder, so it is never opened or written.`,
      fixes: [...useSimilar(subject, path), ...removePath(subject, path)],
    })),
};
