import type { ContextState } from '../context/model';
import { parseContext } from '../context/parse';
import { isInOtherRepository } from '../context/planNamed';
import { isPlanError, isWithoutGit } from '../errors';
import type { Head, Ref } from '../gitData';
import { PhaseMap } from '../phaseMap';
import type { Git, PathKind, Ports } from '../ports';
import { samePhase } from '../types';
import type { Templates } from '../problems/parts/rule';
import { standIn, type ContextMemory } from './inSight';
import type { Snapshot } from './snapshot';
import { readSnapshot, type Reading } from './status';
import { findBase, type Base } from '../repository/base';
import { behindStart, findStart, isBehind, type Start } from '../repository/startPoint';
import { proveMerged, type MergeFinding } from '../repository/merged';
import { findLostPlan } from './lostPlan';
import { readSummaryLists, type PhaseList } from './phaseLists';
import { findPlanElsewhere } from '../repository/planElsewhere';
import { knownPullRequests, type KnownPullRequest } from '../repository/notedPullRequests';
import { furthestOfSimple, furthestStatus, readRecords } from '../repository/records';
import { expectedBranch } from '../folder/branches';
import { readRepo, type RepoState } from '../repository/repo';
import { currentPhaseHere, findWorktree, isOpenHere, recordedWorktree, usesWorktrees } from '../repository/worktree';
import { contextPath, readWorld, worldOf } from '../folder/world';
import type { World } from '../folder/model';
import { withPrefixInUse } from '../repository/prefixInUse';
import { listPlans } from '../folder/planFiles';

/** What was found out about commits stays true: merged or not and why, by branch tip and start point. */
export type MergedCache = Map<string, MergeFinding>;

/** Texts that stand in for files: what open editors hold, by path. */
type Overlay = ReadonlyMap<string, string>;

/** What a reading may know beside the files. */
export interface ReadOptions {
  overlay?: Overlay;
  memory?: ContextMemory;
}

/** Reads everything that is shown of a folder. Changes nothing; throws only what is unexpected. */
export async function readFolder(given: Ports, cache: MergedCache, o: ReadOptions = {}): Promise<Reading> {
  const { overlay = new Map<string, string>(), memory } = o;
  const ports = withOverlay(given, overlay);
  const path = contextPath(ports);
  const { world, context, broken } = await readWorld(ports).then(
    (world) => ({ world, context: world.context, broken: null }),
    (error: unknown) => readBroken(given, { error, overlay, memory }),
  );
  if (world && broken === null && memory && !overlay.has(path)) memory.last = context;
  const [repository, around] = await Promise.all([
    readRepository(ports, { world, context }, cache),
    readAround(ports, world, broken !== null),
  ]);
  const currentPhase = world && currentPhaseHere(ports, world);
  const severities = ports.settings().problems;
  return readSnapshot({ path, context, world, broken, ...repository, currentPhase, ...around, severities });
}

/** What there is where the context file is missing, or can't be used. Throws what is unexpected. */
async function readBroken(
  given: Ports,
  { error, overlay, memory }: { error: unknown; overlay: Overlay; memory?: ContextMemory },
): Promise<Pick<Snapshot, 'context' | 'world' | 'broken'>> {
  if (!isPlanError(error)) throw error;
  if (error.code === 'NOT_INITIALIZED') return { context: null, world: null, broken: null };
  if (error.code !== 'CONTEXT_INVALID' && error.code !== 'OUTSIDE_WORKSPACE') throw error;
  const path = contextPath(given);
  const { files, documents } = given;
  const onDisk = await files.read(path).catch(() => null);
  const saved = onDisk === null ? null : parseContext(onDisk);
  const text = overlay.get(path) ?? documents.unsavedText?.(path) ?? null;
  const held = text === null ? null : parseContext(text);
  const isRepaired = held?.state != null;
  const context = isRepaired ? saved : (held ?? saved);
  const shown = error.code === 'OUTSIDE_WORKSPACE' ? null : await standIn(files, { context, saved, memory });
  const world = shown?.state ? await worldOf(withOverlay(given, overlay), shown, shown.state) : null;
  return { context, world, broken: { why: error.message, isRepaired } };
}

