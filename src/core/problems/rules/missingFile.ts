import { removePath, useSimilar } from '../parts/pathFixes';
import { foundPaths } from '../parts/paths';
import { missingPlans } from './missingPlan';
import type { Rule } from '../parts/rule';

export const missingFile: Rule = {
  id: 'missing-file',
  severity: 'warning',
  description: 'A path of the state block where there is no file.',
  fixes: 'Use one of up to three similar files · Remove the path',
  check(subject) {
    const plans = new Set(missingPlans(subject).map(({ path }) => path));
    const describe = (path: string) => ({
      message: `There is no file “${path}”.`,
      fixes: [...useSimilar(subject, path), ...removePath(subject, path)],
    });
    return foundPaths(subject, 'missing', describe, plans);
  },
};
