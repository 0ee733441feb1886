import { phaseText } from '../../phaseTexts';
import { PhaseMap } from '../../phaseMap';
import { phaseKey, samePhase, type PhaseKey } from '../../types';
import type { PhasePlan } from '../../folder/model';
import { rangeInState, rangeOfLine } from '../parts/ranges';
import { dependency } from './unknownDependency';
import type { Found, Rule, Subject } from '../parts/rule';

export const circularDependency: Rule = {
  id: 'circular-dependency',
  severity: 'error',
  description: 'Phases that wait for each other: none of them can ever start.',
  fixes: 'Remove the dependency that closes the circle',
  check(subject) {
    const phases = subject.world?.plan?.phases ?? [];
    return circlesIn(phases).map((circle) => foundCircle(subject, circle));
  },
};

/**
 * Circles of phases that wait for each other. Phases whose dependencies are all settled are taken away until none is
 * left; what remains holds a circle, which following dependencies from anywhere must run into.
 */
function circlesIn(phases: readonly PhasePlan[]): PhasePlan[][] {
  // Dependencies on earlier phases alone, as nearly every plan has them, can't be circular.
  const place = new PhaseMap(phases.map(({ id }, index) => [id, index] as const));
  const backwards = ({ id, dependsOn, entry }: PhasePlan, index: number): boolean =>
    !entry.dependsOn?.some((each) => samePhase(each, id)) && dependsOn.every((each) => (place.get(each) ?? 0) < index);
  if (phases.every(backwards)) return [];
  const waits = new Map(phases.map((phase) => [phaseKey(phase.id), waitsFor(phase)]));
  const left = new Set(unsettled(waits));
  const byId = new PhaseMap(phases.map((phase) => [phase.id, phase] as const));
  const circles: PhasePlan[][] = [];
  const seen = new Set<PhaseKey>();
  for (const start of left) {
    const path: PhaseKey[] = [];
    let at: PhaseKey | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      path.push(at);
      at = waits.get(at)?.find((each) => left.has(each));
    }
    const from = at === undefined ? -1 : path.indexOf(at);
    if (from >= 0) circles.push(path.slice(from).flatMap((id) => byId.get(id) ?? []));
  }
  return circles;
}

/** A dependency on itself is passed over when phases are run, but never meant. */
function waitsFor({ id, entry, dependsOn }: PhasePlan): PhaseKey[] {
  const itself = entry.dependsOn?.filter((each) => samePhase(each, id)) ?? [];
  return [...itself, ...dependsOn].map(phaseKey);
}

function unsettled(waits: ReadonlyMap<PhaseKey, PhaseKey[]>): PhaseKey[] {
  const open = new Map([...waits].map(([id, ids]) => [id, ids.length]));
  const waiting = new Map<PhaseKey, PhaseKey[]>();
  for (const [id, ids] of waits) {
    for (const each of ids) {
      const list = waiting.get(each);
      if (list) list.push(id);
      else waiting.set(each, [id]);
    }
  }
  const settled = [...open].filter(([, count]) => count === 0).map(([id]) => id);
  for (const id of settled) {
    for (const each of waiting.get(id) ?? []) {
      const count = (open.get(each) ?? 0) - 1;
      open.set(each, count);
      if (count === 0) settled.push(each);
    }
  }
  return [...open].filter(([, count]) => count > 0).map(([id]) => id);
}

function foundCircle(subject: Subject, circle: PhasePlan[]): Found {
  // The one that comes first in the list is the likelier mistake: it waits for a later one.
  const start = circle.reduce((first, each) => (each.index < first.index ? each : first));
  const at = circle.indexOf(start);
  const next = circle[(at + 1) % circle.length] ?? start;
  const ids = [...circle.slice(at), ...circle.slice(0, at), start].map(({ id }) => id).join(' → ');
  const message =
    circle.length === 1
      ? `${phaseText(start.id)} depends on itself, so it can never start.`
      : `Phases wait for each other, so none of them can ever start: ${ids}.`;
  if (start.entry.dependsOn) {
    return { message, file: subject.path, ...dependency(subject, start.index, next.id) };
  }
  const plan = start.plan;
  const offsets = plan?.file.doc.lineOffsets ?? [];
  const line = plan ? offsets.findIndex((_, each) => isDependencies(plan.text, offsets, each)) : -1;
  return plan && line >= 0
    ? { message, file: plan.path, range: rangeOfLine(plan.file.doc, line) }
    : {
        message,
        file: subject.path,
        range: rangeInState(subject.context, ['phased_execution', 'phases', start.index, 'phase']),
      };
}

function isDependencies(text: string, offsets: readonly number[], line: number): boolean {
  return /^[\s>*-]*(dependenc|depends on|prerequisite)/i.test(text.slice(offsets[line], offsets[line + 1]));
}
