import { html, type Html } from '../html';
import { joinHints, planHint } from '../hints';
import { phaseLabel, phasesCompleted, progressNow } from '../phaseView';
import { shownPhase } from '../shownPhase';
import { stateNames } from '../shownStatus';
import { stateIcon } from '../stateIcons';
import type { PhaseInfo, PlanInfo, PlanStatus } from '../../core/types';
import { phaseText } from '../../core/phaseTexts';
import { chipHtml } from './chips';
import { linkHtml } from './links';
import { indexOfPhase, phaseShownIn, type PreviewSubject } from './subject';

type Reading = NonNullable<PreviewSubject['reading']>;

/** The phases before and behind the one that a document is about. */
const NEIGHBOURS = 1;

/** A plan of no more phases is shown as a whole. */
const FEW = 4;

/** Where the plan is, above a document of it: which phase this is about, its neighbours, and what their states are. */
export function stripHtml(subject: PreviewSubject): Html | null {
  const { reading, path, contextFile } = subject;
  const plan = reading?.status.plan;
  if (!reading || !plan) return null;
  if (plan.kind === 'simple')
    return path === plan.path || path === contextFile ? simpleHtml(subject, reading, plan) : null;
  const about = phaseShownIn(subject, reading.status);
  if (!about?.phase) return null;
  return html`<nav class="phased-plans strip" aria-label="Phases">
    ${whereHtml(subject, reading, plan, about.isOwn ? about.phase : null)} ${segmentsHtml(reading)}
    <ol class="near">
      ${nearHtml(subject, reading, about.phase)}
    </ol>
  </nav>`;
}

function simpleHtml(subject: PreviewSubject, { status, branches }: Reading, plan: PlanInfo): Html {
  const isOwn = subject.path === plan.path;
  const name = isOwn ? stateOf(status) : linkHtml(subject, plan.path, html`<bdi>${plan.title}</bdi>`);
  const hints = planHint(status, plan, branches).said.filter((hint) => hint !== plan.status);
  const said = joinHints(isOwn ? null : stateOf(status), progressNow(status), ...hints);
  return html`<nav class="phased-plans strip" aria-label="Plan">
    <p class="where"><span>${name}</span> <span class="quiet">${said}</span></p>
  </nav>`;
}

const stateOf = (status: PlanStatus): string => (status.readable ? stateNames[status.state] : stateNames.invalid);

/** `Phase 2 of 3`, of which plan, and how far it is; the plan's own file has its title above. */
function whereHtml(subject: PreviewSubject, { status }: Reading, plan: PlanInfo, own: PhaseInfo | null): Html {
  const name =
    subject.path === plan.path ? stateOf(status) : linkHtml(subject, plan.path, html`<bdi>${plan.title}</bdi>`);
  const place = own && html`<strong>${phaseText(own.phase)}</strong> of ${status.phases.length} · `;
  const said = joinHints(phasesCompleted(status), status.readable ? null : stateNames.invalid);
  return html`<p class="where"><span>${place}${name}</span> <span class="quiet">${said}</span></p>`;
}

/** All phases as a bar; what it says stands in words beside it. */
function segmentsHtml({ status, branches }: Reading): Html {
  const parts = status.phases.map((phase) => {
    const { view } = shownPhase(status, phase, branches);
    return html`<span class="is-${view.state}"></span>`;
  });
  return html`<div class="segments" aria-hidden="true">${parts}</div>`;
}

function nearHtml(subject: PreviewSubject, { status, branches }: Reading, about: PhaseInfo): Html[] {
  const { phases } = status;
  const at = indexOfPhase(status, about);
  const isNear = (index: number) => phases.length <= FEW || Math.abs(index - at) <= NEIGHBOURS;
  return phases.flatMap((phase, index) => {
    if (!isNear(index)) return [];
    const { view, told } = shownPhase(status, phase, branches);
    const label = html`<bdi>${phaseLabel(phase, 'row')}</bdi>`;
    const name = html`${stateIcon(view.state)}<span class="name">${linkHtml(subject, phase.plan, label)}</span>`;
    return html`<li class="is-${view.state}" ${index === at ? html`aria-current="step"` : ''}>
      ${name} <span class="told"><bdi>${told.seen}</bdi></span>
    </li>`;
  });
}

/** What a phase's heading in the master plan says of its state. */
export function phaseChip({ status, branches }: Reading, phase: PhaseInfo): Html {
  const { view, told } = shownPhase(status, phase, branches);
  return html` ${chipHtml(view.state, view.state === 'running' ? joinHints('running', told.seen) : told.seen)}`;
}

/** All that a document says of the plan beside its own text, to tell whether it has changed. */
export function toldOf(subject: PreviewSubject): string {
  const { reading, files } = subject;
  const chips = reading?.status.phases.map((phase) => phaseChip(reading, phase).text) ?? [];
  return [stripHtml(subject)?.text ?? '', ...chips, ...files].join('\n');
}
