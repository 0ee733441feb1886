import { sameJson, nodeAt, valueOf } from '../../json/json';
import { phaseAmidText, phaseText } from '../../phaseTexts';
import { PhaseMap } from '../../phaseMap';
import type { PhaseId } from '../../types';
import { stateFix } from '../parts/fixes';
import { rangeInState, stateRoot } from '../parts/ranges';
import { MOST_FINDINGS, type Fix, type Rule, type Subject } from '../parts/rule';

export const duplicatePhase: Rule = {
  id: 'duplicate-phase',
  severity: 'error',
  description: 'Two phases with the same id: nothing can be done with the second one.',
  fixes: 'Remove the second one (safe when both are the same) · Give it another number',
  check(subject) {
    const phases = subject.world?.state.phased?.phases ?? [];
    const first = new PhaseMap<number>();
    const found = phases.flatMap(({ phase }, index) => {
      const before = first.get(phase);
      if (before === undefined) first.set(phase, index);
      return before === undefined ? [] : [{ phase, index, before }];
    });
    return found.slice(0, MOST_FINDINGS).map(({ phase, index, before }) => ({
      message: `There is another ${phaseAmidText(phase)}. Each phase needs an id of its own.`,
      file: subject.path,
      range: rangeInState(subject.context, ['phased_execution', 'phases', index, 'phase']),
      fixes: fixesOfDuplicate(subject, { phase, index, before }),
    }));
  },
};

function fixesOfDuplicate(
  subject: Subject,
  { phase, index, before }: { phase: PhaseId; index: number; before: number },
): Fix[] {
  const place = ['phased_execution', 'phases', index];
  const root = stateRoot(subject.context);
  const [one, other] = [before, index].map((at) => root && nodeAt(root, ['phased_execution', 'phases', at]));
  const same = !!one && !!other && sameJson(valueOf(one), valueOf(other));
  const numbers = (subject.world?.state.phased?.phases ?? []).map((each) => parseInt(String(each.phase), 10) || 0);
  const free = numbers.reduce((most, each) => Math.max(most, each), 0) + 1;
  return [
    stateFix(subject, `Remove the Second ${phaseText(phase)}`, () => [{ path: place, value: undefined }], same),
    ...(same ? [] : [stateFix(subject, `Number It ${free}`, () => [{ path: [...place, 'phase'], value: free }])]),
  ];
}
