import { isApproved, readWrittenStatus } from '../../core/plan/status';
import { isStatusLabel } from '../../core/plan/statusLine';
import { html, type Html } from '../html';
import type { PhaseState } from '../phaseView';
import { stateIcon } from '../stateIcons';
import { changed, piece, type PreviewToken } from './tokens';

/** A longer text tells of more than a status. */
const LONGEST = 60;

const LABEL = /^\s*([^:：]{1,40})[:：]\s*/u;

const STATES = {
  pending: 'waiting',
  in_progress: 'running',
  completed: 'completed',
  blocked: 'blocked',
  dropped: 'dropped',
} as const;

/** A state in words, with its sign; what has none is told by its words alone. */
export function chipHtml(state: PhaseState | 'blocked' | null, text: string | Html): Html {
  const sign = state && state !== 'blocked' ? stateIcon(state) : '';
  return html`<span class="phased-plans chip is-${state ?? 'other'}">${sign}<bdi>${text}</bdi></span>`;
}

/** The chip of a status as a file says it; null for what isn’t understood. */
export function statusChip(text: string): Html | null {
  const status = text.length > LONGEST ? null : readWrittenStatus(text);
  if (status === null) return null;
  const sign = status === 'pending' && isApproved(text) ? 'ready' : STATES[status];
  // The chip has a sign of its own.
  const words = text.replace(/^[\p{Extended_Pictographic}\ufe0f\s]+/u, '') || text;
  return chipHtml(sign, html`<span class="spoken">Status: </span>${words}`);
}

/**
 * One line of a paragraph with a chip in place of a status and its label. `known`: what the plan says its status is,
 * where it is this line: such a line needs no label in bold.
 */
export function withChips(line: readonly PreviewToken[], known: string | null): PreviewToken[] {
  const at = line.findIndex((token, index) => token.type === 'strong_open' && labelAt(line, index));
  if (at >= 0) return inBold(line, at);
  const only = line.length === 1 ? line[0] : undefined;
  if (known === null || only?.type !== 'text') return [...line];
  const text = only.content.trim();
  const label = LABEL.exec(text);
  const value = label?.[1] && isStatusLabel(label[1]) ? text.slice(label[0].length) : text;
  const chip = value === known ? statusChip(value) : null;
  return chip ? [piece(only, chip)] : [only];
}

/** Whether a label in bold at a place says a status: `**Status:**`, `**Status**:`. */
function labelAt(line: readonly PreviewToken[], at: number): boolean {
  const [text, close, next] = line.slice(at + 1, at + 4);
  if (text?.type !== 'text' || close?.type !== 'strong_close') return false;
  const hasColon = /[:：]\s*$/.test(text.content) || /^\s*[:：]/.test(next?.content ?? '');
  return hasColon && isStatusLabel(text.content.replace(/[:：]\s*$/, ''));
}

/** The value goes on to the end of the line, or to what stands before the next label. */
function inBold(line: readonly PreviewToken[], at: number): PreviewToken[] {
  const value = line[at + 3];
  const next = line[at + 4];
  if (value?.type !== 'text' || (next && next.type !== 'strong_open')) return [...line];
  const [, text = '', rest = ''] = /^\s*[:：]?\s*(.*?)(\s*(?:[·•|;,–—]\s*)?)$/u.exec(value.content) ?? [];
  const chip = statusChip(text.trim());
  if (!chip) return [...line];
  const more = next ? [changed(value, { content: rest }), ...line.slice(at + 4)] : [];
  return [...line.slice(0, at), piece(value, chip), ...more];
}
