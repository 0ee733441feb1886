import { parseContext } from '../../context/parse';
import { planNamedIn } from '../../context/planNamed';
import { readPlanFileName, summaryAmong, type FileNameParts } from '../../plan/names';
import { comparePhaseIds } from '../../types';
import { foundIssues } from '../parts/contextIssues';
import { rebuildState, textFix } from '../parts/fixes';
import { isDirectlyIn } from '../../folder/paths';
import { nameParts } from '../parts/names';
import { locate } from '../parts/ranges';
import type { Fix, Rule, Subject } from '../parts/rule';

export const missingState: Rule = {
  id: 'missing-state',
  severity: 'error',
  description: 'A context file without a state block, the `json` code block that says which plan is active.',
  fixes:
    'Add one: what the branch and plan lines say, with the phases whose plan files are there · Rebuild the state from everything else that is there',
  check: (subject) =>
    foundIssues(subject, 'missing').map((found) => ({
      ...found,
      // What the last commit says of the phases is more than what their files say.
      fixes: addBlock(subject).flatMap((add) => (subject.lost ? [rebuildState(), add] : [add, rebuildState()])),
    })),
};

/** None where none can be added: an open fence at the end would swallow it. */
function addBlock(subject: Subject): Fix[] {
  const { path, context } = subject;
  const { eol, rules, headings } = locate(context).doc;
  const end = context.text === '' || /[\r\n]$/.test(context.text) ? '' : eol;
  const ruled = (rules.at(-1) ?? -1) > (headings.at(-1)?.line ?? -1);
  const json = JSON.stringify(proposeBlock(subject), null, 2);
  const block = [...(ruled ? [] : ['', '---']), '', '```json', ...json.split('\n'), '```', ''];
  const after = context.text + end + block.join(eol);
  return parseContext(after).state ? [textFix(path, context.text, 'Add a State Block', () => after)] : [];
}

/** What the context file's own lines and the files beside it say; the rest is for a person to correct. */
function proposeBlock({ context, files }: Subject): Record<string, unknown> {
  const { branch, phasePlan } = context;
  const own = planNamedIn(context);
  const task = own === null ? undefined : readPlanFileName(own)?.task;
  const isOwn = (parts: FileNameParts | null): boolean => task !== undefined && parts?.task === task;
  const summaries = files.filter((file) => isDirectlyIn(file, 'summaries') && isOwn(nameParts(file)));
  const phases = files.flatMap((file) => {
    const parts = isDirectlyIn(file, 'plans') ? nameParts(file) : null;
    if (!parts || parts.phase === null || !isOwn(parts)) return [];
    const isDone = summaryAmong(summaries, parts.task, parts.phase) !== null;
    const status = file === phasePlan ? 'in_progress' : isDone ? 'completed' : 'pending';
    return [{ phase: parts.phase, plan: file, status }];
  });
  phases.sort((a, b) => comparePhaseIds(a.phase, b.phase));
  const running = phases.find(({ status }) => status === 'in_progress');
  return {
    active_context: [own, phasePlan].filter((path) => path !== null),
    completed_summaries: summaries,
    ...(branch === null ? {} : { execution_branch: branch }),
    ...(phases.length === 0
      ? {}
      : { phased_execution: { master_plan: own, phases, current_phase: running?.phase ?? null } }),
  };
}
