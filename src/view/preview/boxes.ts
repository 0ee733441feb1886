import type { ListItem } from '../../core/markdown/document';
import { isTicked } from '../../core/markdown/edits';
import { countDone, isDropped, isSettled, isStarted } from '../../core/markdown/settled';
import { Html, html } from '../html';
import { progressHtml } from '../progressBar';
import { hrefTo } from './links';
import { changed, piece, type PreviewToken } from './tokens';

const frame = '<rect x="1.75" y="1.75" width="12.5" height="12.5" rx="2.5" fill="none" stroke="currentColor"/>';
const stroke = (path: string, width = 1.8) =>
  `<path d="${path}" fill="none" stroke="currentColor" stroke-width="${width}"/>`;

/** What stands in a box, by what it says. */
const SIGNS = {
  Done: frame + stroke('M4.4 8.3l2.4 2.4 4.8-5.4'),
  Dropped: frame + stroke('M4.6 8h6.8'),
  Started: frame + stroke('M4.8 11.2l6.4-6.4', 1.5),
  Open: frame,
};

type Said = keyof typeof SIGNS;

function saidBy(marker: string): Said {
  if (isTicked(marker)) return 'Done';
  if (isDropped(marker)) return 'Dropped';
  return isStarted(marker) ? 'Started' : 'Open';
}

/** A box that nobody can tick here: it leads to its line, in the document of this path. */
function boxHtml(path: string, { line, task }: ListItem): Html {
  const said = saidBy(task?.marker ?? ' ');
  const told = `${said}, go to line ${line + 1}`;
  const sign = html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${new Html(SIGNS[said])}</svg>`;
  const place = hrefTo(path, path, line);
  return html`<a class="phased-plans box is-${said.toLowerCase()}" href="${place}" title="${told}" aria-label="${told}"
    >${sign}</a
  >`;
}

/** What an item says, with its box drawn; null where none is written there, or another extension has drawn it. */
export function withBox(path: string, item: ListItem, children: readonly PreviewToken[]): PreviewToken[] | null {
  const [first, ...rest] = children;
  const marker = item.task?.marker;
  const written = first?.type === 'text' ? /^\[(.)\](?:\s+|$)/u.exec(first.content) : null;
  if (!first || marker === undefined || written?.[1] !== marker) return null;
  const said = [changed(first, { content: first.content.slice(written[0].length) }), ...rest];
  const box = piece(first, html`${boxHtml(path, item)} `);
  if (!isDropped(marker)) return [box, ...said];
  return [box, piece(first, new Html('<s>')), ...said, piece(first, new Html('</s>'))];
}

/** How much of a list is done; null where there is little to count. */
export function listProgress(items: readonly ListItem[]): Html | null {
  const boxes = items.flatMap(({ task }) => (task ? [task.marker] : []));
  const { done, total } = countDone(boxes.map((marker) => ({ done: isTicked(marker), settled: isSettled(marker) })));
  if (total < 2) return null;
  return html`<p class="phased-plans progress">${progressHtml(done, total)}<span>${done} of ${total} done</span></p>`;
}
