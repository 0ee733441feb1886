import type { ContextFile, ContextState } from '../../core/context/model';
import { revealedName } from '../../core/revealed';
import { html, Html } from '../html';
import { phaseName } from '../../core/phaseTexts';
import { chipHtml, statusChip } from './chips';
import { hrefTo, linkHtml } from './links';
import type { PreviewSubject } from './subject';

/** What stands before and behind the JSON of a state block: it as a table, and the JSON behind it. */
export interface AroundJson {
  before: Html;
  after: Html;
}

/** The state as tables; where it can't be used, why, with the JSON below. */
export function aroundJson(subject: PreviewSubject, { state, issues }: ContextFile): AroundJson {
  const [issue] = issues;
  if (!state) {
    const place = issue && hrefTo(subject.path, subject.path, issue.line);
    const why = issue && html`<a href="${place}">Line ${issue.line + 1}</a>: <bdi>${issue.message}</bdi>`;
    return { before: html`<p class="phased-plans notice">The state can’t be read. ${why}</p>`, after: html`` };
  }
  const tables = html`${factsHtml(subject, state)} ${phasesHtml(subject, state)}`;
  const open = '<section class="phased-plans state" aria-label="State of the plan">';
  return {
    before: new Html(`${open}${tables.text}<details><summary>JSON</summary>\n`),
    after: new Html('</details></section>'),
  };
}

function factsHtml(subject: PreviewSubject, state: ContextState): Html {
  const { phased } = state;
  const files = (paths: readonly string[]) => paths.map((path) => html`<div>${fileHtml(subject, path)}</div>`);
  const facts: [label: string, value: Html | Html[] | null][] = [
    ['Plan', phased?.masterPlan ? fileHtml(subject, phased.masterPlan) : null],
    ['Current phase', phased?.currentPhase == null ? null : html`<bdi>${phased.currentPhase}</bdi>`],
    ['Branch', state.executionBranch === null ? null : html`<code>${revealedName(state.executionBranch)}</code>`],
    ['Worktree', state.worktree === null ? null : html`<code>${revealedName(state.worktree)}</code>`],
    ['Started', timeHtml(state.executionStarted)],
    ['Active files', files(state.activeContext)],
    ['Summaries', files(state.completedSummaries)],
    ['Last updated', timeHtml(state.lastUpdated)],
  ];
  const rows = facts.filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value !== null));
  return html`<table>
    <tbody>
      ${rows.map(
        ([label, value]) =>
          html`<tr>
            <th scope="row">${label}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function phasesHtml(subject: PreviewSubject, { phased }: ContextState): Html | null {
  if (!phased || phased.phases.length === 0) return null;
  const rows = phased.phases.map(
    ({ phase, name, status, dropped, plan }) =>
      html`<tr>
        <th scope="row"><bdi>${phaseName(phase, [name && `${phase} · ${name}`])}</bdi></th>
        <td>${dropped ? chipHtml('dropped', 'dropped') : statusChip(status.replace('_', ' '))}</td>
        <td>${plan === null ? '' : fileHtml(subject, plan)}</td>
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Phase</th>
        <th scope="col">Status</th>
        <th scope="col">Plan</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function fileHtml(subject: PreviewSubject, path: string): Html {
  return linkHtml(subject, path, html`<bdi>${revealedName(path)}</bdi>`);
}

/** `2025-12-18 10:00 UTC`, of a time as the method writes it; any other text as it is. */
function timeHtml(text: string | null): Html | null {
  if (text === null) return null;
  const [, day, minute] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z$/.exec(text) ?? [];
  return day && minute ? html`<time datetime="${text}">${day} ${minute} UTC</time>` : html`<bdi>${text}</bdi>`;
}
