import { nodeAt, type JsonPath } from '../../json/json';
import type { PhaseEntry } from '../../context/model';
import { readPlanFileName } from '../../plan/names';
import { phaseAmidText, phaseText } from '../../phaseTexts';
import { samePhase, type PhaseId } from '../../types';
import { statusFix, stateFix } from '../parts/fixes';
import { rangeOfNode, stateRoot } from '../parts/ranges';
import type { Fix, Found, Rule, Subject } from '../parts/rule';
import { isOver } from '../../plan/status';

export const currentPhase: Rule = {
  id: 'current-phase',
  severity: 'warning',
  description:
    'A `current_phase` that the statuses of the phases contradict. Naming the next phase is no contradiction, naming a completed one is a hint.',
  fixes:
    'Set `current_phase` (safe when it is null and one phase runs) · Set the status of the phase it names, or of the one that runs',
  check(subject) {
    const phased = subject.world?.state.phased;
    const place = currentPhasePlace(subject);
    if (!phased || !place || phased.phases.length === 0) return [];
    const problem = judgeCurrent(subject, phased.phases, phased.currentPhase, place);
    const root = stateRoot(subject.context);
    const node = root && nodeAt(root, place);
    return problem && node ? [{ ...problem, file: subject.path, range: rangeOfNode(subject.context, node) }] : [];
  },
};

/** Where `current_phase` is read from. */
function currentPhasePlace({ context }: Subject): JsonPath | null {
  const root = stateRoot(context);
  const places = [['phased_execution', 'current_phase'], ['workflow', 'current_phase'], ['current_phase']];
  return places.find((place) => root && nodeAt(root, place)) ?? null;
}

type Judged = Pick<Found, 'message' | 'fixes' | 'severity'>;

function judgeCurrent(
  subject: Subject,
  phases: readonly PhaseEntry[],
  current: PhaseId | null,
  place: JsonPath,
): Judged | null {
  const running = phases.filter(({ status }) => status === 'in_progress');
  const index = phases.findIndex(({ phase }) => samePhase(phase, current));
  const named = phases[index];
  const set = (value: PhaseId | null, safe = false): Fix =>
    stateFix(subject, `Set “current_phase” to ${value}`, () => [{ path: [...place], value }], safe);
  const first = running[0];
  const others = running.map(({ phase }) => set(phase, current === null && running.length === 1));
  if (current === null) {
    if (!first) return null;
    const message = `${phaseText(first.phase)} runs, but “current_phase” is null.`;
    return { message, fixes: others, severity: 'info' };
  }
  const name = phaseAmidText(current);
  if (!named) {
    const message = `“current_phase” is ${current}, but there is no such phase.`;
    return { message, fixes: [...others, ...(first ? [] : [set(null)])] };
  }
  if (named.status === 'in_progress') return null;
  if (first) {
    const message = `${phaseText(first.phase)} runs, but “current_phase” names ${name}, which is ${named.status}.`;
    // The next one is named already: the one that runs may have been completed.
    const done = phases.flatMap(({ phase, status }, at) =>
      status === 'in_progress' && running.length === 1 ? statusFix(subject, at, phase, 'completed') : [],
    );
    return { message, fixes: [...others, ...(named.status === 'pending' ? done : [])] };
  }
  if (named.status === 'completed') {
    if (phases.every(isOver)) return null;
    const message = `“current_phase” names ${name}, which is completed.`;
    return { message, fixes: [set(null), ...statusFix(subject, index, current, 'in_progress')], severity: 'info' };
  }
  const branch = subject.world?.state.executionBranch ?? null;
  if (branch === null || !samePhase(readPlanFileName(`${branch}.md`)?.phase, current)) return null;
  const message = `“current_phase” and the branch ${branch} say that ${name} runs, but its status is pending.`;
  return { message, fixes: [...statusFix(subject, index, current, 'in_progress'), set(null)] };
}
