import { commands } from '../../ids';
import type { PhaseId } from '../types';
import { stateFix } from './fixes';
import { inFolder } from './paths';
import { nameParts } from './names';
import { rangeInState } from './place';
import type { Fix, Rule, Subject } from './rule';

export const missingSummary: Rule = {
  id: 'missing-summary',
  severity: 'info',
  description: 'A completed phase without a summary.',
  fixes: 'Add the summary that is there to `completed_summaries` (safe) · Summarize the phase',
  check(subject) {
    const plan = subject.world?.plan;
    if (!plan || !subject.world?.state.phased) return [];
    return plan.phases.flatMap(({ id, index, entry, plan: own }, at) => {
      const info = subject.phases[at];
      // Phases that stand in one plan are summarized with it.
      if (own === null || entry.status !== 'completed' || (info?.summary ?? null) !== null) return [];
      const unlisted = subject.files.filter((file) => inFolder(file, 'summaries') && isOf(file, plan.task, id));
      if (unlisted.length === 0 && isNamedOtherwise(subject, plan.task, id)) return [];
      const expected = unlisted.length === 0 ? 'a summary' : 'its summary in “completed_summaries”';
      return [
        {
          message: `Unexpected completed phase ${String(id)} without a summary, expected ${expected}.`,
          file: subject.path,
          range: rangeInState(subject.context, ['phased_execution', 'phases', index, 'status']),
          fixes: unlisted.length > 0 ? unlisted.map((file) => list(subject, file)) : [summarize(id)],
        },
      ];
    });
  },
};

function isOf(file: string, task: string, id: PhaseId): boolean {
  const parts = nameParts(file);
  return parts?.task === task && String(parts.phase) === String(id);
}

/** Written by hand, a summary's name may shorten the task's. */
function isNamedOtherwise({ world, files }: Subject, task: string, id: PhaseId): boolean {
  const listed = world?.state.completedSummaries ?? [];
  return [...listed, ...files.filter((file) => inFolder(file, 'summaries'))].some((file) => {
    const parts = nameParts(file);
    if (!parts || parts.task === '' || String(parts.phase) !== String(id)) return false;
    return task.startsWith(parts.task) || parts.task.startsWith(task);
  });
}

function list(subject: Subject, file: string): Fix {
  const value = [...(subject.world?.state.completedSummaries ?? []), file];
  return stateFix(subject, `Add “${file}” to the Summaries`, [{ path: ['completed_summaries'], value }], true);
}

function summarize(phase: PhaseId): Fix {
  return {
    title: `Summarize Phase ${String(phase)}`,
    command: commands.summarizePhase,
    arguments: [{ phase }],
  };
}
