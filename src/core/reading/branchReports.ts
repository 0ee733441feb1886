import { countDone, isSettled } from '../markdown/settled';
import { PhaseMap } from '../phaseMap';
import { statusIn } from '../repository/records';
import { revealed, revealedName } from '../revealed';
import { samePhase } from '../types';
import type { Snapshot } from './snapshot';

/** What is known of a phase from its branch alone. */
export interface BranchReport {
  name: string;
  /** The remote, when only that has it: somebody else runs the phase. */
  remote: string | null;
  /** Who wrote its last commit. */
  author: string | null;
  /** The to-dos in its own context file, while the phase runs there. */
  todos: { done: number; total: number } | null;
}

/** What the phases' branches, or a simple plan's own, say. */
export function branchReports({ world, repository, authors }: Snapshot): PhaseMap<BranchReport> {
  const reports = new PhaseMap<BranchReport>();
  const { records } = repository ?? {};
  const { plan } = world ?? {};
  if (!records || !plan) return reports;
  for (const id of plan.kind === 'simple' ? [null] : plan.phases.map((phase) => phase.id)) {
    const branch = records.branches.get(id);
    if (!branch) continue;
    const tip = records.tips.get(id);
    const todos = statusIn(tip, plan, id) === 'in_progress' ? (tip?.todos ?? []) : [];
    const own = countDone(
      todos
        .filter(({ group }) => group === null || id === null || samePhase(group, id))
        .map(({ done, marker }) => ({ done, settled: isSettled(marker) })),
    );
    reports.set(id, {
      name: revealedName(branch.name),
      remote: branch.local ? null : (branch.remote?.remote ?? null),
      author: revealed(authors.get(branch.tip) ?? '') || null,
      todos: own.total === 0 ? null : own,
    });
  }
  return reports;
}
