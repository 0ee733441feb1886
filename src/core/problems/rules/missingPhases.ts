import { rebuildState } from '../parts/fixes';
import { rangeInState } from '../parts/ranges';
import type { Rule } from '../parts/rule';

export const missingPhases: Rule = {
  id: 'missing-phases',
  severity: 'error',
  description:
    'A state block that has lost the phases of the last commit’s, though their plan files are there and not archived.',
  fixes: 'Rebuild the state from everything else that is there',
  check({ lost, world, path, context }) {
    // Without a state block that is what is said, with the same fix.
    if (!lost || !world) return [];
    const what = lost.phases === 1 ? 'the phase' : `the ${lost.phases} phases`;
    return [
      {
        message: `The last commit’s context file has ${what} of “${lost.path}”, and this one has lost them.`,
        file: path,
        range: rangeInState(context, ['phased_execution']),
        fixes: [rebuildState()],
      },
    ];
  },
};
