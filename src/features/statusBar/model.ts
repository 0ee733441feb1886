import type { PlanStatus } from '../../core/types';
import { branchDiffers, findPhase, phaseLabel, progressOf, todosOf } from '../../editor/phaseView';

export interface StatusText {
  text: string;
  tooltip: string;
  /** What a screen reader says. */
  spoken: string;
  /** HEAD isn't on the running phase's branch. */
  warn: boolean;
}

/** What the status bar says; null hides it. */
export function statusText(status: PlanStatus): StatusText | null {
  const { plan } = status;
  if (!plan || status.state === 'invalid') return null;
  const parts = partsOf(status, plan.title);
  const warn = branchDiffers(status);
  const text = parts.join(' · ');
  const lines = [plan.title, ...phaseLines(status), warn && `The phase's branch is ${status.branch.expected}.`];
  const next = status.next ? [`Next: ${status.next.title}`] : [];
  return {
    text: `${warn ? '$(warning)' : '$(list-tree)'} ${text}`,
    tooltip: [...lines.filter(Boolean), ...next].join('\n'),
    spoken: [`Phased plan: ${parts.join(', ')}`, ...next].join('. '),
    warn,
  };
}

function partsOf(status: PlanStatus, title: string): string[] {
  const { phases } = status;
  if (phases.length === 0) return simpleParts(status, title);
  const running = findPhase(status, status.currentPhase);
  if (running) {
    const place = phases.indexOf(running) + 1;
    const progress = progressOf(todosOf(status, running));
    return [`Phase ${place}/${phases.length}`, running.name, progress].filter(
      (part) => part !== null && part !== '',
    ) as string[];
  }
  const done = phases.filter((phase) => phase.status === 'completed').length;
  return [title, `${done}/${phases.length} phases`];
}

function simpleParts(status: PlanStatus, title: string): string[] {
  const progress = status.state === 'executing' ? progressOf(status.todos) : null;
  const state = status.state === 'complete' ? 'done' : status.state;
  return [title, progress ?? state];
}

function phaseLines(status: PlanStatus): string[] {
  return status.phases.map((phase) => {
    const merged = phase.merged === false ? ', not merged' : phase.merged ? ', merged' : '';
    return `${phaseLabel(phase)}: ${phase.status.replace('_', ' ')}${merged}`;
  });
}
