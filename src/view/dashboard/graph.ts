import { countDone } from '../../core/markdown/settled';
import { phaseKey } from '../../core/types';
import { indexedTodos, phaseLabel } from '../phaseView';
import { html, type Html } from '../html';
import { stateIcon } from '../stateIcons';
import { layoutGraph, nodeSize, type GraphLayout } from './layout';
import { progressHtml } from '../progressBar';
import { selectedPhase, shownPhase, type ShownPhase } from '../shownPhase';
import type { PlanSubject } from './subject';
import type { GraphNode } from './layers';
import type { PlanStatus } from '../../core/types';

/** The phases as nodes, with the phases that they wait for. */
export function graphOf({ phases }: PlanStatus): GraphNode[] {
  return phases.map(({ phase, dependsOn }) => ({ id: String(phaseKey(phase)), after: dependsOn.map(String) }));
}

/**
 * The graph of phases. Its nodes are tabs: arrow keys go from one to the next, and the details of the one that is
 * selected stand below.
 */
export function graphHtml(subject: PlanSubject): Html {
  const { status, direction, reading } = subject;
  const layout = layoutGraph(graphOf(status), direction);
  const selected = selectedPhase(status, subject.chosen);
  const at = new Map(layout.nodes.map((node) => [node.id, node]));
  const nodes = status.phases.map((phase) => {
    const place = at.get(String(phaseKey(phase.phase))) ?? { x: 0, y: 0 };
    return nodeHtml(subject, shownPhase(status, phase, reading.branches), place, phase === selected);
  });
  return html`<div class="graph" data-key="graph">
    <svg role="none" width="${layout.width}" height="${layout.height}" viewBox="0 0 ${layout.width} ${layout.height}">
      <g class="edges" data-key="edges" aria-hidden="true">${edgesHtml(layout)}</g>
      <g role="tablist" aria-label="Phases" data-key="nodes">${nodes}</g>
    </svg>
  </div>`;
}

function edgesHtml({ edges }: GraphLayout): Html[] {
  return edges.map((path) => html`<path d="${path}" />`);
}

function nodeHtml(subject: PlanSubject, shown: ShownPhase, at: { x: number; y: number }, selected: boolean): Html {
  const { phase, view, told } = shown;
  const key = subject.actions.add(`select:${phase.phase}`, { kind: 'select', phase: phase.phase });
  const { width, height } = nodeSize;
  const label = phaseLabel(phase, 'row');
  const branch = phase.branch === null ? '' : `, branch ${phase.branch}`;
  return html`<foreignObject
    x="${at.x - 4}"
    y="${at.y - 4}"
    width="${width + 8}"
    height="${height + 8}"
    data-key="${key}"
  >
    <button
      class="node is-${view.state}"
      role="tab"
      data-key="${key}"
      data-action="${key}"
      title="${phaseLabel(phase)}"
      aria-selected="${selected ? 'true' : 'false'}"
      ${selected ? html`aria-controls="details"` : ''}
      tabindex="${selected ? 0 : -1}"
    >
      <span class="spoken">${told.spoken}${branch}</span>
      <span class="node-name" aria-hidden="true">${stateIcon(view.state)}<bdi class="cut">${label}</bdi></span>
      <span class="node-told cut" aria-hidden="true">${told.seen}</span>
      ${phase.branch && html`<span class="node-branch cut" aria-hidden="true"><bdi>${phase.branch}</bdi></span>`}
      ${barHtml(subject, shown)}
    </button>
  </foreignObject>`;
}

/** How far a running phase is, as a bar; null for what has nothing to count. */
function barHtml({ status }: PlanSubject, { phase, view }: ShownPhase): Html | null {
  const { done, total } = countDone(view.state === 'running' ? indexedTodos(status, phase) : []);
  return total === 0 ? null : progressHtml(done, total);
}
