import type { DashboardAction } from './actions';
import type { PlanSubject } from './subject';
import { html, type Html } from '../html';

/** A button that does something, and looks like one; `big` is the one that matters, `link` stands in a line of text. */
export function buttonHtml(
  { actions }: Pick<PlanSubject, 'actions'>,
  {
    key,
    label,
    action,
    looks = '',
  }: { key: string; label: string; action: DashboardAction; looks?: 'big' | 'link' | '' },
): Html {
  actions.add(key, action);
  return html`<button class="button ${looks}" data-key="${key}" data-action="${key}"><bdi>${label}</bdi></button>`;
}

/** What a list item of boxes shows. */
export interface BoxLine {
  key: string;
  text: string;
  done: boolean;
  dropped: boolean;
  depth: number;
  /** What ticking does; null where it can't be ticked. */
  tick: DashboardAction | null;
  /** Where it stands. */
  open: DashboardAction | null;
}

/** A list of boxes: each can be ticked, and leads to its line. */
export function boxesHtml(subject: PlanSubject, lines: readonly BoxLine[]): Html {
  return html`<ul class="boxes">
    ${lines.map((line) => boxHtml(subject, line))}
  </ul>`;
}

function boxHtml({ actions, canChange }: PlanSubject, { key, text, done, dropped, depth, tick, open }: BoxLine): Html {
  if (tick) actions.add(key, tick);
  const openKey = open && actions.add(`open:${key}`, open);
  const words = dropped ? html`<s>${text}</s> <span class="quiet">dropped</span>` : text;
  const isDone = done ? html`checked` : '';
  const isFixed = canChange ? '' : html`disabled`;
  const box = html`<input
    type="checkbox"
    data-key="${key}"
    data-action="${key}"
    aria-label="${text}"
    ${isDone}
    ${isFixed}
  />`;
  const inText = html`<bdi>${words}</bdi>`;
  const line = html`<button class="line" data-action="${openKey ?? ''}" title="Go to its line">${inText}</button>`;
  return html`<li class="box depth-${Math.min(depth, 4)} ${done ? 'is-done' : ''}" data-key="line:${key}">
    ${tick === null ? markHtml(done, dropped) : box} ${openKey === null ? inText : line}
  </li>`;
}

/** What can’t be ticked has a sign, not a box: a box that doesn’t do what it seems to offer would be worse. */
function markHtml(done: boolean, dropped: boolean): Html {
  const said = done ? 'Done' : dropped ? 'Dropped' : 'Open';
  return html`<span class="mark" role="img" aria-label="${said}">${done ? '✓' : dropped ? '–' : '•'}</span>`;
}
