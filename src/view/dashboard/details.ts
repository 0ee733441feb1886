import { isTicked } from '../../core/markdown/edits';
import { isDropped } from '../../core/markdown/settled';
import type { Criterion, PhaseId, PhaseInfo, PullRequestInfo } from '../../core/types';
import { commands, nodeCommands } from '../../ids';
import { hasLink } from '../hints';
import { indexedTodos, phaseLabel, planSummary, progressOf, type IndexedTodo, type PhaseView } from '../phaseView';
import { phaseTip } from '../tip';
import { targetOf } from '../target';
import { html, type Html } from '../html';
import { stateIcon } from '../stateIcons';
import { boxesHtml, buttonHtml } from './parts';
import { selectedPhase, shownPhase } from '../shownPhase';
import type { PlanSubject } from './subject';

/** All there is to know of the selected phase, and what can be done with it. */
export function detailsHtml(subject: PlanSubject): Html {
  const { status, reading } = subject;
  const phase = selectedPhase(status, subject.chosen);
  if (!phase) return html``;
  const { view, told } = shownPhase(status, phase, reading.branches);
  const { facts } = phaseTip(status, phase, view, {
    hint: told.seen,
    report: reading.branches.get(phase.phase) ?? null,
    proof: reading.proofs.get(phase.phase) ?? null,
  });
  const shown = facts.filter(({ label }) => !['Plan', 'Summary', 'Buttons'].includes(label));
  return html`<section
    id="details"
    class="card"
    role="tabpanel"
    aria-labelledby="details-title"
    tabindex="0"
    data-key="details"
  >
    <h2 id="details-title">${stateIcon(view.state)} <bdi>${phaseLabel(phase)}</bdi></h2>
    <dl>
      ${shown.map(
        ({ label, value }) =>
          html`<dt>${label}</dt>
            <dd><bdi>${value}</bdi></dd>`,
      )}
    </dl>
    <div class="buttons">${phaseButtons(subject, phase, view)}</div>
    ${listsHtml(subject, phase.phase, phase.plan, {
      todos: view.state === 'running' ? indexedTodos(status, phase) : [],
      criteria: phase.criteria,
    })}
  </section>`;
}

/** The same of a plan without phases. */
export function simpleDetailsHtml(subject: PlanSubject): Html {
  const { status, reading } = subject;
  const { plan } = status;
  if (!plan) return html``;
  const files = fileButtons(subject, 'plan', { plan: plan.path, summary: planSummary(status), pr: plan.pr });
  return html`<section id="details" class="card" aria-label="The plan" data-key="details">
    <div class="buttons">${files}</div>
    ${listsHtml(subject, null, plan.path, { todos: indexedTodos(status, null), criteria: reading.criteria })}
  </section>`;
}

/** What can be done with a phase, by the names that the *Plan* view has for it. */
function phaseButtons(subject: PlanSubject, phase: PhaseInfo, view: PhaseView): Html[] {
  const target = targetOf(subject.folder, { phase: phase.phase });
  const offered: [offered: boolean, label: string, command: string][] = [
    [view.canStart || view.canStartUnmerged, 'Start Phase', commands.executePhase],
    [view.canResume, 'Switch to Its Branch', nodeCommands.switchToBranch],
    [view.canSummarize, 'Summarize Phase', commands.summarizePhase],
    [view.canCreatePullRequest, 'Create Pull Request', commands.createPullRequest],
  ];
  const changing = offered.filter(([isOffered]) => isOffered && subject.canChange);
  return [
    ...changing.map(([, label, command]) =>
      buttonHtml(subject, {
        key: `${command}:${phase.phase}`,
        label,
        action: { kind: 'command', command, arguments: [target] },
      }),
    ),
    ...fileButtons(subject, String(phase.phase), phase, phase.phase),
  ];
}

function fileButtons(
  subject: PlanSubject,
  key: string,
  { plan, summary, pr }: { plan: string | null; summary: string | null; pr: PullRequestInfo | null },
  phase?: PhaseId,
): Html[] {
  const open = (label: string, path: string | null) =>
    path === null ? [] : [buttonHtml(subject, { key: `${label}:${key}`, label, action: { kind: 'open', path } })];
  const target = targetOf(subject.folder, phase === undefined ? {} : { phase });
  const label = pr?.number == null ? 'Open Pull Request' : `Open Pull Request #${pr.number}`;
  const action = { kind: 'command', command: nodeCommands.openPullRequest, arguments: [target] } as const;
  return [
    ...(hasLink(pr) ? [buttonHtml(subject, { key: `pr:${key}`, label, action })] : []),
    ...open('Open Plan', plan),
    ...open('Open Summary', summary),
  ];
}

interface Lists {
  todos: readonly IndexedTodo[];
  criteria: readonly Criterion[];
}

function listsHtml(subject: PlanSubject, phase: PhaseId | null, plan: string | null, { todos, criteria }: Lists): Html {
  const listed = todos.length > 0 ? undefined : subject.reading.lists.get(phase);
  const criteriaLines = criteria.map(({ text, done, line, settled }, index) => ({
    key: `criterion:${phase ?? ''}:${index}:${text}`,
    text,
    done,
    dropped: settled === true && !done,
    depth: 0,
    tick: { kind: 'criterion', phase, index, done: !done } as const,
    open: plan === null ? null : ({ kind: 'open', path: plan, line } as const),
  }));
  const todoLines = todos.map((todo) => ({
    ...todo,
    key: `todo:${todo.index}:${todo.text}`,
    dropped: todo.settled && !todo.done,
    tick: { kind: 'todo', todo, done: !todo.done } as const,
    open: { kind: 'open', path: subject.contextFile, line: todo.line } as const,
  }));
  const listedLines = (listed?.items ?? []).map(({ text, line, depth, marker }, index) => ({
    key: `listed:${phase ?? ''}:${index}`,
    text,
    done: isTicked(marker),
    dropped: isDropped(marker),
    depth,
    tick: null,
    open: { kind: 'open', path: listed?.path ?? '', line } as const,
  }));
  const part = (title: string, progress: string | null, lines: readonly Parameters<typeof boxesHtml>[1][number][]) =>
    lines.length === 0
      ? ''
      : html`<div data-key="${title}">
          <h3>${title} <span class="quiet">${progress}</span></h3>
          ${boxesHtml(subject, lines)}
        </div>`;
  return html`<div class="lists" data-key="lists">
    ${part('To-Dos', progressOf(todos), todoLines)}
    ${part(listed?.path === plan ? 'Steps' : 'To-Dos', null, listedLines)}
    ${part('Success Criteria', progressOf(criteria), criteriaLines)}
  </div>`;
}
