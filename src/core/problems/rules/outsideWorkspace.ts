import { foundPaths } from '../parts/paths';
import { removePath, useSimilar } from '../parts/pathFixes';
import type { Rule } from '../parts/rule';

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
