import type { PhaseState } from './phaseView';
import { Html } from './html';

const ring = '<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5"/>';
const disc = '<circle cx="8" cy="8" r="7" fill="currentColor"/>';
const tick = (color: string) => `<path d="M4.8 8.2l2.2 2.3 4.2-4.9" fill="none" stroke="${color}" stroke-width="1.6"/>`;

const fork = [
  '<g fill="none" stroke="currentColor" stroke-width="1.4">',
  ...[
    [4.5, 3.6],
    [4.5, 12.4],
    [11.5, 12.4],
  ].map(([x, y]) => `<circle cx="${x}" cy="${y}" r="1.8"/>`),
  '<path d="M4.5 5.4v5.2M11.5 10.6V6.2a2 2 0 0 0-2-2H7.6M9.2 2.4L7.4 4.2l1.8 1.8"/></g>',
].join('');

/** What stands in a box of 16 by 16, in the colors of `phaseIcons`; the same on the page and in an exported picture. */
export const stateShapes: Record<PhaseState, string> = {
  ready: ring,
  waiting:
    '<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="3 2.2"/>',
  running: `${ring}<path d="M6.3 4.9v6.2L11.4 8z" fill="currentColor"/>`,
  unmerged: fork,
  merged: disc + tick('var(--node-background)'),
  completed: ring + tick('currentColor'),
  dropped: `${ring}<path d="M3.8 12.2l8.4-8.4" stroke="currentColor" stroke-width="1.5"/>`,
};

/** The sign of a state; what it means is always said in words beside it. */
export function stateIcon(state: PhaseState): Html {
  const size = 'viewBox="0 0 16 16" width="16" height="16"';
  return new Html(`<svg class="icon state-${state}" ${size} aria-hidden="true">${stateShapes[state]}</svg>`);
}