function withOverlay(ports: Ports, overlay: Overlay): Ports {
  if (overlay.size === 0) return ports;
  const { files } = ports;
  return {
    ...ports,
    documents: {
      ...ports.documents,
      unsavedText: (path) => (overlay.has(path) ? null : (ports.documents.unsavedText?.(path) ?? null)),
    },
    files: {
      ...files,
      read: async (path, isWhole) => overlay.get(path) ?? files.read(path, isWhole),
      exists: async (path) => overlay.has(path) || files.exists(path),
      kindOf: async (path) => (overlay.has(path) ? 'file' : files.kindOf(path)),
    },
  };
}

/** What the rules ask of the files beside the plan's own. */
async function readAround(
  ports: Ports,
  world: World | null,
  isBroken: boolean,
): Promise<Pick<Snapshot, 'paths' | 'closed' | 'files' | 'templates' | 'summaryLists'>> {
  const folder = ports.settings().contextFolder;
  const kind = async (path: string): Promise<[string, PathKind]> => [path, await ports.files.kindOf(path)];
  const named = Promise.all(namedIn(world?.state ?? null).map(kind));
  // What is shown though it can't be read: a context file, and a plan that may be named in the prose alone.
  const shown = [...(isBroken || !world ? [contextPath(ports)] : []), ...(world?.plan ? [world.plan.path] : [])];
  const lists = ['summaries', 'archives'].map(async (name) => {
    const files = await ports.files.list(`${folder}/${name}`);
    return files.filter((file) => /\.md$/i.test(file)).map((file) => `${folder}/${name}/${file}`);
  });
  const [paths, own, files, templates, summaryLists] = await Promise.all([
    named,
    Promise.all(shown.map(kind)),
    Promise.all([listPlans(ports.files, folder), ...lists]),
    readTemplates(ports, `${folder}/templates`),
    world ? readSummaryLists(ports, world) : new PhaseMap<PhaseList>(),
  ]);
  const closed = [...paths, ...own].filter(([, each]) => each !== 'file' && each !== 'missing');
  return {
    paths: new Map(paths),
    closed: new Set(closed.map(([path]) => path)),
    files: files.flat(),
    templates,
    summaryLists,
  };
}

function namedIn(state: ContextState | null): string[] {
  const paths = [
    ...(state?.activeContext ?? []),
    ...(state?.completedSummaries ?? []),
    state?.phased?.masterPlan ?? null,
    ...(state?.phased?.phases ?? []).map(({ plan }) => plan),
  ];
  // What lies in another repository can't be looked for here.
  const isHere = (path: string | null) => path !== null && !(state && isInOtherRepository(state, path));
  return [...new Set(paths.filter(isHere))] as string[];
}

/** The user's own templates. One that can't be read is none. */
async function readTemplates({ files }: Ports, folder: string): Promise<Templates> {
  const there = await files.list(folder);
  const templates: Templates = {};
  for (const name of ['master', 'phase', 'plan'] as const) {
    if (!there.includes(`${name}.md`)) continue;
    const text = await files.read(`${folder}/${name}.md`).catch((error: unknown) => {
      if (isPlanError(error)) return null;
      throw error;
    });
    if (text !== null) templates[name] = text;
  }
  return templates;
}

type RepositoryPart = Pick<Snapshot, 'repository' | 'expectedBranch' | 'authors' | 'lost'>;

const NOBODY: ReadonlyMap<string, string> = new Map();
const NO_PULL_REQUESTS = new PhaseMap<KnownPullRequest>();

