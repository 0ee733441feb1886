import { commands } from '../../../ids';
import { editContext } from '../../context/edit';
import type { StateEdit } from '../../context/model';
import { applyEdits } from '../../markdown/edits';
import { metadataLines, normalizeName, parseMarkdown } from '../../markdown/parse';
import { readPlanFileName } from '../../plan/names';
import { revealedName } from '../../revealed';
import { phaseText } from '../../phaseTexts';
import { phaseKey, samePhase } from '../../types';
import type { ActivePlan, PhasePlan } from '../../folder/model';
import { textFix } from '../parts/fixes';
import { rangeInState } from '../parts/ranges';
import type { Fix, FixOptions, Rule, Subject } from '../parts/rule';

export const wrongBranch: Rule = {
  id: 'wrong-branch',
  severity: 'warning',
  description: 'A running phase, or simple plan, whose branch isn’t checked out.',
  fixes: 'Switch to its branch · Say that it runs on the branch that is checked out, when its name is the phase’s',
  check(subject) {
    const { world, branch } = subject;
    const plan = world?.plan;
    if (!plan || branch.expected === null || branch.actual === null || branch.actual === branch.expected) return [];
    const phase = runningOn(subject, plan);
    // A branch that only the naming rule knows of may never have been made.
    const recorded = phase?.entry.branch ?? world.state.executionBranch;
    if (recorded !== branch.expected || phase?.entry.worktree) return [];
    const what = phase ? phaseText(phase.id) : 'The plan';
    const place = world.state.executionBranch === recorded ? ['execution_branch'] : branchPlace(phase);
    return [
      {
        message: `${what} runs on “${branch.expected}”, but “${branch.actual}” is checked out.`,
        file: subject.path,
        range: rangeInState(subject.context, place),
        fixes: [switchFix(branch.expected, phase), ...recordThis(subject, plan, phase)],
      },
    ];
  },
};

/** The phase whose branch is expected. */
function runningOn({ world }: Subject, plan: ActivePlan): PhasePlan | null {
  const running = plan.phases.filter(({ entry }) => entry.status === 'in_progress');
  return running.find(({ id }) => samePhase(id, world?.state.phased?.currentPhase)) ?? running[0] ?? null;
}

const branchPlace = (phase: PhasePlan | null): (string | number)[] =>
  phase ? ['phased_execution', 'phases', phase.index, 'branch'] : ['execution_branch'];

function switchFix(branch: string, phase: PhasePlan | null): Fix {
  const options: FixOptions = { ...(phase ? { phase: phase.id } : {}), existingBranch: 'resume' };
  return { title: `Switch to ${branch}`, command: commands.executePhase, arguments: [options] };
}

/** Offered where the branch's name says that it is the phase's, with another prefix or a suffix. */
function recordThis(subject: Subject, plan: ActivePlan, phase: PhasePlan | null): Fix[] {
  const { branch, context, path } = subject;
  const actual = branch.actual ?? '';
  if (revealedName(actual) !== actual) return [];
  const name = readPlanFileName(`${actual.replace(/(-phase-[^/]*?)-\d+$/, '$1')}.md`);
  if (name?.task !== plan.task || phaseKey(name.phase) !== phaseKey(phase?.id ?? null)) return [];
  const state: StateEdit[] = [{ path: ['execution_branch'], value: actual }];
  if (phase) state.push({ path: branchPlace(phase), value: actual });
  const change = (text: string) => setBranchLine(editContext(text, { state }), actual);
  return [textFix(path, context.text, `Say That It Runs on ${actual}`, change)];
}

function setBranchLine(text: string, branch: string): string {
  const line = metadataLines(parseMarkdown(text)).find(({ label }) => normalizeName(label) === 'branch');
  if (!line) return text;
  const code = /^`[^`]*`/.exec(line.value)?.[0] ?? line.value;
  return applyEdits(text, [{ offset: line.start, length: code.length, text: `\`${branch}\`` }]);
}
