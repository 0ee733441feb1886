import type { ContextFile } from '../../context/model';
import { parseContext } from '../../context/parse';
import { entryIn } from '../../context/planNamed';
import { readableState, withReadableState } from '../../context/repairState';
import type { JsonObject } from '../../json/json';
import { isWithoutGit } from '../../errors';
import type { Ports } from '../../ports';
import type { Ref, Worktree } from '../../gitData';
import type { PhaseId, PhaseStatus } from '../../types';
import { WORKTREES } from '../../plan/names';
import { findBase } from '../../repository/base';
import { readRepo } from '../../repository/repo';
import { withPrefixInUse } from '../../repository/prefixInUse';

/** What versions of the context file, and branches, still say of the state. */
export interface KnownStates {
  /** The context file here, as far as it can be read; null when there is none. */
  here: ContextFile | null;
  hereState: JsonObject | null;
  /** The one last committed on what is checked out, else on the base branch; null when it can't be read. */
  committed: ContextFile | null;
  committedState: JsonObject | null;
  /** Those of the base branch and of every other branch. */
  others: ContextFile[];
  /** What is checked out; null outside a repository. */
  branch: string | null;
  refs: readonly Ref[];
  /** Those that phases may run in. */
  worktrees: readonly Worktree[];
}

/** More branches than anybody's plan has: the newest names tell nothing more. */
const MOST_BRANCHES = 200;

/** Reads them all. `text`: the context file here. Throws those of git. */
export async function readKnownStates(ports: Ports, path: string, text: string | null): Promise<KnownStates> {
  const hereState = text === null ? null : readableState(text);
  const here = text === null ? null : parseContext(withReadableState(text, null));
  const bare = {
    here,
    hereState,
    committed: null,
    committedState: null,
    others: [],
    branch: null,
    refs: [],
    worktrees: [],
  };
  try {
    await ports.git.open();
  } catch (error) {
    if (isWithoutGit(error)) return bare;
    throw error;
  }
  const repo = await readRepo(ports);
  const { head, refs } = repo;
  const settings = withPrefixInUse(ports.settings(), refs);
  const base = await findBase(ports.git, repo, settings);
  const prefixed = (ref: Ref) => ref.name.includes(settings.branchPrefix) || ref.name.includes('-phase-');
  const bases = [base?.local, base?.upstream].flatMap((ref) => ref?.commit ?? []);
  const commits = [...(head.commit === null ? [] : [head.commit]), ...bases];
  const tips = refs
    .filter(prefixed)
    .slice(0, MOST_BRANCHES)
    .map((ref) => ref.commit);
  const texts = await ports.git.readAt([...commits, ...tips], path);
  const { all } = await ports.git.worktrees();
  const readable = texts.map((each) => {
    const context = each === null ? null : parseContext(each);
    return context?.state ? context : null;
  });
  const committed = readable.slice(0, commits.length).find((each) => each !== null) ?? null;
  return {
    ...bare,
    committed,
    committedState: committed && readableState(committed.text),
    others: readable.filter((each) => each !== null),
    branch: head.branch,
    refs,
    worktrees: all.filter(({ path, known, exists }) => path.startsWith(`${WORKTREES}/`) && known && exists),
  };
}

/**
 * How far the versions of the context file say a phase is: the one here and the committed one in full, branches only
 * that it is completed, since what runs there doesn't run here.
 */
export function recordedStatuses(known: KnownStates, plan: string, phase: PhaseId): PhaseStatus[] {
  const own = [known.here, known.committed].map((each) => entryIn(each, plan, phase)?.status);
  const elsewhere = known.others.map((each) => entryIn(each, plan, phase)?.status);
  return [...own, ...elsewhere.filter((status) => status === 'completed')].filter((status) => status !== undefined);
}
