import { foundPaths } from '../parts/paths';
import { removePath } from '../parts/pathFixes';
import type { Rule } from '../parts/rule';

export const archivedPlan: Rule = {
  id: 'archived-plan',
  severity: 'warning',
  description: 'A file in the archives, or one that is only there, that is still in `active_context`.',
  fixes: 'Remove the path',
  check: (subject) =>
    foundPaths(subject, 'archived', (path) => ({
      message: `“${path}” is archived, but still listed among the files in use.`,
      fixes: removePath(subject, path),
    })),
};
