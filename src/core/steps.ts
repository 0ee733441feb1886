import { phaseText } from './phaseTexts';
import { revealed } from './revealed';
import type { PhaseKey } from './types';
import type { Head } from './gitData';

/**
 * A plan of steps: what an operation will do, as data. The same object is shown to the user, returned by a dry run,
 * kept in the journal while it runs, and inverted to undo it.
 */
export interface StepPlan {
  /** What is under way, for a person: `Start phase 1 (Database Schema)`. */
  title: string;
  /** The commit a branch is made from and why; null when no branch is made. */
  start: StartPoint | null;
  /** For every phase this one depends on: how it was found to be merged. */
  proofs: MergeProof[];
  steps: Step[];
  /** Whether it can be undone though it writes one file alone, as a tick can’t: that is changed back there. */
  isRecorded?: boolean;
}

export interface StartPoint {
  commit: string;
  /** The ref it was read from: `main`, `origin/main`. */
  ref: string;
  why: string;
}

export interface MergeProof {
  /** Null: of the simple plan. */
  phase: PhaseKey;
  /** Null when it isn't merged and the user chose to go on. */
  commit: string | null;
  why: string;
}

export type Step =
  /** Puts uncommitted changes outside the context folder, untracked files included, into the stash. */
  | { kind: 'stash'; message: string; keep: string }
  /** `upstream`: the branch of a remote that a new one follows, where git is set up to have it follow. */
  | { kind: 'switch'; branch: string; create: { at: string; upstream?: string } | null }
  /** Moves a branch that isn't checked out anywhere ahead. */
  | { kind: 'fastForward'; branch: string; from: string; to: string }
  /**
   * Makes or changes a file. `was`: what it held when the plan was made; null when there was none. `oneLine`: it
   * changes one line, as a tick does, and so can be made on whatever others have made of the file since (`onSameLine`).
   */
  | { kind: 'write'; path: string; was: string | null; text: string; oneLine?: true }
  | { kind: 'makeFolder'; path: string }
  /** Takes a file that isn't here from a commit, byte for byte and with its mode. */
  | { kind: 'bring'; path: string; at: string }
  /** Commits these paths alone and leaves the rest of the index as it is; none: an empty commit. */
  | { kind: 'commit'; message: string; paths: string[]; worktree?: string }
  /** Commits what is staged when `staged`, else every change git doesn't ignore, with these paths in either case. */
  | { kind: 'commitAll'; message: string; staged: boolean; paths: string[]; leaveOut: string[]; worktree?: string }
  /** Keeps a folder at the top of the repository out of every status: one more line in git's own `info/exclude`. */
  | { kind: 'exclude'; folder: string }
  /**
   * Checks a branch that stands at a commit out in a folder of its own. Paths of worktrees are from the repository's
   * top.
   */
  | {
      kind: 'worktreeAdd';
      path: string;
      branch: string;
      at: string;
      create: boolean;
      /** As in `switch`. */
      upstream?: string;
      submodules?: boolean;
    }
  /** Removes a worktree in which there is nothing but its branch. */
  | { kind: 'worktreeRemove'; path: string; branch: string; at: string }
  /** Mends the links between the repository and worktrees that were moved with it, and forgets those that are gone. */
  | { kind: 'worktreeRepair'; repair: string[]; forget: string[] };

/** Whether a list read from disk is of steps that this version knows: it may be that of a later one. */
export function areKnownSteps(steps: unknown): steps is Step[] {
  return (
    Array.isArray(steps) && steps.every((step: Partial<Step> | null) => Object.hasOwn(stepKinds, step?.kind ?? ''))
  );
}

const stepKinds: { readonly [K in Step['kind']]: true } = {
  stash: true,
  switch: true,
  fastForward: true,
  write: true,
  makeFolder: true,
  bring: true,
  commit: true,
  commitAll: true,
  exclude: true,
  worktreeAdd: true,
  worktreeRemove: true,
  worktreeRepair: true,
};

/** How the submodules of a new worktree are: git leaves them out. */
export const SUBMODULES_EMPTY = 'empty until “git submodule update --init” is run there';

/** One line a person can read for each step. */
export function describeSteps(plan: StepPlan): string[] {
  const proofs = plan.proofs.map(
    (proof) => `${proof.phase === null ? 'The plan' : phaseText(proof.phase)}: ${proof.why}`,
  );
  return [...proofs, ...plan.steps.map((step) => describeStep(step, plan.start))].map(revealed);
}

