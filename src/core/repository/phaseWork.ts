import { initMessage } from '../plan/names';
import type { Ports } from '../ports';
import { phaseKey } from '../types';
import type { LogEntry } from '../gitData';
import { findBase } from './base';
import { findHistory, type History } from './history';
import { readRecords, type Records } from './records';
import { mustNotBeRenamed, recordedWorktree } from './worktree';
import { readRepo } from './repo';
import type { ActivePlan, PhasePlan, World } from '../folder/model';

/** What commits say of a phase that is to be summarized. */
export interface PhaseWork {
  records: Records;
  /** Null when it can't be told where the phase began. */
  history: History | null;
  /** Its own commits besides the first one; null when that can't be told. */
  commits: LogEntry[] | null;
  /** The tips of the base branch and of HEAD. */
  around: string[];
  /** What is checked out instead of its branch; null where it is, where it is in the base branch, or nowhere. */
  away: string | null;
}

/** Reads it. Throws those of git. */
export async function readWork(
  ports: Ports,
  { world, plan, phase, branch }: { world: World; plan: ActivePlan; phase: PhasePlan | null; branch: string },
): Promise<PhaseWork> {
  const { git } = ports;
  const settings = ports.settings();
  const repo = await readRepo(ports);
  const { head, refs } = repo;
  const records = await readRecords(git, { world, plan, refs, start: null, settings });
  const id = phase?.id ?? null;
  const found = records.branches.get(id)?.tip ?? refs.find((ref) => ref.name === branch)?.commit;
  // A branch that is gone was merged or renamed; what HEAD has is the best that is left.
  const tip = found ?? head.commit;
  const base = await findBase(git, repo, settings);
  const worktree = recordedWorktree(world, phase);
  if (found === undefined && worktree !== null)
    await mustNotBeRenamed(ports, worktree, { branch, base: base?.name ?? null });
  const main = [base?.upstream, base?.local].flatMap((ref) => (ref ? [ref.commit] : []));
  const elsewhere = refs.flatMap((ref) =>
    base && ref.name === `${ref.remote ?? ''}/${base.name}` ? [ref.commit] : [],
  );
  const message = initMessage(plan.task, id);
  const others = [...records.branches].flatMap(([key, each]) => (key === phaseKey(id) ? [] : [each.tip]));
  const scope = { message, base: [...new Set([...main, ...elsewhere])], others: [...new Set(others)] };
  const history = tip === null ? null : await findHistory(git, { ...scope, tip });
  const name = records.branches.get(id)?.name ?? branch;
  const isElsewhere = found !== undefined && head.branch !== name && worktree === null;
  // On the base branch it may be merged.
  const onBase = head.branch === base?.name ? head.commit : null;
  const isAway = isElsewhere && (onBase === null || !(await git.isAncestor(found, onBase)));
  const isKnown = history !== null && (found !== undefined || history.first !== null);
  const commits = history?.own.filter(({ parents, subject }) => parents.length < 2 && subject !== message) ?? [];
  return {
    records,
    history,
    commits: isKnown ? commits : null,
    around: [...main, ...(head.commit ? [head.commit] : [])],
    away: isAway ? (head.branch === null ? 'no branch' : `the branch ${head.branch}`) : null,
  };
}
