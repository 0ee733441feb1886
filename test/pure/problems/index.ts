import type { RuleExamples } from './example';
import { archivedPlan } from './archivedPlan';
import { bracePath } from './bracePath';
import { circularDependency } from './circularDependency';
import { currentPhase } from './currentPhase';
import { duplicatePhase } from './duplicatePhase';
import { duplicateState } from './duplicateState';
import { jsonSyntax } from './jsonSyntax';
import { mergeConflict } from './mergeConflict';
import { missingFile } from './missingFile';
import { missingPhases } from './missingPhases';
import { missingPlan } from './missingPlan';
import { missingState } from './missingState';
import { missingSummary } from './missingSummary';
import { noSteps } from './noSteps';
import { notMerged } from './notMerged';
import { outsideWorkspace } from './outsideWorkspace';
import { phaseList } from './phaseList';
import { planInSummaries } from './planInSummaries';
import { planStatus } from './planStatus';
import { schema } from './schema';
import { severalRunning } from './severalRunning';
import { templateText } from './templateText';
import { todoNotRunning } from './todoNotRunning';
import { unknownDependency } from './unknownDependency';
import { unreadPhases } from './unreadPhases';
import { unreadSteps } from './unreadSteps';
import { untickedCriteria } from './untickedCriteria';
import { worktree } from './worktree';
import { wrongBranch } from './wrongBranch';

/** By the ids of the rules, in their order. */
export const TABLES: Readonly<Record<string, RuleExamples>> = {
  'merge-conflict': mergeConflict,
  'missing-state': missingState,
  'json-syntax': jsonSyntax,
  schema,
  'duplicate-state': duplicateState,
  'missing-phases': missingPhases,
  'missing-plan': missingPlan,
  'missing-file': missingFile,
  'outside-workspace': outsideWorkspace,
  'brace-path': bracePath,
  'archived-plan': archivedPlan,
  'phase-list': phaseList,
  'plan-in-summaries': planInSummaries,
  'duplicate-phase': duplicatePhase,
  'unknown-dependency': unknownDependency,
  'circular-dependency': circularDependency,
  'several-running': severalRunning,
  'current-phase': currentPhase,
  'wrong-branch': wrongBranch,
  worktree,
  'not-merged': notMerged,
  'missing-summary': missingSummary,
  'plan-status': planStatus,
  'no-steps': noSteps,
  'unread-phases': unreadPhases,
  'unread-steps': unreadSteps,
  'unticked-criteria': untickedCriteria,
  'todo-not-running': todoNotRunning,
  'template-text': templateText,
};
