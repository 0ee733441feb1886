import { html, type Html } from './html';

/** A bar in plain SVG: a page without inline styles has no other way to be two fifths wide. */
export function progressHtml(done: number, total: number): Html {
  const width = Math.round((100 * done) / total);
  return html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class="bar-all" width="100" height="4" />
    <rect class="bar-done" width="${width}" height="4" />
  </svg>`;
}
