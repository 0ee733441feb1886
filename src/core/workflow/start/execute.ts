import { parseContext } from '../../context/parse';
import { initMessage } from '../../plan/names';
import { phaseInWords } from '../../plan/subjects';
import type { Ports } from '../../ports';
import { InterruptedEarlier, isPlanError, PlanError, upperFirst } from '../../errors';
import type { ExecuteResult } from '../../types';
import { mustFindBase } from '../../repository/base';
import { mustBeInReach } from '../../repository/commit';
import { isMethodFile } from '../../folder/methodFiles';
import { chooseBranch, type BranchTarget } from './branch';
import { filesOfOthers, planFiles } from './brought';
import { judgeDirtyTree, mustLeaveNoCommits, type DirtyTree } from './dirty';
import type { StartOptions, StartResult } from './options';
import { fetchByName } from '../../repository/fetch';
import { givenTodos, isResumed, judgeCommits, judgeFiles, startedFiles, type Candidate, type Judgement } from './judge';
import { expectedBranch, isPhaseRunning } from '../../folder/branches';
import { judgeLeaving, judgeReplacing } from './replacing';
import { mustBeSaved, openForChange, readRepo, type RepoState } from '../../repository/repo';
import { currentPhaseHere } from '../../repository/worktree';
import { startedContext, withNewerState } from './contextEdit';
import { startedStatuses } from './planStatus';
import { extractTodos, keptText, otherTexts } from './contextText';
import { planWorktreeStart, worktreeRunning, type PlannedStart } from './worktree';
import { describeSteps, type Step, type StepPlan } from '../../steps';
import { dropsOf } from '../../repository/dropped';
import { notesWereSummarized } from '../../repository/summarizedNotes';
import { readWorld } from '../../folder/world';
import type { World } from '../../folder/model';
import { isInFolder } from '../../folder/paths';

/**
 * Starts a phase, or a simple plan (docs/architecture.md): judges first, from commits, touching nothing; then changes
 * everything in one move. With `dryRun` the steps are returned and nothing is done.
 */
export async function executePhase(ports: Ports, o: StartOptions): Promise<StartResult> {
  await openForChange(ports);
  const world = await readWorld(ports);
  const candidate = judgeFiles(ports, world, { ...o, current: currentPhaseHere(ports, world) }, null);
  const repo = await readRepo(ports);
  const running = alreadyRunning(ports, world, candidate, repo) ?? (await worktreeRunning(ports, candidate));
  if (running) {
    await mustBeWhole(ports);
    mustAskNothingElse(candidate, running, o);
    return running;
  }
  if (o.recreate === true && !isResumed(world, candidate.phase, o)) throw notRunning(candidate);
  const judgement = await judgeAndFetch(ports, world, await fetchUnlessOffline(ports, repo, o), o);
  const plan = judgement.isolation === 'worktree' ? planWorktreeStart : planStart;
  const planned = await plan(ports, judgement, o);
  const { branch, todos, worktree, along = [] } = planned;
  const result: StartResult = {
    branch,
    todos,
    steps: describeSteps(planned.plan),
    ...(worktree === null ? {} : { worktree }),
    ...(along.length === 0 ? {} : { along }),
  };
  if (o.dryRun) return result;
  const done = await ports.runner.run(planned.plan);
  return { ...result, ...(done.stash ? { stash: done.stash } : {}), ...(done.commit ? { commit: done.commit } : {}) };
}

/** Executing the running phase on its own branch changes nothing and succeeds. */
function alreadyRunning(
  ports: Ports,
  world: World,
  { plan, phase }: Candidate,
  { head }: RepoState,
): ExecuteResult | null {
  const runs = isPhaseRunning(world, phase);
  if (!runs) return null;
  const branch = expectedBranch(world, plan, phase, ports.settings());
  return head.branch === branch ? { branch, todos: world.context.todos.map((each) => each.text), steps: [] } : null;
}

/** What was interrupted half-way may look as if it ran, and its first commit be missing. Throws `GIT_BUSY`. */
async function mustBeWhole({ runner }: Ports): Promise<void> {
  const found = await runner.interrupted();
  if (!found) return;
  const elsewhere = found.gone ? { folder: found.folder, gone: true } : undefined;
  throw new InterruptedEarlier(found.plan.title, elsewhere, !found.finishable);
}

/** What runs stays as it is, so nobody is to think that another branch or other to-dos were heard of. */
function mustAskNothingElse({ plan, phase }: Candidate, { branch, todos }: ExecuteResult, o: StartOptions): void {
  const what = phase ? upperFirst(phaseInWords(phase)) : `“${plan.title}”`;
  if (o.branch !== undefined && o.branch !== branch)
    throw new PlanError('INVALID_ARGUMENT', `${what} runs on ${branch} already. Leave the name of the branch out.`);
  const given = givenTodos(o);
  if (given.some((each, index) => each !== todos[index]) || (given.length > 0 && given.length !== todos.length))
    throw new PlanError(
      'INVALID_ARGUMENT',
      `${what} runs already and has its to-dos. Leave yours out, or write them into the list in the context file.`,
    );
}