function describeStep(step: Step, start: StartPoint | null): string {
  switch (step.kind) {
    case 'stash':
      return `Stash uncommitted changes outside ${step.keep}/ as “${step.message}”`;
    case 'switch':
      return step.create
        ? `Create branch ${step.branch} from ${startOf(start, step.create.at)}`
        : `Switch to branch ${step.branch}`;
    case 'fastForward':
      return `Fast-forward ${step.branch} to ${short(step.to)}`;
    case 'write':
      return `${step.was === null ? 'Create' : 'Update'} ${step.path}`;
    case 'bring':
      return `Create ${step.path}, as in ${short(step.at)}`;
    case 'makeFolder':
      return `Create folder ${step.path}`;
    case 'commit':
      return step.paths.length > 0
        ? `Commit “${step.message}”: ${step.paths.join(', ')}${within(step)}`
        : `Commit “${step.message}” without files${within(step)}`;
    case 'commitAll': {
      const what = [step.staged ? 'the staged changes' : 'every change', ...step.paths].join(' and ');
      return `Commit “${step.message}”: ${what}${within(step)}`;
    }
    case 'exclude':
      return `Keep ${step.folder}/ out of git’s status`;
    case 'worktreeAdd': {
      const what = step.create
        ? `with branch ${step.branch} from ${startOf(start, step.at)}`
        : `on branch ${step.branch}`;
      const empty = step.submodules ? `; its submodules will be ${SUBMODULES_EMPTY}` : '';
      return `Create worktree ${step.path} ${what}${empty}`;
    }
    case 'worktreeRemove':
      return `Remove worktree ${step.path}; branch ${step.branch} will stay`;
    case 'worktreeRepair':
      return [
        ...(step.repair.length > 0 ? [`Repair ${step.repair.join(', ')}`] : []),
        ...(step.forget.length > 0 ? [`Forget ${step.forget.join(', ')}`] : []),
      ].join('; ');
  }
}

/** One line for each step of a plan that isn't done for sure: the last one begun may have been cut off. */
export function describeRest({ plan, begun }: BegunPlan): string[] {
  return plan.steps.slice(Math.max(0, begun - 1)).map((step) => revealed(describeStep(step, plan.start)));
}

/** One line for each thing that undoing a plan does, in the order in which it is done. */
export function describeUndo({ plan, head, begun, hooked }: BegunPlan): string[] {
  const lines = plan.steps
    .slice(0, begun)
    .reverse()
    .flatMap((step): string[] => {
      switch (step.kind) {
        case 'stash':
          return [`Put back the changes stashed as “${step.message}”`];
        case 'switch': {
          const back = `Switch back to ${head.branch ?? short(head.commit ?? '')}`;
          return step.create ? [back, `Delete branch ${step.branch}`] : [back];
        }
        case 'fastForward':
          return [`Move ${step.branch} back to ${short(step.from)}`];
        case 'write':
          return [step.was === null ? `Delete ${step.path}` : `Take back its changes to ${step.path}`];
        case 'bring':
          return [`Delete ${step.path}`];
        case 'makeFolder':
          return [];
        case 'commit':
        case 'commitAll':
          return [`Take back the commit “${step.message}”${within(step)}`];
        case 'exclude':
          return [`Show ${step.folder}/ in git’s status again`];
        case 'worktreeAdd':
          return [`Remove worktree ${step.path}`, ...(step.create ? [`Delete branch ${step.branch}`] : [])];
        case 'worktreeRemove':
          return [`Create worktree ${step.path} on branch ${step.branch} again`];
        case 'worktreeRepair':
          return [];
      }
    });
  const also = hooked.map((file) => `Take back what became of ${file} while git’s hooks ran`);
  return [...new Set([...also, ...lines].map(revealed))];
}

function startOf(start: StartPoint | null, commit: string): string {
  return start ? `${start.ref} (${short(start.commit)}: ${start.why})` : short(commit);
}

function within({ worktree }: { worktree?: string }): string {
  return worktree === undefined ? '' : ` in ${worktree}`;
}

function short(commit: string): string {
  return commit.slice(0, 8);
}

/** A plan that was begun, perhaps to its end. */
export interface BegunPlan {
  plan: StepPlan;
  /** When it was begun: tells it from every other. */
  started: string;
  /** Where HEAD was before it. */
  head: Head;
  /** How many of its steps were begun. */
  begun: number;
  /** Its files that were changed while git's hooks ran, and not committed so. */
  hooked: string[];
}