async function readRepository(
  ports: Ports,
  { world, context }: Pick<Snapshot, 'world' | 'context'>,
  cache: MergedCache,
): Promise<RepositoryPart> {
  const expected = world === null ? null : runningBranch(ports, world);
  if (!ports.trusted()) return { repository: null, expectedBranch: expected, authors: NOBODY, lost: null };
  try {
    await ports.git.open();
  } catch (error) {
    if (!isWithoutGit(error)) throw error;
    return { repository: null, expectedBranch: expected, authors: NOBODY, lost: null };
  }
  const repo = await readRepo(ports);
  const { refs, remotes } = repo;
  const head = await openHead(ports, repo);
  const lost = await findLostPlan(ports, head.commit, context);
  const merged = new PhaseMap<MergeFinding>();
  const settings = ports.settings();
  const base = await findBase(ports.git, repo, settings);
  const worktrees = world && usesWorktrees(world, settings) ? (await ports.git.worktrees()).all : null;
  const bare = {
    branch: head.branch,
    hasRemote: remotes.length > 0,
    base: base?.name ?? null,
    branchPrefix: withPrefixInUse(settings, refs).branchPrefix,
    ...(await whereElse(ports, { world, refs, base: head.branch === base?.name ? base : null })),
    records: null,
    merged,
    pullRequests: NO_PULL_REQUESTS,
    worktrees,
  };
  if (!world?.plan || !base) return { repository: bare, expectedBranch: expected, authors: NOBODY, lost };
  const { plan } = world;
  const { start, behind } = await startKnown(ports.git, base, world.folder);
  const records = await readRecords(ports.git, { world, plan, refs, start: start.commit, behind, settings });
  for (const phase of plan.kind === 'simple' ? [null] : plan.phases) {
    const status = phase ? furthestStatus(phase, plan, records) : furthestOfSimple(world, plan, records);
    if (status !== 'completed') continue;
    const id = phase?.id ?? null;
    const tip = records.branches.get(id)?.tip;
    const key = [tip, start.commit, plan.path, id, phase?.entry.merged, recordedWorktree(world, phase)].join(' ');
    let known = cache.get(key);
    if (known === undefined) {
      known = await proveMerged(ports.git, { world, plan, id, records, start, contextFolder: world.folder });
      // More history may be fetched.
      if (!known.isUntold) cache.set(key, known);
    }
    merged.set(id, known);
  }
  const [authors, pullRequests] = await Promise.all([
    ports.git.authors([...records.branches.values()].map(({ tip }) => tip)),
    knownPullRequests(ports, { world, plan, records }),
  ]);
  const isBaseBehind = head.branch === base.name && behind !== null;
  return { repository: { ...bare, isBaseBehind, records, pullRequests }, expectedBranch: expected, authors, lost };
}

/** The start point, and the local base where that is behind it; of diverged ones, what reached the remote. */
async function startKnown(git: Git, base: Base, folder: string): Promise<{ start: Start; behind: string | null }> {
  try {
    const start = await findStart(git, base, folder);
    return { start, behind: behindStart(base, start) };
  } catch (error) {
    const ref = base.upstream ?? base.local;
    if (!isPlanError(error, 'PULL_FAILED') || !ref) throw error;
    return { start: { commit: ref.commit, ref: ref.name, why: error.message, bring: null }, behind: null };
  }
}

/** Where the plan is that nothing here has heard of. `base`: where it is checked out, else null. */
async function whereElse(
  ports: Ports,
  { world, refs, base }: { world: World | null; refs: readonly Ref[]; base: Base | null },
): Promise<Pick<NonNullable<Snapshot['repository']>, 'elsewhere' | 'isBaseBehind'>> {
  const elsewhere = world?.plan ? null : await findPlanElsewhere(ports, refs);
  return { elsewhere, isBaseBehind: elsewhere !== null && base !== null && (await isBehind(ports.git, base)) };
}

/** HEAD of the worktree that is open. */
async function openHead(ports: Ports, { head }: RepoState): Promise<Head> {
  if (ports.worktree === undefined) return head;
  const open = findWorktree((await ports.git.worktrees()).all, ports.worktree);
  return open?.exists ? (await ports.git.inWorktree(open.path)).head() : head;
}

/** The branch that the phase (or simple plan) running in this tree belongs to. */
function runningBranch(ports: Ports, world: World): string | null {
  const { plan, state } = world;
  if (!plan) return null;
  if (plan.kind === 'simple') {
    const here = isOpenHere(ports, state.worktree);
    return here && state.activeContext.includes(plan.path) ? state.executionBranch : null;
  }
  const running = plan.phases.filter(
    (each) => each.entry.status === 'in_progress' && isOpenHere(ports, each.entry.worktree),
  );
  const phase = running.find((each) => samePhase(each.id, state.phased?.currentPhase)) ?? running[0];
  return phase ? expectedBranch(world, plan, phase, ports.settings()) : null;
}
