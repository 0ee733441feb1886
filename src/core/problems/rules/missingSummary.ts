import { commands } from '../../../ids';
import { metadataLines, normalizeName } from '../../markdown/parse';
import { phaseText } from '../../phaseTexts';
import { PhaseMap } from '../../phaseMap';
import type { PhaseId } from '../../types';
import { stateFix } from '../parts/fixes';
import { summariesAmong } from '../../plan/names';
import { namedFiles } from '../parts/names';
import { isDirectlyIn } from '../../folder/paths';
import { rangeInState } from '../parts/ranges';
import type { Fix, Rule, Subject } from '../parts/rule';

export const missingSummary: Rule = {
  id: 'missing-summary',
  severity: 'info',
  description: 'A completed phase without a summary.',
  fixes: 'Add the summary that is there to `completed_summaries` (safe) · Summarize the phase',
  check(subject) {
    const plan = subject.world?.plan;
    if (!plan || !subject.world?.state.phased) return [];
    const there = subject.files.filter((file) => isDirectlyIn(file, 'summaries'));
    const byPhase = tasksByPhase(subject);
    return plan.phases.flatMap(({ id, index, entry, plan: own }, at) => {
      const info = subject.phases[at];
      // Phases that stand in one plan are summarized with it.
      if (own === null || entry.status !== 'completed' || (info?.summary ?? null) !== null) return [];
      // What was done before the plan came here from another method has been summed up there, if anywhere.
      if (metadataLines(own.file.doc).some(({ label }) => normalizeName(label) === 'source')) return [];
      const unlisted = summariesAmong(there, plan.task, id);
      const tasks = byPhase.get(id) ?? [];
      if (unlisted.length === 0 && tasks.some((task) => isNamedLike(task, plan.task))) return [];
      const but = unlisted.length === 0 ? 'has no summary' : 'its summary isn’t in “completed_summaries”';
      return [
        {
          message: `${phaseText(id)} is completed, but ${but}.`,
          file: subject.path,
          range: rangeInState(subject.context, ['phased_execution', 'phases', index, 'status']),
          fixes: unlisted.length > 0 ? unlisted.map((file) => addToSummaries(subject, file)) : [summarize(id)],
        },
      ];
    });
  },
};

/** The tasks that summaries, listed or there, are named after, by what their names say of the phase. */
function tasksByPhase({ world, files }: Subject): PhaseMap<string[]> {
  const found = new PhaseMap<string[]>();
  const there = namedFiles(files).filter(({ folder }) => folder === 'summaries');
  for (const { parts, phase } of [...there, ...namedFiles(world?.state.completedSummaries ?? [])]) {
    if (!parts) continue;
    const others = found.get(phase);
    if (others) others.push(parts.task);
    else found.set(phase, [parts.task]);
  }
  return found;
}

/** Written by hand, a summary's name may shorten the task's. */
function isNamedLike(task: string, own: string): boolean {
  return task !== '' && (own.startsWith(task) || task.startsWith(own));
}

function addToSummaries(subject: Subject, file: string): Fix {
  const add = () => {
    const value = [...(subject.world?.state.completedSummaries ?? []), file];
    return [{ path: ['completed_summaries'], value }];
  };
  return stateFix(subject, `Add “${file}” to the Summaries`, add, true);
}

function summarize(phase: PhaseId): Fix {
  return {
    title: `Summarize ${phaseText(phase)}`,
    command: commands.summarizePhase,
    arguments: [{ phase }],
  };
}
