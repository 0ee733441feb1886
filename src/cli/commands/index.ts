import type { Run } from '../answer';
import { serveClient } from './mcp';
import { check } from './check';
import { answerHook } from './hook';
import { importPlanFrom } from './importPlan';
import { archivePlan, createPullRequestOf, execute, summarize } from './life';
import { approve, initialize, makePlan } from './plan';
import { recover, rebuildStateBlock, undo } from './repair';
import { showWhereItStands } from './status';
import { printSkill } from './skill';
import { surveyHere } from './survey';
import { ticking } from './tick';
import { mergeDriver, worktrees } from './repository';

/** What runs each command of the table. */
export const RUNS: Readonly<Record<string, Run>> = {
  status: showWhereItStands,
  check,
  survey: surveyHere,
  init: initialize,
  plan: makePlan,
  import: importPlanFrom,
  approve,
  execute,
  done: ticking(true),
  undone: ticking(false),
  summarize,
  pr: createPullRequestOf,
  archive: archivePlan,
  undo,
  recover,
  rebuild: rebuildStateBlock,
  worktrees,
  'merge-driver': mergeDriver,
  mcp: serveClient,
  skill: printSkill,
  hook: answerHook,
};
