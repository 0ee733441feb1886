import type { Reading } from '../core/reading/status';
import { countDone } from '../core/markdown/settled';
import type { BranchReport } from '../core/reading/branchReports';
import { withoutSecrets } from '../core/secrets';
import type { MergeProof } from '../core/steps';
import { samePhase, type PhaseInfo, type PlanInfo, type PlanStatus, type PullRequestInfo } from '../core/types';
import { countPhases, joinWords, phaseLabel, type PhaseView } from './phaseView';
import { switchedOff } from './shownStatus';
import { stepsText } from './phaseTold';
import { phaseAmidText } from '../core/phaseTexts';

/**
 * What a row says when the pointer rests on it, as data. Everything in it may come from a file, and is shown as text.
 */
export interface Tip {
  title: string;
  facts: { label: string; value: string }[];
  /** The plan file whose objective is shown too: read when the row is pointed at, and not before. */
  objectiveIn: string | null;
}

/**
 * To-dos are counted where they are shown: a tick redraws the rows whose texts it changes, and the plan's isn't one of
 * them.
 */
export function masterTip(status: PlanStatus, plan: PlanInfo, told: Reading['told']): Tip {
  const simple = plan.kind === 'simple';
  const phases = countPhases(status);
  const todos = countDone(status.todos);
  return {
    title: plan.title,
    facts: facts({
      Status: plan.status,
      'Staff review': told?.staffReview,
      Workflow: told?.workflow,
      Phases: simple ? null : `${phases.done} of ${phases.total} completed`,
      'To-dos': !simple || todos.total === 0 ? null : `${todos.done} of ${todos.total} done`,
      Branch: plan.branch,
      ...pullRequestFacts(plan.pr),
      Next: status.next?.title,
      Buttons: status.readable ? null : switchedOff,
      File: plan.path,
    }),
    objectiveIn: plan.path,
  };
}

/** What a phase's tip says beside the status. */
interface PhaseNotes {
  hint: string;
  report: BranchReport | null;
  proof: MergeProof | null;
}

export function phaseTip(status: PlanStatus, phase: PhaseInfo, view: PhaseView, notes: PhaseNotes): Tip {
  const { hint, report, proof } = notes;
  return {
    title: phaseLabel(phase),
    facts: facts({
      State: stateText(phase, view, hint),
      'Depends on': phase.dependsOn.length === 0 ? null : dependencies(status, phase),
      [phase.merged ? 'Merged' : 'Compared']: phase.merged === null || !proof ? null : proofText(proof),
      Branch: branchWithAuthor(phase, report),
      ...pullRequestFacts(phase.pr),
      Worktree: phase.worktree,
      Summary: phase.summary,
      Plan: phase.plan ?? 'its file is missing',
      Buttons: status.readable ? null : switchedOff,
    }),
    objectiveIn: phase.plan,
  };
}

function pullRequestFacts(pr: PullRequestInfo | null): Record<string, string | null> {
  if (pr === null) return {};
  const into = pr.into ?? null;
  const goes = into !== null && pr.isIntoMerged ? `${into}, which is merged: change its base` : into;
  const address = [pr.number === null ? null : `#${pr.number}`, pr.url].filter(Boolean).join(' · ');
  return {
    ...(pr.state === 'begun' ? { 'Pull request is made on': pr.url } : { 'Pull request': address }),
    'Pull request goes into': goes,
  };
}

/** `origin/main contains para/login-phase-1 (1a2b3c4d)`. */
function proofText({ why, commit }: MergeProof): string {
  return commit === null || why.includes(commit.slice(0, 8)) ? why : `${why} (${commit.slice(0, 8)})`;
}

function branchWithAuthor({ branch }: PhaseInfo, report: BranchReport | null): string | null {
  if (branch === null || report?.name !== branch) return branch;
  const where = report.remote === null ? '' : ` on ${withoutSecrets(report.remote)}`;
  return `${branch}${where}${report.author === null ? '' : `, last commit by ${report.author}`}`;
}

function stateText(phase: PhaseInfo, view: PhaseView, hint: string): string {
  switch (view.state) {
    case 'running':
      return [hint ? `Running, ${hint}` : 'Running', ...(phase.dropped ? [uncommittedDrop] : [])].join('. ');
    case 'waiting':
      return view.reason ?? 'Waiting';
    case 'ready':
      return `Can start, ${stepsText(phase.steps)}`;
    case 'unmerged':
      return 'Completed, not merged into the base branch yet';
    case 'merged':
      return 'Completed, and merged into the base branch';
    case 'completed':
      return 'Completed';
    case 'dropped':
      return 'Dropped';
  }
}

/** `Phase 1 (merged) and phase 2 (running)`. */
function dependencies(status: PlanStatus, phase: PhaseInfo): string {
  const words = phase.dependsOn.map((id) => {
    const other = status.phases.find((each) => samePhase(each.phase, id));
    return `${phaseAmidText(id)} (${other ? stateWord(other) : 'unknown'})`;
  });
  const text = joinWords(words);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const uncommittedDrop = 'It is set to dropped, which counts once the context file is committed';

function stateWord({ status, merged, dropped }: PhaseInfo): string {
  if (status === 'in_progress') return 'running';
  if (status === 'pending') return dropped ? 'dropped' : 'not started';
  if (merged === null) return 'completed';
  return merged ? 'merged' : 'not merged';
}

function facts(all: Record<string, string | null | undefined>): Tip['facts'] {
  return Object.entries(all).flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

/** An objective fit for a tooltip: one paragraph, not too long, and nothing of a template that isn't filled in. */
export function shortObjective(text: string | null): string | null {
  const [paragraph = ''] = (text ?? '').trim().split(/\n\s*\n/);
  const line = paragraph.replace(/\s+/g, ' ').trim();
  if (line === '' || /^\[[^\]]*\]$/.test(line)) return null;
  return line.length > longestObjective ? `${line.slice(0, longestObjective - 1).trimEnd()}…` : line;
}

const longestObjective = 300;