function notRunning({ plan, phase }: Candidate): PlanError {
  const what = phase ? upperFirst(phaseInWords(phase)) : `“${plan.title}”`;
  return new PlanError('PHASE_NOT_STARTED', `${what} doesn't run, so it has no to-dos to keep. Start it instead.`);
}

/** As `judgeCommits`; the branch of what is to be resumed is looked for by its name before it counts as nowhere. */
async function judgeAndFetch(ports: Ports, world: World, repo: RepoState, o: StartOptions): Promise<Judgement> {
  const judgement = await judgeCommits(ports, world, repo, o);
  const { plan, phase, records } = judgement;
  const wanted = o.existingBranch === 'resume' && !records.branches.has(phase?.id ?? null);
  const settings = ports.settings();
  if (!wanted || !settings.fetchBeforeStart || o.offline === 'continue') return judgement;
  if (!(await fetchByName(ports, repo, expectedBranch(world, plan, phase, settings)))) return judgement;
  return judgeCommits(ports, world, { ...(await ports.git.branches()), head: repo.head }, o);
}

/** Brings the remote-tracking branches up to date; gives the branches as they are then. */
async function fetchUnlessOffline(ports: Ports, repo: RepoState, o: StartOptions): Promise<RepoState> {
  const settings = ports.settings();
  const { remote: followed } = await mustFindBase(ports.git, repo, settings);
  const remote = followed !== null && repo.remotes.includes(followed) ? followed : null;
  if (!settings.fetchBeforeStart) return { ...repo, isStale: true };
  if (remote === null) return repo;
  try {
    const isChanged = await ports.git.fetch(remote);
    // Git may note which branch is a remote's default, and not say so.
    if (!isChanged && repo.refs.some((ref) => ref.remote === remote && ref.target !== null)) return repo;
  } catch (error) {
    if (o.offline !== 'continue' || !isPlanError(error, 'PULL_FAILED')) throw error;
    ports.log.warn(`Going on with what is known of ${remote}: ${error.message}`);
    return { ...repo, isStale: true };
  }
  return { ...(await ports.git.branches()), head: repo.head };
}

async function planStart(ports: Ports, j: Judgement, o: StartOptions): Promise<PlannedStart> {
  mustBeSaved(ports, startedFiles(j.world, j.plan, j.phase));
  const asked = [j.world.path, ...planFiles(j.plan).filter((path) => isInFolder(path, j.world.folder))];
  const [ignored, changed] = await Promise.all([ports.git.ignored(asked), ports.git.status()]);
  const isIgnored = ignored.includes(j.world.path);
  if (!isIgnored) await mustBeInReach(ports);
  // The order of the codes: uncommitted changes first, then an existing branch; where it leads decides what is carried.
  const resumed = o.existingBranch === 'resume' ? await chooseBranch(ports, j, o) : null;
  const dirty = await judgeDirtyTree(ports.git, {
    head: j.repo.head.commit,
    target: resumed?.commit ?? j.start.commit,
    contextFolder: j.world.folder,
    contextFile: j.world.path,
    isIgnored,
    changed,
    dirty: o.dirty,
  });
  const target = resumed ?? (await chooseBranch(ports, j, o));
  await mustLeaveNoCommits(ports.git, j.repo.head);
  const steps: Step[] = [];
  if (dirty.elsewhere.length > 0 && o.dirty === 'stash') {
    steps.push({ kind: 'stash', message: `${target.branch} ${ports.clock.now().toISOString()}`, keep: j.world.folder });
  }
  if (target.behind !== null) {
    steps.push({ kind: 'fastForward', branch: target.branch, from: target.behind, to: target.commit });
  }
  if (j.repo.head.branch !== target.branch) {
    const { branch, commit: at, create, upstream } = target;
    steps.push({ kind: 'switch', branch, create: create ? { at, ...(upstream ? { upstream } : {}) } : null });
  }
  steps.push(...(await fastForwardSteps(ports, j, target)));
  // The context file here is the one there too.
  const stands = isIgnored || dirty.context.some((each) => each.path === j.world.path);
  let todos: string[];
  let along: string[] = [];
  if (target.running || (resumed && stands && isPhaseRunning(j.world, j.phase))) {
    const there = stands ? j.world.context : j.records.tips.get(j.phase?.id ?? null);
    todos = there?.todos.map((each) => each.text) ?? [];
  } else {
    const written = await writeAndCommit(ports, j, { target, dirty, stands, asked, ignored }, o);
    ({ todos, along } = written);
    steps.push(...written.steps);
  }
  const what = j.phase ? phaseInWords(j.phase) : j.plan.title;
  const { commit, ref, why } = j.start;
  const plan: StepPlan = {
    title: `Start ${what}`,
    start: target.commit === commit ? { commit, ref, why } : null,
    proofs: j.proofs,
    steps,
  };
  return { plan, branch: target.branch, todos, worktree: null, along };
}

