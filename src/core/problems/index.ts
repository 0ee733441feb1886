import { readSwitches } from './switches';
import type { RuleSeverities } from '../types';
import type { Finding, Found, Rule, Subject } from './parts/rule';
import { revealed } from '../revealed';
import { archivedPlan } from './rules/archivedPlan';
import { bracePath } from './rules/bracePath';
import { circularDependency } from './rules/circularDependency';
import { currentPhase } from './rules/currentPhase';
import { duplicatePhase } from './rules/duplicatePhase';
import { duplicateState } from './rules/duplicateState';
import { jsonSyntax } from './rules/jsonSyntax';
import { mergeConflict } from './rules/mergeConflict';
import { missingFile } from './rules/missingFile';
import { missingPhases } from './rules/missingPhases';
import { missingPlan } from './rules/missingPlan';
import { missingState } from './rules/missingState';
import { missingSummary } from './rules/missingSummary';
import { noSteps } from './rules/noSteps';
import { notMerged } from './rules/notMerged';
import { outsideWorkspace } from './rules/outsideWorkspace';
import { phaseList } from './rules/phaseList';
import { planInSummaries } from './rules/planInSummaries';
import { planStatus } from './rules/planStatus';
import { schema } from './rules/schema';
import { severalRunning } from './rules/severalRunning';
import { templateText } from './rules/templateText';
import { todoNotRunning } from './rules/todoNotRunning';
import { unknownDependency } from './rules/unknownDependency';
import { unreadPhases } from './rules/unreadPhases';
import { unreadSteps } from './rules/unreadSteps';
import { untickedCriteria } from './rules/untickedCriteria';
import { worktree } from './rules/worktree';
import { wrongBranch } from './rules/wrongBranch';

/** Every rule, in the order in which problems are listed. */
export const RULES: readonly Rule[] = [
  mergeConflict,
  missingState,
  jsonSyntax,
  schema,
  duplicateState,
  missingPhases,
  missingPlan,
  missingFile,
  outsideWorkspace,
  bracePath,
  archivedPlan,
  phaseList,
  planInSummaries,
  duplicatePhase,
  unknownDependency,
  circularDependency,
  severalRunning,
  currentPhase,
  wrongBranch,
  worktree,
  notMerged,
  missingSummary,
  planStatus,
  noSteps,
  unreadPhases,
  unreadSteps,
  untickedCriteria,
  todoNotRunning,
  templateText,
];

/** Everything that is wrong, each at its place. Pure; rules switched off by setting or comment are left out. */
export function findProblems(subject: Subject, severities: RuleSeverities = {}): Finding[] {
  const texts = textsOf(subject);
  const switches = new Map<string, ReturnType<typeof readSwitches>>();
  const isOff = (rule: string, file: string, line: number): boolean => {
    if (!switches.has(file)) switches.set(file, readSwitches(texts.get(file) ?? ''));
    return switches.get(file)?.(rule, line) ?? false;
  };
  return RULES.flatMap((rule) => {
    const severity = severities[rule.id];
    if (severity === 'off') return [];
    return rule.check(subject).flatMap((found): Finding[] => {
      const line = found.range.start.line;
      if (isOff(rule.id, found.file, line)) return [];
      const { file, range } = found;
      const message = revealed(found.message);
      const fixes = (found.fixes ?? []).map((fix) => ({ ...fix, title: revealed(fix.title) }));
      return [
        { code: rule.id, severity: severity ?? found.severity ?? rule.severity, message, file, line, range, fixes },
      ];
    });
  });
}

/** The rules of what keeps the state from being read. */
const OF_THE_STATE = [mergeConflict, missingState, jsonSyntax, schema];

/** Why the state can't be used, whatever of it the user wants to hear; null where no rule says it. */
export function findObstacle(subject: Subject): (Found & { rule: string }) | null {
  return OF_THE_STATE.flatMap((rule) => rule.check(subject).map((found) => ({ ...found, rule: rule.id })))[0] ?? null;
}

function textsOf({ path, context, world }: Subject): ReadonlyMap<string, string> {
  const plans = [world?.plan?.plan, ...(world?.plan?.phases ?? []).map((phase) => phase.plan)];
  return new Map([...plans.flatMap((plan) => (plan ? [[plan.path, plan.text] as const] : [])), [path, context.text]]);
}
