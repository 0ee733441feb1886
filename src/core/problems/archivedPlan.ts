import { judgePath, namedPaths } from './paths';
import { removePath } from './missingFile';
import { rangeOfNode } from './place';
import { MOST_FINDINGS, type Rule } from './rule';

export const archivedPlan: Rule = {
  id: 'archived-plan',
  severity: 'warning',
  description: 'A file in the archives, or one that is only there, that is still in `active_context`.',
  fixes: 'Remove the path',
  check(subject) {
    return [...namedPaths(subject)]
      .filter(([path]) => judgePath(subject, path) === 'archived')
      .slice(0, MOST_FINDINGS)
      .flatMap(([path, [first]]) =>
        first
          ? {
              message: `Unexpected archived file “${path}”, expected only files that are in use.`,
              file: subject.path,
              range: rangeOfNode(subject.context, first.node),
              fixes: removePath(subject, path),
            }
          : [],
      );
  },
};
