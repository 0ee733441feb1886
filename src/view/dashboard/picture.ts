import type { Reading } from '../../core/reading/status';
import { phaseKey, type PlanStatus } from '../../core/types';
import { phaseLabel, type PhaseState } from '../phaseView';
import { shorten } from '../shorten';
import { escapeHtml } from '../html';
import { graphOf } from './graph';
import { stateShapes } from '../stateIcons';
import { layoutGraph, nodeSize } from './layout';
import { shownPhase } from '../shownPhase';

/** A picture stands outside of any theme: it brings a color for light and one for dark pages. */
const colors: Record<PhaseState, [light: string, dark: string]> = {
  ready: ['#0969da', '#58a6ff'],
  waiting: ['#656d76', '#8b949e'],
  running: ['#9a6700', '#d29922'],
  unmerged: ['#8250df', '#bc8cff'],
  merged: ['#1a7f37', '#3fb950'],
  completed: ['#1a7f37', '#3fb950'],
  dropped: ['#656d76', '#8b949e'],
};

const style = (pick: 0 | 1, background: string, text: string, quiet: string, line: string): string =>
  [
    `svg{--node-background:${background};color:${text}}.n{fill:${background};stroke:${line}}`,
    `.e{stroke:${line};fill:none;stroke-width:1.5}.t{fill:${text}}.q{fill:${quiet}}`,
    ...Object.entries(colors).map(([state, pair]) => `.${state}{color:${pair[pick]}}`),
  ].join('');

const font = '-apple-system,Segoe UI,Helvetica,Arial,sans-serif';

/** The graph of phases as an SVG file of its own, which shows on light and on dark pages. Every text is escaped. */
export function graphPicture(status: PlanStatus, branches: Reading['branches']): string {
  const layout = layoutGraph(graphOf(status), status.phases.length > 6 ? 'down' : 'across');
  const byKey = new Map(status.phases.map((phase) => [String(phaseKey(phase.phase)), phase]));
  const nodes = layout.nodes.flatMap(({ id, x, y }) => {
    const phase = byKey.get(id);
    if (!phase) return [];
    const { view, told } = shownPhase(status, phase, branches);
    return [
      `<g transform="translate(${x} ${y})"><title>${escapeHtml(told.spoken)}</title>`,
      `<rect class="n" width="${nodeSize.width}" height="${nodeSize.height}" rx="6"/>`,
      `<g class="${view.state}" transform="translate(10 8)">${stateShapes[view.state]}</g>`,
      text(32, 21, phaseLabel(phase, 'row'), { size: 13, looks: 't', room: 26 }),
      text(32, 39, told.seen, { size: 12, looks: 'q', room: 28 }),
      phase.branch === null ? '' : text(32, 57, phase.branch, { size: 11, looks: 'q', room: 30 }),
      '</g>',
    ].join('');
  });
  const { width, height } = layout;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const light = style(0, '#ffffff', '#1f2328', '#656d76', '#afb8c1');
  const dark = style(1, '#0d1117', '#e6edf3', '#8b949e', '#484f58');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${font}" role="img">`,
    `<title>${escapeHtml(status.plan?.title ?? '')}</title>`,
    `<style>${light}@media (prefers-color-scheme:dark){${dark}}</style>`,
    ...layout.edges.map((path) => `<path class="e" d="${path}"/>`),
    ...nodes,
    '</svg>\n',
  ].join('\n');
}

function text(x: number, y: number, words: string, o: { size: number; looks: string; room: number }): string {
  const { size, looks, room } = o;
  return `<text class="${looks}" x="${x}" y="${y}" font-size="${size}">${escapeHtml(shorten(words, room))}</text>`;
}
