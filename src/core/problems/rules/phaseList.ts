import { isObject, nodeAt, valueOf } from '../../json/json';
import { phaseAmidText, phaseText } from '../../phaseTexts';
import { plansOfSameTask } from '../../plan/names';
import type { DescribedPhase } from '../../plan/model';
import { comparePhaseIds, samePhase, type PhaseId } from '../../types';
import type { ActivePlan, PhasePlan } from '../../folder/model';
import { stateFix } from '../parts/fixes';
import { rangeInState, rangeOfLine, stateRoot } from '../parts/ranges';
import { MOST_FINDINGS, type Fix, type Found, type Rule, type Subject } from '../parts/rule';

export const phaseList: Rule = {
  id: 'phase-list',
  severity: 'info',
  description:
    'A phase of the master plan, or a phase’s file, that the state block doesn’t list; or one there without either.',
  fixes: 'Add it to the state · Remove it from the state',
  check(subject) {
    const plan = subject.world?.plan;
    if (!plan || !subject.world?.state.phased || plan.phases.length === 0) return [];
    return [...added(subject, plan), ...gone(subject, plan)].slice(0, MOST_FINDINGS);
  },
};

/** Made by hand: a heading of the master plan, a plan file, or both. */
function added(subject: Subject, plan: ActivePlan): Found[] {
  const isListed = (id: PhaseId): boolean => plan.phases.some((each) => samePhase(each.id, id));
  const headings = (plan.plan?.file.phases ?? []).filter(({ phase }) => !isListed(phase));
  const files = phaseFiles(subject, plan).filter(
    ({ phase }) => !isListed(phase) && !headings.some((each) => samePhase(each.phase, phase)),
  );
  return [
    ...headings.map((heading) => inMaster(subject, plan, heading)),
    ...files.map(({ phase, path }) => ({
      message: `The state block doesn’t list ${phaseAmidText(phase)}, whose plan is ${path}.`,
      file: subject.path,
      range: rangeInState(subject.context, ['phased_execution', 'phases']),
      fixes: [add(subject, phase, path)],
    })),
  ];
}

function inMaster(subject: Subject, plan: ActivePlan, { phase, line }: DescribedPhase): Found {
  const path = phaseFiles(subject, plan).find((each) => samePhase(each.phase, phase))?.path ?? null;
  const { doc } = plan.plan?.file ?? {};
  return {
    message: `${phaseText(phase)} stands in the plan, and the state block doesn’t list it: it can’t be started.`,
    file: plan.path,
    range: doc ? rangeOfLine(doc, line) : rangeInState(subject.context, ['phased_execution', 'phases']),
    fixes: [add(subject, phase, path)],
  };
}

function phaseFiles({ files }: Subject, plan: ActivePlan): { phase: PhaseId; path: string }[] {
  const plans = files.filter((path) => /(^|\/)plans\//.test(path));
  return plansOfSameTask(plans, plan.path).flatMap(({ path, phase }) => (phase === null ? [] : [{ path, phase }]));
}

/** Before the first one that comes later. */
function add(subject: Subject, phase: PhaseId, plan: string | null): Fix {
  return stateFix(subject, `Add ${phaseText(phase)} to the State`, () => {
    const root = stateRoot(subject.context);
    const list = root && nodeAt(root, ['phased_execution', 'phases']);
    const had = list ? valueOf(list) : [];
    const entries: unknown[] = Array.isArray(had) ? had : [];
    const entry = { phase, ...(plan === null ? {} : { plan }), status: 'pending' };
    const later = entries.findIndex((each) => isObject(each) && comparePhaseIds(idOf(each.phase), phase) > 0);
    const at = later === -1 ? entries.length : later;
    return [{ path: ['phased_execution', 'phases'], value: [...entries.slice(0, at), entry, ...entries.slice(at)] }];
  });
}

const idOf = (value: unknown): PhaseId => (typeof value === 'number' ? value : String(value));

/** Taken out of the master plan by hand, with its file, before anything of it was begun. */
function gone(subject: Subject, plan: ActivePlan): Found[] {
  const listed = plan.plan?.file.phases ?? [];
  if (listed.length === 0) return [];
  const isGone = ({ id, entry, plan: own, unreadable }: PhasePlan): boolean =>
    entry.status === 'pending' &&
    own === null &&
    unreadable === null &&
    !listed.some((each) => samePhase(each.phase, id));
  return plan.phases.filter(isGone).map(({ id, index }) => ({
    message: `${phaseText(id)} has neither a heading in the plan nor a plan file any more.`,
    file: subject.path,
    range: rangeInState(subject.context, ['phased_execution', 'phases', index, 'phase']),
    fixes: [
      stateFix(subject, `Remove ${phaseText(id)} From the State`, () => [
        { path: ['phased_execution', 'phases', index], value: undefined },
      ]),
    ],
  }));
}
