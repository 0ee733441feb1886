import { readSwitches } from './switches';
import type { RuleSeverities } from '../types';
import type { Finding, Rule, Subject } from './rule';
import { revealed } from '../revealed';
import { archivedPlan } from './archivedPlan';
import { bracePath } from './bracePath';
import { circularDependency } from './circularDependency';
import { currentPhase } from './currentPhase';
import { duplicatePhase } from './duplicatePhase';
import { duplicateState } from './duplicateState';
import { jsonSyntax } from './jsonSyntax';
import { mergeConflict } from './mergeConflict';
import { missingFile } from './missingFile';
import { missingPlan } from './missingPlan';
import { missingState } from './missingState';
import { missingSummary } from './missingSummary';
import { noSteps } from './noSteps';
import { notMerged } from './notMerged';
import { outsideWorkspace } from './outsideWorkspace';
import { planInSummaries } from './planInSummaries';
import { planStatus } from './planStatus';
import { schema } from './schema';
import { severalRunning } from './severalRunning';
import { templateText } from './templateText';
import { todoNotRunning } from './todoNotRunning';
import { unknownDependency } from './unknownDependency';
import { untickedCriteria } from './untickedCriteria';
import { worktree } from './worktree';
import { wrongBranch } from './wrongBranch';

/** Every rule, in the order in which problems are listed. */
export const RULES: readonly Rule[] = [
  mergeConflict,
  missingState,
  jsonSyntax,
  schema,
  duplicateState,
  missingPlan,
  missingFile,
  outsideWorkspace,
  bracePath,
  archivedPlan,
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

function textsOf({ path, context, world }: Subject): ReadonlyMap<string, string> {
  const plans = [world?.plan?.plan, ...(world?.plan?.phases ?? []).map((phase) => phase.plan)];
  return new Map([...plans.flatMap((plan) => (plan ? [[plan.path, plan.text] as const] : [])), [path, context.text]]);
}
