import { upperFirst } from '../../errors';
import { phasePlanCandidates, readPlanFileName } from '../../plan/names';
import { renderPhase } from '../../plan/templates';
import { phaseAmidText, phaseText } from '../../phaseTexts';
import { samePhase } from '../../types';
import type { PhasePlan } from '../../folder/model';
import { removePath, useSimilar } from '../parts/pathFixes';
import { judgePath, namedPaths } from '../parts/paths';
import { rangeInState, rangeOfNode } from '../parts/ranges';
import { MOST_FINDINGS, type Fix, type Found, type Rule, type Subject } from '../parts/rule';
import { isOver } from '../../plan/status';

export const missingPlan: Rule = {
  id: 'missing-plan',
  severity: 'warning',
  description:
    'A plan, or a phase that isn’t completed, whose plan file isn’t there. A hint for the next phase where the state block names no file.',
  fixes:
    'Use one of up to three similar files · Create the phase’s plan from the template · Remove the path of a plan without phases',
  check(subject) {
    const own = subject.world?.plan?.kind === 'simple' ? 'the plan' : 'the master plan';
    return missingPlans(subject)
      .slice(0, MOST_FINDINGS)
      .map(({ path, phase }) => (phase ? missingPhase(subject, phase) : missingOwn(subject, own, path)));
  },
};

/**
 * The plan files that can't be found by any rule, with the paths that the state block gives for them; null: the whole
 * plan's.
 */
export function missingPlans(subject: Subject): { path: string; phase: PhasePlan | null }[] {
  const plan = subject.world?.plan;
  if (!plan) return [];
  const own = plan.plan ? [] : [{ path: plan.path, phase: null }];
  // Where the state block names no file, a later phase's plan may still be written, or all phases may stand in one.
  const isDue = ({ entry, index }: PhasePlan): boolean => {
    const info = subject.phases[index];
    if (entry.plan !== null) return !isOver(entry);
    return info?.status === 'pending' && !isOver(info) && info.blockedBy.length === 0;
  };
  const phases = plan.phases.filter((phase) => !phase.plan && isDue(phase));
  return [...own, ...phases.map((phase) => ({ path: phase.entry.plan ?? '', phase }))].filter(
    ({ path }) => path === '' || ['missing', 'fine'].includes(judgePath(subject, path)),
  );
}

function missingOwn(subject: Subject, what: string, path: string): Found {
  const [first] = namedPaths(subject).get(path) ?? [];
  const { context } = subject;
  const cantBeRead = subject.world?.plan?.unreadable !== null;
  return {
    message:
      path === ''
        ? `“master_plan” doesn’t say where ${what} of these phases is.`
        : cantBeRead
          ? `${upperFirst(what)}, “${path}”, can’t be read as a text file in UTF-8.`
          : `${upperFirst(what)} isn’t there: there is no file “${path}”.`,
    file: subject.path,
    range: first ? rangeOfNode(context, first.node) : rangeInState(context, ['phased_execution']),
    fixes: path === '' || cantBeRead ? [] : [...useSimilar(subject, path), ...removePath(subject, path)],
  };
}

function missingPhase(subject: Subject, phase: PhasePlan): Found {
  const { id, index, entry } = phase;
  if (phase.unreadable !== null) return foundUnreadable(subject, phase);
  const path = entry.plan ?? '';
  const due = planPathOf(subject, phase);
  return {
    message:
      path === ''
        ? `${phaseText(id)} has no plan file yet${due === null ? '' : `: there is no file “${due}”`}.`
        : `The plan of ${phaseAmidText(id)} isn’t there: there is no file “${path}”.`,
    file: subject.path,
    range: rangeInState(subject.context, ['phased_execution', 'phases', index, path === '' ? 'phase' : 'plan']),
    fixes: [...(path === '' ? [] : useSimilar(subject, path)), ...createFromTemplate(subject, phase)],
    ...(path === '' ? { severity: 'info' as const } : {}),
  };
}

function foundUnreadable(subject: Subject, { id, entry, index }: PhasePlan): Found {
  const file = entry.plan === null ? '' : `, “${entry.plan}”,`;
  return {
    message: `The plan of ${phaseAmidText(id)}${file} can’t be read as a text file in UTF-8.`,
    file: subject.path,
    range: rangeInState(subject.context, ['phased_execution', 'phases', index, 'plan']),
  };
}

/** Where a phase's plan goes; null where none can be. */
function planPathOf({ world, paths }: Subject, { id, entry }: PhasePlan): string | null {
  if (entry.plan !== null) return paths.get(entry.plan) === 'missing' && /\.md$/i.test(entry.plan) ? entry.plan : null;
  const candidates = world?.plan?.path ? phasePlanCandidates(world.plan.path, id) : [];
  return candidates.find((path) => path.startsWith(`${world?.folder ?? ''}/plans/`)) ?? candidates[0] ?? null;
}

function createFromTemplate(subject: Subject, phase: PhasePlan): Fix[] {
  const { world, templates } = subject;
  const plan = world?.plan;
  const file = planPathOf(subject, phase);
  if (!plan || file === null) return [];
  const listed = plan.plan?.file.phases.find((each) => samePhase(each.phase, phase.id));
  const text = () =>
    renderPhase(
      {
        phase: phase.id,
        name: phase.name,
        title: plan.title,
        date: readPlanFileName(plan.path)?.date ?? plan.plan?.file.date ?? '',
        parent: plan.path,
        dependsOn: phase.dependsOn,
        first: phase.index === 0,
        ...(listed?.objective ? { objective: listed.objective } : {}),
      },
      templates.phase,
    );
  const title = `Create the Plan of ${phaseText(phase.id)}`;
  return [{ title, safe: false, changes: () => [{ file, before: null, after: text() }] }];
}
