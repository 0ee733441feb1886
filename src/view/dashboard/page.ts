import { countDone } from '../../core/markdown/settled';
import { commands } from '../../ids';
import { nextArguments } from '../nextAction';
import { joinHints, planHint } from '../hints';
import { branchWarning, countPhases, indexedTodos, phasesCompleted } from '../phaseView';
import { stateNames, switchedOff } from '../shownStatus';
import { tryAgain } from '../target';
import { DashboardActions } from './actions';
import { detailsHtml, simpleDetailsHtml } from './details';
import { progressHtml } from '../progressBar';
import { graphHtml } from './graph';
import { html, type Html } from '../html';
import { buttonHtml } from './parts';
import type { DashboardSubject, PlanSubject } from './subject';

/** What the dashboard shows, and what can be done on it. */
export interface DashboardPage {
  title: string;
  content: Html;
  actions: DashboardActions;
}

/** The whole page, from the same data and in the same words as the *Plan* view. */
export function dashboardPage(subject: DashboardSubject): DashboardPage {
  const actions = new DashboardActions();
  const { reading, error } = subject;
  if (error !== null) return { title: 'Dashboard', content: failedHtml(error, actions), actions };
  if (!reading) return { title: 'Dashboard', content: loadingHtml(), actions };
  const { status } = reading;
  const whole = { ...subject, reading, status, actions, canChange: status.readable && subject.trusted };
  return { title: status.plan?.title ?? 'Dashboard', content: planHtml(whole), actions };
}

function planHtml(subject: PlanSubject): Html {
  const { plan } = subject.status;
  return html`<header data-key="header">${headHtml(subject)}</header>
    ${noticesHtml(subject)} ${nextHtml(subject)}
    ${plan?.kind === 'phased' ? html`${graphHtml(subject)}${detailsHtml(subject)}` : simpleDetailsHtml(subject)}
    ${earlierHtml(subject)}`;
}

/** Its title, how far it is, and what it can be saved as. */
function headHtml(subject: PlanSubject): Html {
  const { status, reading } = subject;
  const { plan } = status;
  if (!plan) return html`<h1>${stateNames[status.state]}</h1>`;
  const simple = plan.kind === 'simple';
  const { done, total } = simple ? countDone(indexedTodos(status, null)) : countPhases(status);
  const todos = total === 0 ? null : `${done} of ${total} to-dos done`;
  const said = joinHints(simple ? todos : phasesCompleted(status), ...planHint(status, plan, reading.branches).said);
  const save = (as: 'svg' | 'markdown', label: string) =>
    buttonHtml(subject, { key: `export:${as}`, label, action: { kind: 'export', as }, looks: 'link' });
  const exports = html`<div class="exports">
    ${save('svg', 'Save as SVG…')} ${save('markdown', 'Save as Markdown…')}
  </div>`;
  return html`<h1><bdi>${plan.title}</bdi></h1>
    <p class="quiet" role="status">${said}</p>
    ${total === 0 ? '' : progressHtml(done, total)} ${subject.trusted && !simple ? exports : ''}`;
}

/** What keeps the plan from going on as it should, above everything else. */
function noticesHtml(subject: PlanSubject): Html {
  const { status, reading, trusted } = subject;
  const { obstacle } = reading;
  const away = branchWarning(status, reading.branches);
  const broken =
    obstacle &&
    `Line ${obstacle.problem.line + 1}: ${obstacle.problem.message} What would write is ${switchedOff.toLowerCase()}`;
  const restricted = 'Restricted mode: the plan is shown, but no program is run and no file is written.';
  const notices: [kind: string, text: string | null][] = [
    ['error', broken],
    ['warning', away],
    ['info', trusted ? null : restricted],
  ];
  return html`<div class="notices" data-key="notices">
    ${notices.map(([kind, text]) =>
      text ? html`<p class="notice ${kind}" data-key="${kind}"><bdi>${text}</bdi></p>` : '',
    )}
  </div>`;
}

/** The one next step. */
function nextHtml(subject: PlanSubject): Html {
  const { status, folder, trusted } = subject;
  const { next } = status;
  const trust = { command: 'workbench.trust.manage', title: 'Manage Workspace Trust', given: [] as unknown[] };
  const own = next && { ...next, given: nextArguments(folder, status, next) };
  const looks = own?.command === commands.openContext;
  const shown = trusted || looks ? own : trust;
  if (!shown) return html`<p class="quiet" data-key="next">Nothing is left to do.</p>`;
  return html`<div class="next" data-key="next">
    ${buttonHtml(subject, {
      key: 'next',
      label: shown.title,
      action: { kind: 'command', command: shown.command, arguments: shown.given },
      looks: 'big',
    })}
  </div>`;
}

function earlierHtml({ earlier, actions }: PlanSubject): Html {
  if (earlier.length === 0) return html``;
  const rows = earlier.map(({ path, title, told, date }) => {
    const key = actions.add(`earlier:${path}`, { kind: 'open', path });
    return html`<li data-key="${key}">
      <button class="line" data-action="${key}"><bdi>${title}</bdi></button>
      <span class="quiet">${joinHints(told, date)}</span>
    </li>`;
  });
  return html`<section class="card" data-key="earlier" aria-labelledby="earlier-title">
    <h2 id="earlier-title">Earlier Plans</h2>
    <ul class="earlier">
      ${rows}
    </ul>
  </section>`;
}

function failedHtml(error: string, actions: DashboardActions): Html {
  const action = { kind: 'command', command: tryAgain.command, arguments: [] } as const;
  return html`<h1>The plan can’t be read</h1>
    <p class="notice error" role="alert"><bdi>${error}</bdi></p>
    ${buttonHtml({ actions }, { key: 'retry', label: tryAgain.title, action, looks: 'big' })}`;
}

function loadingHtml(): Html {
  return html`<h1>Reading the plan…</h1>
    <div class="skeleton" aria-hidden="true"></div>`;
}
