import { editContext } from '../../context/edit';
import { sameJson } from '../../json/json';
import type { ContextEdit, StateEdit } from '../../context/model';
import { parseContext } from '../../context/parse';
import { planNamedIn } from '../../context/planNamed';
import { readableState, withReadableState } from '../../context/repairState';
import { entryName, pathList, phaseId } from '../../context/state';
import { conflictLine, findStateBlock } from '../../context/stateBlock';
import { PlanError } from '../../errors';
import { parseMarkdown } from '../../markdown/parse';
import { branchName, stateTime, summariesAmong, summariesSince } from '../../plan/names';
import { readStatus } from '../../plan/status';
import type { Ports } from '../../ports';
import { phaseName, workTitle } from '../../phaseTexts';
import { samePhase } from '../../types';
import { runSteps } from '../../repository/commit';
import { freshContextFile } from '../../folder/templates';
import { choosePlan, taskOf, type PlanChoice } from './plan';
import { readKnownStates, type KnownStates } from './knownStates';
import { isBranch, ownSummaries, rebuiltPhases, type RebuiltPhase } from './phases';
import { mustBeSaved, mustBeTrusted } from '../../repository/repo';
import type { Step } from '../../steps';
import { contextPath } from '../../folder/world';
import type { PlanText } from '../../folder/model';
import { withPrefixInUse } from '../../repository/prefixInUse';

/** A context file as it could be; nothing is written yet. */
export interface Proposal {
  path: string;
  /** The file it was made from; null when there is none. */
  before: string | null;
  after: string;
}

/** What everything but the state block says of the plan. */
export interface Rebuilt {
  plan: PlanText | null;
  phases: RebuiltPhase[];
  /** The one that runs here. */
  running: RebuiltPhase | null;
  /** Of a simple plan. */
  simple: { status: 'pending' | 'in_progress' | 'completed'; branch: string } | null;
  /** Those of this plan that are there. */
  summaries: string[];
  allSummaries: string[];
}

/**
 * Proposes a context file whose state is read from plan files, summaries, branches and committed context files; what
 * can still be read of the old state stays, unknown keys too, and so does the prose. Several plans that may be meant
 * are given back instead. Throws `UNTRUSTED`, `CONTEXT_INVALID` for merge-conflict markers or a file that isn't text,
 * `CONTEXT_DIRTY`, and those of git.
 */
export async function proposeState(
  ports: Ports,
  o: { plan?: string } = {},
): Promise<Proposal | { plans: PlanChoice[] }> {
  mustBeTrusted(ports);
  const path = contextPath(ports);
  mustBeSaved(ports, [path]);
  const before = await ports.files.read(path);
  mustHaveNoConflict(path, before);
  const known = await readKnownStates(ports, path, before);
  const plan = await choosePlan(ports, known, o.plan);
  if (Array.isArray(plan)) return { plans: plan };
  const rebuilt = await rebuild(ports, known, plan);
  return stateFrom(ports, { path, before, known, rebuilt, prose: before === null });
}

/**
 * The proposal that follows from what was rebuilt. `prose`: with the lines that the method would have written around
 * the state. Throws `CONTEXT_INVALID`.
 */
export async function stateFrom(
  ports: Ports,
  o: { path: string; before: string | null; known: KnownStates; rebuilt: Rebuilt; prose: boolean },
): Promise<Proposal> {
  const { path, before, known, rebuilt } = o;
  const { plan } = rebuilt;
  const fallback = isAboutPlan(known, plan) ? known : null;
  const basis = before ?? fallback?.committed?.text ?? null;
  const fresh = basis === null || parseContext(basis).todos.length === 0;
  const prose = o.prose ? proseOf(rebuilt, fresh) : {};
  const written = basis ?? (await freshContextFile(ports, prose.summaryLine ?? '', []));
  const text = withReadableState(written, fallback?.committedState ?? null);
  const state = stateEdits(readableState(text) ?? {}, rebuilt, { whole: basis !== null || fallback !== null });
  const edited = editContext(text, { ...prose, state });
  const changed = o.prose && fresh ? withTodosBeside(edited, rebuilt) : edited;
  const after =
    changed === before
      ? before
      : editContext(changed, { state: [{ path: ['last_updated'], value: stateTime(ports.clock.now()) }] });
  mustBeReadable(path, after);
  return { path, before, after };
}

/**
 * Writes proposals, when every file still is what its proposal was made from.
 * Throws `UNTRUSTED`, `CONTEXT_DIRTY`, `CONTEXT_CHANGED`, `WRITE_FAILED`.
 */
