import { isPlanError } from '../../core/errors';
import { branchName, localDate, phasePlanPath, planPath, taskSlug } from '../../core/plan/names';
import type { CreatePlanOptions, PhaseDraft } from '../../core/types';
import type { Pattern, PatternPhase } from './patterns';

/** What the wizard collects. */
export interface Draft {
  kind: 'phased' | 'simple';
  title: string;
  /** What files and branches are named after; empty: the title. */
  name: string;
  objective: string;
  /** Where the phases come from; null: they are the user's own. */
  pattern: Pattern | null;
  phases: Slot[];
}

/** A place for a phase. */
export interface Slot {
  /** Empty for one that was left out: it stays in its place, so that Back finds it again. */
  name: string;
  /** What the pattern proposed here. */
  proposal?: PatternPhase;
}

/** The places that a pattern's phases are shown in. */
export function slotsOf(pattern: Pattern | null): Slot[] {
  return (pattern?.phases ?? []).map((proposal) => ({ name: proposal.name, proposal }));
}

/** What is wrong with a title, or a name, as it stands, or null. `existing`: the plans there are. */
export function checkTitle(
  title: string,
  existing: readonly string[],
  contextFolder: string,
  now: Date,
): string | null {
  if (title.trim() === '') return 'A plan needs a title.';
  try {
    const path = planPath(contextFolder, localDate(now), taskSlug(title));
    return existing.includes(path) ? `${path} exists already. Choose another title.` : null;
  } catch (error) {
    if (isPlanError(error)) return error.message;
    throw error;
  }
}

/** What is wrong with the name in a slot, or null. Empty is fine as long as another phase is left, or may follow. */
export function checkPhaseName(name: string, index: number, slots: readonly Slot[]): string | null {
  const text = name.trim();
  if (text === '') {
    const others = slots.some((slot, at) => at !== index && slot.name !== '');
    return others ? null : 'A phased plan needs at least one phase.';
  }
  const same = slots.some((slot, at) => at !== index && slot.name.toLowerCase() === text.toLowerCase());
  return same ? 'Another phase has this name.' : null;
}

/** The number that the phase in a slot will have: those left out before it don't count. */
export function phaseNumber(slots: readonly Slot[], index: number): number {
  return namedSlots(slots.slice(0, index)).length + 1;
}

/** What a slot is asked with. */
export function phasePrompt(slots: readonly Slot[], index: number): string {
  const number = phaseNumber(slots, index);
  const proposal = slots[index]?.proposal;
  if (proposal) {
    return `Phase ${number} of ${namedSlots(slots).length}. ${proposal.objective} Change its name, or empty it to leave the phase out.`;
  }
  if (number === 1) return 'What is the first phase called?';
  return `What is phase ${number} called? Leave it empty when there are no more.`;
}

/** What files and branches of the plan are named with. */
export function nameOf({ title, name }: Draft): string {
  return taskSlug(name || title);
}

/** The branch of the plan, or of its first phase. */
export function firstBranch(draft: Draft, prefix: string): string {
  return branchName(prefix, nameOf(draft), draft.kind === 'phased' ? 1 : null);
}

/** The files the plan will have. */
export function previewFiles(draft: Draft, contextFolder: string, now: Date): { path: string; phase: string | null }[] {
  const date = localDate(now);
  const task = nameOf(draft);
  const phases = draft.kind === 'phased' ? namedSlots(draft.phases) : [];
  return [
    { path: planPath(contextFolder, date, task), phase: null },
    ...phases.map(({ name }, index) => ({ path: phasePlanPath(contextFolder, date, task, index + 1), phase: name })),
  ];
}

/** The draft as the API takes it. */
export function toOptions(draft: Draft): CreatePlanOptions {
  const phased = draft.kind === 'phased';
  return {
    task: draft.name || draft.title,
    title: draft.title,
    ...(draft.objective ? { objective: draft.objective } : {}),
    ...(phased && draft.pattern ? { whyPhased: draft.pattern.whyPhased } : {}),
    phases: phased ? draft.phases.flatMap((slot, index) => (slot.name ? [toPhase(draft.phases, index)] : [])) : [],
  };
}

function toPhase(slots: readonly Slot[], index: number): PhaseDraft {
  const { name = '', proposal } = slots[index] ?? {};
  // A phase of the user's own waits for the one before it, as the engine has it by itself.
  if (!proposal) return { name };
  return {
    name,
    objective: proposal.objective,
    steps: [...proposal.steps],
    dependsOn: [...new Set(proposal.after.flatMap((at) => numbersFor(slots, at)))].sort((a, b) => a - b),
  };
}

/** The number of the phase in a slot; when that was left out, of those that it waited for itself. */
function numbersFor(slots: readonly Slot[], index: number): number[] {
  const slot = slots[index];
  if (!slot) return [];
  if (slot.name !== '') return [phaseNumber(slots, index)];
  return (slot.proposal?.after ?? []).flatMap((at) => numbersFor(slots, at));
}

const namedSlots = (slots: readonly Slot[]) => slots.filter((slot) => slot.name !== '');
