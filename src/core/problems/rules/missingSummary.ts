import { commands } from '../../../ids';
import type { PhaseId } from '../../types';
import { stateFix } from '../parts/fixes';
import { namedFiles, type NamedFile } from '../parts/names';
import { rangeInState } from '../parts/place';
import type { Fix, Rule, Subject } from '../parts/rule';

export const missingSummary: Rule = {
  id: 'missing-summary',
  severity: 'info',
  description: 'A completed phase without a summary.',
  fixes: 'Add the summary that is there to `completed_summaries` (safe) · Summarize the phase',
  check(subject) {
    const plan = subject.world?.plan;
    if (!plan || !subject.world?.state.phased) return [];
    const byPhase = summariesByPhase(subject);
    return plan.phases.flatMap(({ id, index, entry, plan: own }, at) => {
      const info = subject.phases[at];
      // Phases that stand in one plan are summarized with it.
      if (own === null || entry.status !== 'completed' || (info?.summary ?? null) !== null) return [];
      const named = byPhase.get(String(id)) ?? [];
      const unlisted = named.filter((each) => each.isThere && each.task === plan.task).map(({ file }) => file);
      if (unlisted.length === 0 && named.some(({ task }) => isNamedLike(task, plan.task))) return [];
      const but = unlisted.length === 0 ? 'has no summary' : 'its summary isn’t in “completed_summaries”';
      return [
        {
          message: `Phase ${String(id)} is completed, but ${but}.`,
          file: subject.path,
          range: rangeInState(subject.context, ['phased_execution', 'phases', index, 'status']),
          fixes: unlisted.length > 0 ? unlisted.map((file) => list(subject, file)) : [summarize(id)],
        },
      ];
    });
  },
};

interface Summary {
  file: string;
  task: string;
  isThere: boolean;
}

/** The summaries that are listed or there, by what their names say of the phase. */
function summariesByPhase({ world, files }: Subject): ReadonlyMap<string, Summary[]> {
  const found = new Map<string, Summary[]>();
  const add = ({ file, parts, phase }: NamedFile, isThere: boolean): void => {
    if (!parts) return;
    const others = found.get(phase);
    if (others) others.push({ file, task: parts.task, isThere });
    else found.set(phase, [{ file, task: parts.task, isThere }]);
  };
  for (const each of namedFiles(files)) if (each.folder === 'summaries') add(each, true);
  for (const each of namedFiles(world?.state.completedSummaries ?? [])) add(each, false);
  return found;
}

/** Written by hand, a summary's name may shorten the task's. */
function isNamedLike(task: string, own: string): boolean {
  return task !== '' && (own.startsWith(task) || task.startsWith(own));
}

function list(subject: Subject, file: string): Fix {
  const add = () => {
    const value = [...(subject.world?.state.completedSummaries ?? []), file];
    return [{ path: ['completed_summaries'], value }];
  };
  return stateFix(subject, `Add “${file}” to the Summaries`, add, true);
}

function summarize(phase: PhaseId): Fix {
  return {
    title: `Summarize Phase ${String(phase)}`,
    command: commands.summarizePhase,
    arguments: [{ phase }],
  };
}