export async function writeProposals(ports: Ports, title: string, proposals: readonly Proposal[]): Promise<void> {
  mustBeTrusted(ports);
  const paths = proposals.map(({ path }) => path);
  mustBeSaved(ports, paths);
  for (const { path, before } of proposals) {
    if ((await ports.files.read(path)) === before) continue;
    throw new PlanError('CONTEXT_CHANGED', `${path} was changed in between. Look at it, then try again.`);
  }
  const steps = proposals.map(({ path, before, after }): Step => ({ kind: 'write', path, was: before, text: after }));
  // One file or several, it is undone as one: the step before it is not what *Undo Last Step* would take back.
  await runSteps(ports, title, steps, { isRecorded: true });
}

/** Reads it all. Throws those of git. */
export async function rebuild(ports: Ports, known: KnownStates, plan: PlanText | null): Promise<Rebuilt> {
  const folder = `${ports.settings().contextFolder}/summaries`;
  const names = (await ports.files.list(folder)).filter((name) => /\.md$/i.test(name));
  const allSummaries = names.map((name) => `${folder}/${name}`);
  if (!plan) return { plan, phases: [], running: null, simple: null, summaries: [], allSummaries };
  const phases = await rebuiltPhases(ports, known, plan);
  const active = phases.filter(({ status }) => status === 'in_progress');
  const running = active.find(({ checkedOut }) => checkedOut) ?? active[0] ?? null;
  const named = summariesAmong(summariesSince(plan.path, allSummaries), taskOf(plan.path), null);
  const own = await ownSummaries(ports, named, [plan.path]);
  const summaries = [...phases.flatMap(({ summary }) => summary ?? []), ...own];
  const simple = phases.length > 0 ? null : simplePlan(ports, known, plan, own);
  return { plan, phases, running, simple, summaries, allSummaries };
}

function simplePlan(ports: Ports, known: KnownStates, plan: PlanText, summaries: readonly string[]): Rebuilt['simple'] {
  // That of another plan says nothing of this one.
  const own = [known.here, known.committed].filter((each) => each !== null && planNamedIn(each) === plan.path);
  const written = own.find((each) => each?.state?.executionBranch != null)?.state?.executionBranch ?? null;
  const rule = branchName(
    withPrefixInUse(ports.settings(), known.refs, taskOf(plan.path)).branchPrefix,
    taskOf(plan.path),
    null,
  );
  const expected = written ?? rule;
  const checkedOut = known.branch !== null && isBranch(known.branch, expected);
  const status = readStatus(plan.file.status?.text);
  if (summaries.length > 0 || status === 'completed') return { status: 'completed', branch: expected };
  const runs = checkedOut || written !== null || status === 'in_progress';
  return { status: runs ? 'in_progress' : 'pending', branch: checkedOut ? (known.branch ?? expected) : expected };
}

/** Whether the committed context file is about this plan, or, without one, about none either. */
function isAboutPlan({ committed }: KnownStates, plan: PlanText | null): boolean {
  return committed?.state != null && planNamedIn(committed) === (plan?.path ?? null);
}

function stateEdits(old: Record<string, unknown>, rebuilt: Rebuilt, o: { whole: boolean }): StateEdit[] {
  const { plan, phases, running } = rebuilt;
  const had = pathList(old.completed_summaries) ?? [];
  // Which older ones belong here is only known where a list says so.
  const listed = o.whole && Array.isArray(old.completed_summaries) ? rebuilt.summaries : rebuilt.allSummaries;
  const edits: StateEdit[] = [
    { path: ['active_context'], value: activeContext(pathList(old.active_context) ?? [], rebuilt) },
    { path: ['completed_summaries'], value: [...had, ...listed.filter((path) => !had.includes(path))] },
  ];
  const branch = executionBranch(rebuilt);
  if (branch !== null) edits.push({ path: ['execution_branch'], value: branch });
  if (plan && phases.length > 0) edits.push(...phasedEdits(old, plan, phases, running));
  return edits.filter(({ path, value }) => path.length > 1 || !sameJson(old[String(path[0])], value));
}

/** The branch of what runs; none where several phases run in worktrees. */
function executionBranch({ phases, running, simple }: Rebuilt): string | null {
  if (!running) return simple && simple.status !== 'pending' ? simple.branch : null;
  return phases.some((phase) => phase !== running && isBeside(phase)) ? null : running.branch;
}

/** Whether it runs in a worktree of its own. */
function isBeside({ status, worktree }: RebuiltPhase): boolean {
  return status === 'in_progress' && worktree !== null;
}

