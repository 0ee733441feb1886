import { phaseAmidText } from '../phaseTexts';
import type { PullRequestOptions } from '../types';
import type { ForeseenPullRequest } from './pullRequest';

/** One line a person can read for each thing that making it would do. */
export function stepsOfPullRequest(
  foreseen: ForeseenPullRequest,
  { draft = false }: PullRequestOptions = {},
): string[] {
  const { branch, base, remote, merge, template, stack } = foreseen;
  if (remote === null) return [`There is no remote to push to. Merge it here: ${merge}`];
  const push = `Push ${branch} to ${remote.name}`;
  if (remote.existing !== null) {
    const left = `Leave the pull request as it is that is open already: ${remote.existing}`;
    const { into, changeTo } = remote;
    return [
      push,
      left,
      ...(changeTo === undefined ? [] : [`Leave it to you to change its base from ${into} to ${changeTo}`]),
    ];
  }
  const what = draft && remote.drafts ? 'a draft pull request' : 'a pull request';
  const upon = stack?.branch === base ? `, upon ${phaseAmidText(stack.phase)}, which isn’t merged` : '';
  return [
    push,
    remote.client
      ? `Open ${what} into ${base}${upon}`
      : remote.page
        ? `Name the page to make ${what} into ${base} on${upon}`
        : `Leave it to you to make ${what} into ${base}${upon}: no page of this server is known`,
    ...(template !== null && remote.client ? [`Fill in its template: ${template}`] : []),
    ...(draft && !remote.drafts ? ['Leave it to you to choose a draft there'] : []),
  ];
}