/** The local base moves along when nobody has it checked out. */
async function fastForwardSteps(ports: Ports, j: Judgement, target: BranchTarget): Promise<Step[]> {
  const { local } = j.base;
  if (!target.create || !local || local.commit === j.start.commit || j.start.bring || j.start.ref === local.name)
    return [];
  const inUse = await ports.git.checkedOut();
  const count = inUse.filter((branch) => branch === local.name).length;
  // This work tree leaves it by the switch.
  if (count > (j.repo.head.branch === local.name ? 1 : 0)) return [];
  return [{ kind: 'fastForward', branch: local.name, from: local.commit, to: j.start.commit }];
}

/** What a start writes its files on. */
interface Ground {
  target: BranchTarget;
  dirty: DirtyTree;
  /** Whether the context file here is the one there too. */
  stands: boolean;
  /** Files of which it was asked whether git ignores them, and those that it does. */
  asked: readonly string[];
  ignored: readonly string[];
}

async function writeAndCommit(
  ports: Ports,
  j: Judgement,
  { target, stands, asked, ...tree }: Ground,
  o: StartOptions,
): Promise<{ steps: Step[]; todos: string[]; along: string[] }> {
  const { world } = j;
  const dirty = tree.dirty.context.map((each) => each.path);
  const brought = await filesOfOthers(ports, j, target.commit, dirty);
  const changed = dirty.filter((path) => isMethodFile(path, world.folder));
  const carried = (path: string): boolean => dirty.includes(path);
  const there = { commit: target.commit, carried, brought: brought.at };
  const statuses = await startedStatuses(ports, j, there, o);
  const written = [...brought.steps, ...statuses].map((each) => each.path);
  const paths = [...new Set([world.path, ...written, ...changed])].sort();
  const ignored = [...tree.ignored, ...(await ports.git.ignored(paths.filter((path) => !asked.includes(path))))];
  await mustHaveFolders(ports, j, target, paths);
  const committed = await contextAt(ports, target, world.path);
  const was = stands ? world.text : committed;
  const kept = isResumed(world, j.phase, o);
  const others = [...(stands && committed !== null ? [committed] : []), ...(await otherTexts(ports, j))];
  const basis = kept
    ? await keptText(ports, j, committed, target.commit)
    : withNewerState(was ?? world.text, others, j.plan);
  const todos = kept ? null : await extractTodos(ports, j, there, o);
  const here = todos && (await judgeReplacing(ports, j, { text: basis, keep: null, todos }, o));
  const left = todos && (await judgeLeaving(ports, j, { text: basis, todos }, o));
  const replaced = here || left ? [...(left ?? []), ...(here ?? [])] : null;
  const text = startedContext(basis, {
    plan: j.plan,
    phase: j.phase,
    branch: target.branch,
    recordBranch: target.suffixed,
    worktree: null,
    todos,
    replaced,
    dropped: dropsOf(world, j.plan, j.records),
    freshNotes: !kept && (await notesWereSummarized(ports, j, basis)),
    now: ports.clock.now(),
  });
  const commit: Extract<Step, { kind: 'commit' }> = {
    kind: 'commit',
    message: initMessage(j.plan.task, j.phase?.id ?? null),
    paths: paths.filter((path) => !ignored.includes(path)),
  };
  return {
    steps: [...brought.steps, { kind: 'write', path: world.path, was, text }, ...statuses, commit],
    along: commit.paths.filter((path) => changed.includes(path) && !planFiles(j.plan).includes(path)),
    todos: (todos ?? parseContext(text).todos).map((each) => each.text),
  };
}

/** Throws `INVALID_ARGUMENT` where the branch begins with something else in the place of a folder of these files. */
async function mustHaveFolders(
  ports: Ports,
  j: Judgement,
  { commit, branch }: BranchTarget,
  paths: string[],
): Promise<void> {
  if (commit === j.repo.head.commit) return;
  const [first] = await ports.git.notFolders(commit, paths);
  if (first === undefined) return;
  const where = commit === j.start.commit ? j.start.ref : branch;
  const setting = j.world.path.startsWith(`${first}/`) ? ', or set “phasedPlans.contextFolder” to another folder' : '';
  throw new PlanError(
    'INVALID_ARGUMENT',
    `${where} has a file, a link or a submodule “${first}”, where the folder of the plan's files is to be. Rename or remove it there, and commit that${setting}, then try again.`,
  );
}

/** The context file that the branch begins with, or null. Throws `CONTEXT_INVALID` for one too large to be read. */
async function contextAt(ports: Ports, { branch, commit }: BranchTarget, path: string): Promise<string | null> {
  const [text = null] = await ports.git.readAt([commit], path);
  if (text !== null || !(await ports.git.blobsAt(commit, [path])).has(path)) return text;
  throw new PlanError(
    'CONTEXT_INVALID',
    `“${path}”, as ${branch} would begin with it (${commit.slice(0, 8)}), is no file of 5 MB at most. Make it smaller there, then try again.`,
  );
}