function phasedEdits(
  old: Record<string, unknown>,
  plan: PlanText,
  phases: RebuiltPhase[],
  running: RebuiltPhase | null,
): StateEdit[] {
  const entries = phases.map(({ entry }) => entry);
  const before = old.phased_execution;
  if (typeof before !== 'object' || before === null || Array.isArray(before)) {
    const value = { master_plan: plan.path, phases: entries, current_phase: running?.id ?? null };
    return [{ path: ['phased_execution'], value }];
  }
  const phased = before as Record<string, unknown>;
  const written = phaseId(phased.current_phase);
  // A pending phase may be marked as the next one.
  const next = phases.find(({ id, status }) => status === 'pending' && samePhase(id, written));
  const current = running?.id ?? next?.id ?? null;
  const same = current !== null && samePhase(current, written);
  return [
    { path: ['phased_execution', 'master_plan'], value: plan.path },
    { path: ['phased_execution', 'phases'], value: entries },
    ...(same ? [] : [{ path: ['phased_execution', 'current_phase'], value: current }]),
  ];
}

/** As the steps of the method leave it: all phases when planned, then the master and the one that runs. */
function activeContext(had: string[], { plan, phases, running, simple }: Rebuilt): string[] {
  if (!plan) return had;
  const files = (wanted: (phase: RebuiltPhase) => boolean) =>
    phases.filter(wanted).flatMap((phase) => (phase.plan ? [phase.plan.path] : []));
  const isPlanned = phases.every(({ status }) => status === 'pending');
  const own = simple?.status === 'completed' ? [] : [plan.path];
  const open = had.includes(plan.path) ? [] : isPlanned ? files(() => true) : [];
  const gone = [
    ...files((phase) => phase.status === 'completed' || (running !== null && phase.status === 'pending')),
    ...(simple?.status === 'completed' ? [plan.path] : []),
  ];
  const wanted = [...own, ...open, ...files(({ status }) => status === 'in_progress')];
  const kept = had.filter((path) => !gone.includes(path));
  return [...kept, ...wanted.filter((path) => !kept.includes(path))];
}

/** Where the whole file is gone: the lines that the method would have written. */
function proseOf({ plan, phases, running, simple, allSummaries }: Rebuilt, fresh: boolean): ContextEdit {
  if (!plan) return { summaryLine: allSummaries.length > 0 ? 'Ready for next task.' : 'Ready to start first task.' };
  const title = plan.file.title ?? taskOf(plan.path);
  const active = running ?? (simple?.status === 'in_progress' ? simple : null);
  const last = phases.findLast(({ status }) => status === 'completed');
  const all = phases.length > 0 ? phases.every(({ status }) => status === 'completed') : simple?.status === 'completed';
  const of = (phase: RebuiltPhase) => workTitle(title, { id: phase.id, name: rebuiltName(phase, plan) });
  const summaryLine = active
    ? `Executing: ${running ? of(running) : title}`
    : all
      ? `Completed: ${title}`
      : last
        ? `Completed: ${of(last)}`
        : `Planned: ${title}`;
  if (!fresh) return { summaryLine };
  const file = running ? running.plan : plan;
  const branch = active?.branch ?? (all && simple ? simple.branch : null);
  if (branch === null) return { summaryLine };
  return {
    summaryLine,
    metadata: [
      { label: 'Branch', value: branch },
      ...(simple ? [] : [{ label: 'Master Plan' as const, value: plan.path }]),
      ...(file ? [{ label: simple ? ('Plan' as const) : ('Phase Plan' as const), value: file.path }] : []),
    ],
    ...(active ? { todos: file?.file.steps ?? [], freshNotes: true } : {}),
  };
}

/** The to-dos of the phases that run in worktrees beside the one that is named, below its own. */
function withTodosBeside(text: string, { phases, running }: Rebuilt): string {
  const beside = phases.filter((phase) => phase !== running && isBeside(phase));
  const ids = [...(running ? [running] : []), ...beside].map(({ id }) => id);
  return beside.reduce((list, { id, plan }) => {
    const phaseTodos = { phase: id, todos: plan?.file.steps ?? [], keep: ids.slice(0, ids.indexOf(id)) };
    return editContext(list, { phaseTodos });
  }, text);
}

/** The name of a phase, as the rows show it. */
export function rebuiltName({ id, entry, plan }: RebuiltPhase, master: PlanText): string {
  const listed = master.file.phases.find(({ phase }) => samePhase(phase, id))?.name;
  return phaseName(id, [entryName(entry), listed, plan?.file.title]);
}

/** Throws `CONTEXT_INVALID`. */
export function mustHaveNoConflict(path: string, text: string | null): void {
  if (text === null) return;
  const doc = parseMarkdown(text);
  const line = conflictLine(doc, findStateBlock(doc));
  if (line === null) return;
  throw new PlanError(
    'CONTEXT_INVALID',
    `${path} has merge-conflict markers (line ${line + 1}). Resolve the conflict first; its quick fix does.`,
  );
}

function mustBeReadable(path: string, text: string): void {
  if (parseContext(text).state) return;
  throw new PlanError('CONTEXT_INVALID', `The state of ${path} can't be rebuilt as it is. Repair it by hand.`);
}
