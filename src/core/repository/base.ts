import { inShort, PlanError } from '../errors';
import { BRANCH_PREFIXES } from '../plan/names';
import type { Git, MethodSettings } from '../ports';
import type { Ref } from '../gitData';
import { withoutRemote } from './prefixInUse';
import type { RepoState } from './repo';

/** The branch phases start from and merge into. */
export interface Base {
  name: string;
  local: Ref | null;
  upstream: Ref | null;
  /** The remote it follows, or null. */
  remote: string | null;
}

/** What the base branch is called where nothing says it. */
const USUAL = ['main', 'master', 'trunk', 'develop'];

/**
 * The base branch: the setting; the remote's HEAD; the branch of HEAD, or its upstream, if it has one of the usual
 * names; the only branch that has one; on a phase's branch, the one of these that it was made from. Else null.
 */
export async function findBase(git: Git, repo: RepoState, settings: BaseSettings): Promise<Base | null> {
  const { refs, remotes } = repo;
  const main = mainRemote(remotes);
  if (settings.baseBranch !== '') return baseNamed(refs, main, settings.baseBranch);
  const remoteHead = refs.find((ref) => main !== null && ref.name === `${main}/HEAD`)?.target?.slice(`${main}/`.length);
  const byRemote = remoteHead === undefined ? null : baseNamed(refs, main, remoteHead);
  if (byRemote) return byRemote;
  const byHead = baseOfHead(repo, main);
  if (byHead) return byHead;
  const usual = USUAL.flatMap((name) => baseNamed(refs, main, name) ?? []);
  return usual.length > 1 && isOfPhase(repo, settings)
    ? madeFrom(git, repo, usual)
    : usual.length === 1
      ? (usual[0] ?? null)
      : null;
}

type BaseSettings = Pick<MethodSettings, 'baseBranch' | 'branchPrefix'>;

function mainRemote(remotes: readonly string[]): string | null {
  return remotes.includes('origin') ? 'origin' : remotes.length === 1 ? (remotes[0] ?? null) : null;
}

function baseNamed(refs: readonly Ref[], main: string | null, name: string): Base | null {
  const local = refs.find((ref) => ref.remote === null && ref.name === name) ?? null;
  const followed = local?.upstream ?? (main === null ? null : `${main}/${name}`);
  const upstream = refs.find((ref) => ref.remote !== null && ref.name === followed) ?? null;
  return local || upstream ? { name, local, upstream, remote: upstream?.remote ?? main } : null;
}

function baseOfHead({ head, refs }: RepoState, main: string | null): Base | null {
  const local = refs.find((ref) => ref.remote === null && ref.name === head.branch);
  if (!local) return null;
  if (USUAL.includes(local.name)) return baseNamed(refs, main, local.name);
  const upstream = refs.find((ref) => ref.remote !== null && ref.name === local.upstream);
  const name = upstream && withoutRemote(upstream);
  return name !== undefined && USUAL.includes(name) ? baseNamed(refs, upstream?.remote ?? main, name) : null;
}

function isOfPhase({ head: { branch } }: RepoState, { branchPrefix }: BaseSettings): boolean {
  const begins = [branchPrefix, ...BRANCH_PREFIXES].some((each) => each !== '' && branch?.startsWith(each));
  return begins || branch?.includes('-phase-') === true;
}

/**
 * The one that HEAD's branch was made from: it shares the newest commit with it. Where several share that one, the one
 * that was checked out last tells.
 */
async function madeFrom(git: Git, { head }: RepoState, among: readonly Base[]): Promise<Base | null> {
  const { commit } = head;
  if (commit === null) return null;
  const forks = await Promise.all(
    among.map(async (base) => {
      const refs = [base.local, base.upstream].flatMap((ref) => ref?.commit ?? []);
      return { base, at: await newest(git, await Promise.all(refs.map((each) => git.mergeBase(commit, each)))) };
    }),
  );
  const last = await newest(
    git,
    forks.map(({ at }) => at),
  );
  const nearest = forks.filter(({ at }) => at !== null && at === last).map(({ base }) => base);
  if (nearest.length < 2) return nearest[0] ?? null;
  const left = await git.lastCheckedOut(nearest.map(({ name }) => name));
  return nearest.find(({ name }) => name === left) ?? null;
}

/** Of ancestors of one commit, the one that has all the others behind it; null where none has. */
async function newest(git: Git, commits: readonly (string | null)[]): Promise<string | null> {
  let last: string | null = null;
  for (const commit of commits) {
    if (commit === null || commit === last) continue;
    if (last === null || (await git.isAncestor(last, commit))) last = commit;
    else if (!(await git.isAncestor(commit, last))) return null;
  }
  return last;
}

/** Nothing tells which branch is the base; these are likely, the likeliest first. */
export class BaseUntold extends PlanError {
  constructor(readonly candidates: readonly string[]) {
    super(
      'INVALID_ARGUMENT',
      `Which branch phases start from can’t be told. Set “phasedPlans.baseBranch”, for example to ${inShort(candidates)}.`,
    );
  }
}

/** As `findBase`. Throws `BaseUntold`, and `GIT_FAILED` when there is no such branch or no commit. */
export async function mustFindBase(git: Git, repo: RepoState, settings: BaseSettings): Promise<Base> {
  const base = await findBase(git, repo, settings);
  if (base) return base;
  if (repo.refs.length === 0) {
    throw new PlanError(
      'GIT_FAILED',
      'This repository has no commit yet, so there is nothing to start from. Make a first commit, then try again.',
    );
  }
  if (settings.baseBranch === '') throw new BaseUntold(likelyBases(repo, settings));
  throw new PlanError(
    'GIT_FAILED',
    `There is no branch ${settings.baseBranch} with a commit to start from. Make a first commit there, or set “phasedPlans.baseBranch”.`,
  );
}

/** Those with usual names, the branch of HEAD, the other local ones, those of the remote; phases' branches last. */
function likelyBases(repo: RepoState, settings: BaseSettings): string[] {
  const { head, refs, remotes } = repo;
  const main = mainRemote(remotes);
  const names = [
    ...refs.filter((ref) => ref.remote === null),
    ...refs.filter((ref) => ref.remote === main && !ref.target),
  ].map(withoutRemote);
  const here = head.branch !== null && names.includes(head.branch) ? [head.branch] : [];
  const all = [...new Set([...USUAL.filter((name) => names.includes(name)), ...here, ...names])];
  const ofPhase = (name: string): boolean => isOfPhase({ ...repo, head: { ...head, branch: name } }, settings);
  return [...all.filter((name) => !ofPhase(name)), ...all.filter(ofPhase)];
}
