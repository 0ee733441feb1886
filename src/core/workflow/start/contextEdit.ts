import type { ContextEdit, StateEdit } from '../../context/model';
import { editContext } from '../../context/edit';
import { isObject, valueOf } from '../../json/json';
import { mergeContexts } from '../../context/merge/merge';
import { parseContext } from '../../context/parse';
import { findStateBlock } from '../../context/stateBlock';
import { parseMarkdown } from '../../markdown/parse';
import { localDate, stateTime } from '../../plan/names';
import { rank } from '../../plan/status';
import { workTitle } from '../../phaseTexts';
import { samePhase } from '../../types';
import { statusIn } from '../../repository/records';
import type { Drop } from '../../repository/dropped';
import { runningBeside } from '../../repository/worktree';
import type { ActivePlan, PhasePlan } from '../../folder/model';

/** The context file of a phase that starts now. */
export function startedContext(
  text: string,
  o: {
    plan: ActivePlan;
    phase: PhasePlan | null;
    branch: string;
    recordBranch: boolean;
    /** Null: it runs on its branch in this work tree, alone. */
    worktree: string | null;
    /** Null: the list stays as it is, for what goes on. */
    todos: NonNullable<ContextEdit['todos']> | null;
    freshNotes: boolean;
    /** The lines of the list that this one replaces, where they are to be kept. */
    replaced?: readonly string[] | null;
    dropped: readonly Drop[];
    now: Date;
  },
): string {
  const { plan, phase, branch } = o;
  const state = parseContext(text).state;
  const now = stateTime(o.now);
  const beside = o.worktree === null ? [] : runningBeside(plan, phase);
  const others = plan.phases
    .filter((each) => each !== phase && !beside.includes(each))
    .flatMap((each) => (each.plan ? [each.plan.path] : []));
  const own = phase?.plan ? [plan.path, phase.plan.path] : [plan.path];
  const kept = (state?.activeContext ?? []).filter((path) => !others.includes(path));
  const edits: StateEdit[] = [
    { path: ['active_context'], value: [...kept, ...own.filter((path) => !kept.includes(path))] },
    // With several there is no one branch.
    { path: ['execution_branch'], value: beside.length > 0 ? undefined : branch },
    ...(o.todos === null && state?.executionStarted ? [] : [{ path: ['execution_started'], value: now }]),
  ];
  if (!phase && o.worktree !== null) edits.push({ path: ['worktree_path'], value: o.worktree });
  if (phase) {
    const index = state?.phased?.phases.findIndex((each) => samePhase(each.phase, phase.id)) ?? phase.index;
    edits.push({ path: ['phased_execution', 'phases', index, 'status'], value: 'in_progress' });
    if (o.recordBranch) edits.push({ path: ['phased_execution', 'phases', index, 'branch'], value: branch });
    if (o.worktree !== null)
      edits.push({ path: ['phased_execution', 'phases', index, 'worktree_path'], value: o.worktree });
    edits.push({ path: ['phased_execution', 'current_phase'], value: phase.id });
  }
  const started = editContext(text, {
    ...executingProse(o),
    ...(o.todos === null ? {} : listEdit(o.todos, phase, o.worktree === null ? null : beside)),
    // Notes of phases that still run aren't done with.
    freshNotes: o.freshNotes && beside.length === 0,
    ...(o.replaced ? { replaced: { date: localDate(o.now), lines: o.replaced } } : {}),
    state: [...edits, { path: ['last_updated'], value: now }],
  });
  return o.dropped.reduce(withDrop, started);
}

/** With what it hasn't heard of: that a phase is dropped, and why. */
function withDrop(text: string, { phase, note }: Drop): string {
  const entries = parseContext(text).state?.phased?.phases ?? [];
  const index = entries.findIndex((each) => samePhase(each.phase, phase));
  if (index === -1 || entries[index]?.status !== 'pending' || entries[index].dropped) return text;
  return editContext(text, {
    ...(note === null || text.includes(note) ? {} : { note: { phase, isCurrent: false, text: note } }),
    state: [{ path: ['phased_execution', 'phases', index, 'status'], value: 'dropped' }],
  });
}

/** `beside`: the phases that run in worktrees of their own; null in the tree that one phase has for itself. */
function listEdit(
  todos: NonNullable<ContextEdit['todos']>,
  phase: PhasePlan | null,
  beside: PhasePlan[] | null,
): Pick<ContextEdit, 'todos' | 'phaseTodos'> {
  if (!phase || beside === null) return { todos };
  return { phaseTodos: { phase: phase.id, todos, keep: beside.map((each) => each.id) } };
}

/** What the context file says at its top while something runs. */
export function executingProse(o: {
  plan: ActivePlan;
  phase: PhasePlan | null;
  branch: string;
}): Pick<ContextEdit, 'summaryLine' | 'metadata'> {
  const branch = { label: 'Branch' as const, value: `\`${o.branch}\`` };
  if (!o.phase) {
    return { summaryLine: `Executing: ${o.plan.title}`, metadata: [branch, { label: 'Plan', value: o.plan.path }] };
  }
  return {
    summaryLine: `Executing: ${workTitle(o.plan.title, o.phase)}`,
    metadata: [
      branch,
      { label: 'Master Plan', value: o.plan.path },
      { label: 'Phase Plan', value: o.phase.plan?.path ?? '' },
    ],
  };
}

/**
 * The start point's context file with what it lacks of this plan: a plan it hasn't heard of, or a phase that is further
 * elsewhere (a plan commit that couldn't be pushed, a phase merged before it was summarized).
 */
export function withNewerState(text: string, others: readonly string[], plan: ActivePlan): string {
  return others.reduce((known, other) => (knowsMore(other, known, plan) ? mergeContexts(known, other) : known), text);
}

/** The same for what goes on: only its state block learns. */
export function withNewerStateBlock(text: string, others: readonly string[], plan: ActivePlan): string {
  const known = withNewerState(text, others, plan);
  const root = known === text ? undefined : findStateBlock(parseMarkdown(known))?.json.root;
  const state = root && valueOf(root);
  return isObject(state) ? editContext(text, { state: [{ path: [], value: state }] }) : text;
}

function knowsMore(other: string, text: string, plan: ActivePlan): boolean {
  if (other === text) return false;
  const [theirs, ours] = [parseContext(other), parseContext(text)];
  if (plan.kind === 'simple') {
    const names = (context: typeof ours): boolean => context.state?.activeContext.includes(plan.path) ?? false;
    return names(theirs) && !names(ours);
  }
  return plan.phases.some((phase) => {
    const [said, known] = [statusIn(theirs, plan, phase.id), statusIn(ours, plan, phase.id)];
    return said !== null && (known === null || rank(said) > rank(known));
  });
}
