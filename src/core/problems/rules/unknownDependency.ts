import { nodeAt } from '../../json/json';
import { phaseId } from '../../context/state';
import { phaseAmidText, phaseText } from '../../phaseTexts';
import { phaseKey, samePhase, type PhaseId } from '../../types';
import { stateFix } from '../parts/fixes';
import { rangeOfNode, stateRoot } from '../parts/ranges';
import { MOST_FINDINGS, type Rule, type Subject } from '../parts/rule';

export const unknownDependency: Rule = {
  id: 'unknown-dependency',
  severity: 'warning',
  description: 'A phase that depends on one that isn’t in the list: that dependency holds nothing up.',
  fixes: 'Remove the dependency',
  check(subject) {
    const phases = subject.world?.state.phased?.phases ?? [];
    const known = new Set(phases.map(({ phase }) => phaseKey(phase)));
    const found = phases.flatMap(({ phase, dependsOn }, index) =>
      (dependsOn ?? []).filter((id) => !known.has(phaseKey(id))).map((id) => ({ phase, index, id })),
    );
    return found.slice(0, MOST_FINDINGS).map(({ phase, index, id }) => ({
      message: `${phaseText(phase)} depends on ${phaseAmidText(id)}, but there is no such phase.`,
      file: subject.path,
      ...dependency(subject, index, id),
    }));
  },
};

/** The place of a dependency in `depends_on`, and the fix that takes it out. */
export function dependency(subject: Subject, index: number, id: PhaseId) {
  const { context } = subject;
  const root = stateRoot(context);
  const place = ['phased_execution', 'phases', index, 'depends_on'];
  const node = root && nodeAt(root, place);
  const at =
    node?.type === 'array' ? (node.children ?? []).findIndex((each) => samePhase(phaseId(each.value), id)) : -1;
  const edit = { path: at < 0 ? place : [...place, at], value: undefined };
  return {
    range: rangeOfNode(context, node?.children?.[at] ?? node ?? { type: 'null', offset: 0, length: 0 }),
    fixes: [stateFix(subject, `Remove the Dependency on ${phaseText(id)}`, () => [edit])],
  };
}
