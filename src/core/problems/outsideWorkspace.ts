import { judgePath, namedPaths } from './paths';
import { removePath, useSimilar } from './missingFile';
import { rangeOfNode } from './place';
import { MOST_FINDINGS, type Rule } from './rule';

export const outsideWorkspace: Rule = {
  id: 'outside-workspace',
  severity: 'warning',
  description: 'A path of the state block that leaves the workspace folder: it is never opened or written.',
  fixes: 'Use a similar file of the workspace · Remove the path',
  check(subject) {
    return [...namedPaths(subject)]
      .filter(([path]) => judgePath(subject, path) === 'outside')
      .slice(0, MOST_FINDINGS)
      .flatMap(([path, [first]]) =>
        first
          ? {
              message: `Unexpected path “${path}”, expected one inside the workspace folder.`,
              file: subject.path,
              range: rangeOfNode(subject.context, first.node),
              fixes: [...useSimilar(subject, path), ...removePath(subject, path)],
            }
          : [],
      );
  },
};
