import { foundPaths, isOnlyListed, pathFix } from './paths';
import { baseName, similarFiles } from './names';
import { missingPlans } from './missingPlan';
import type { Fix, Rule, Subject } from './rule';

export const missingFile: Rule = {
  id: 'missing-file',
  severity: 'warning',
  description: 'A path of the state block where there is no file.',
  fixes: 'Use one of up to three similar files · Remove the path',
  check(subject) {
    const plans = new Set(missingPlans(subject).map(({ path }) => path));
    const describe = (path: string) => ({
      message: `Unexpected path “${path}”, expected a file that is there.`,
      fixes: [...useSimilar(subject, path), ...removePath(subject, path)],
    });
    return foundPaths(subject, 'missing', describe, plans);
  },
};

/** Similar files, to be put in a path's place. */
export function useSimilar(subject: Subject, path: string): Fix[] {
  return similarFiles(subject.files, path).map((file) => pathFix(subject, `Use “${file}”`, path, [file]));
}

/** Leaving a path out, where something may be left out. */
export function removePath(subject: Subject, path: string, safe = false): Fix[] {
  if (!isOnlyListed(subject, path)) return [];
  return [pathFix(subject, `Remove “${baseName(path)}” from the State Block`, path, [], safe)];
}
