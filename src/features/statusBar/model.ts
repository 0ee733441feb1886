import { PhaseMap } from '../../core/phaseMap';
import { phaseText } from '../../core/phaseTexts';
import type { Obstacle } from '../../core/reading/obstacle';
import type { Reading } from '../../core/reading/status';
import type { PlanStatus } from '../../core/types';
import {
  beginSmall,
  branchWarning,
  countPhases,
  findPhase,
  indexedTodos,
  isUnapproved,
  phaseIcons,
  phaseLabel,
  type PhaseState,
  progressOf,
  viewPhase,
  phasesCompleted,
} from '../../view/phaseView';
import { shorten } from '../../view/shorten';

export interface StatusText {
  /** With an icon; the words are at most 40 characters long. */
  text: string;
  /** What a screen reader says. */
  spoken: string;
  /** HEAD isn't on the running phase's branch, or the state block can't be read. */
  warn: boolean;
  hover: StatusHover;
}

/** What the hover says, as plain text: its writer escapes it. */
export interface StatusHover {
  title: string;
  /** `1 of 3 phases completed`, `2 of 5 to-dos done`. */
  progress: string[];
  phases: { icon: string; label: string; note: string }[];
  warning: string | null;
}

/** The status bar is shared: what is longer is shortened in its name. */
const widest = 40;

/** What the status bar says; null hides it. */
export function statusText(
  status: PlanStatus,
  branches: Reading['branches'] = new PhaseMap(),
  obstacle: Obstacle | null = null,
): StatusText | null {
  const { plan } = status;
  if (!plan || status.state === 'invalid') return null;
  const parts = statusParts(status, plan.title);
  const away = branchWarning(status, branches);
  const warn = away !== null || obstacle !== null;
  const left = away === null ? null : `${away}, the branch of what is running`;
  const warning = obstacle ? brokenWarning(obstacle) : left;
  const spoken = [
    `Phased plan: ${wordsInOrder(parts, Infinity).join(', ')}`,
    warning,
    status.next && `Next: ${status.next.title}`,
  ];
  return {
    text: `${warn ? '$(warning)' : '$(list-tree)'} ${withoutIcons(fitToWidest(parts))}`,
    spoken: spoken.filter(Boolean).join('. '),
    warn,
    hover: { title: plan.title, progress: progressLines(status), phases: phaseLines(status), warning },
  };
}

/** As short as a line of the hover. */
function brokenWarning({ problem: { message, line } }: Obstacle): string {
  return `State block, line ${line + 1}: ${message.replace(/\.$/, '')}`;
}

/** Its parts in order; the name is the one that gives way. */
interface Parts {
  before: string | null;
  name: string;
  after: string | null;
}

function statusParts(status: PlanStatus, title: string): Parts {
  const { phases } = status;
  if (phases.length === 0) return { before: null, name: title, after: simpleState(status) };
  const running = findPhase(status, status.currentPhase);
  if (running) {
    // Among phases that are dropped, a place would be another number than its own.
    const place = `Phase ${phases.indexOf(running) + 1}/${phases.length}`;
    return {
      before: phases.some((phase) => phase.dropped) ? phaseText(running.phase) : place,
      name: running.name,
      after: progressOf(indexedTodos(status, running)),
    };
  }
  const { done, total } = countPhases(status);
  return { before: null, name: title, after: `${done}/${total} phases` };
}

function wordsInOrder({ before, name, after }: Parts, room: number): string[] {
  return [before, shorten(name, room), after].filter((part) => part !== null && part !== '') as string[];
}

function fitToWidest(parts: Parts): string {
  const whole = wordsInOrder(parts, Infinity).join(' · ');
  if (whole.length <= widest) return whole;
  const room = Math.max(1, parts.name.length - (whole.length - widest));
  return wordsInOrder(parts, room).join(' · ');
}

/** A plan's own `$(sync~spin)` is text, not an icon: the status bar would draw it. */
function withoutIcons(text: string): string {
  return text.replace(/\$\((?=[\w-]+(~[\w-]+)?\))/g, '$\u200b(');
}

function simpleState(status: PlanStatus): string {
  const progress = status.state === 'executing' ? progressOf(status.todos) : null;
  return progress ?? (status.state === 'complete' ? 'done' : status.state);
}

function progressLines(status: PlanStatus): string[] {
  const completed = phasesCompleted(status);
  const running = findPhase(status, status.currentPhase);
  const todos = status.state === 'executing' ? progressOf(indexedTodos(status, running ?? null)) : null;
  return [
    ...(isUnapproved(status) ? ['not approved'] : []),
    ...(completed === null ? [] : [completed]),
    ...(todos ? [`${todos.replace('/', ' of ')} to-dos done`] : []),
  ];
}

const notes: Record<PhaseState, string> = {
  ready: 'can start',
  waiting: 'waiting',
  running: 'running',
  unmerged: 'completed, not merged',
  merged: 'merged',
  completed: 'completed',
  dropped: 'dropped',
};

function phaseLines(status: PlanStatus): StatusHover['phases'] {
  return status.phases.map((phase) => {
    const { state, reason } = viewPhase(status, phase);
    const waits = state === 'unmerged' && phase.pr !== null ? 'waiting for the merge' : notes[state];
    const note = reason === null ? waits : beginSmall(reason);
    const progress = state === 'running' ? progressOf(indexedTodos(status, phase)) : null;
    return { icon: phaseIcons[state].icon, label: phaseLabel(phase), note: progress ? `${note}, ${progress}` : note };
  });
}
