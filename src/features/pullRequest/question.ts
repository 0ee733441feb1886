import * as vscode from 'vscode';
import { phaseText } from '../../core/phaseTexts';
import type { PullRequestOptions } from '../../core/types';
import type { ForeseenPullRequest } from '../../core/workflow/pullRequest';
import { bullets } from '../../view/bullets';

interface Answer {
  /** Whether what would be missing in the pull request is to be committed first. */
  commits: boolean;
  draft: boolean;
}

/** What to do about files that would be missing; undefined when the user left. */
export async function commitsFirst({ branch, files, remote }: ForeseenPullRequest): Promise<Answer | undefined> {
  if (files.length === 0) return { commits: false, draft: false };
  const buttons = buttonsFor(remote);
  const what = remote === null ? 'merge' : 'pull request';
  const then =
    remote === null
      ? ''
      : ` Then the branch will be pushed to ${remote.name}${isMadeOnline(remote) ? '.' : `, ${byHand}.`}`;
  const hint = remote?.page && !remote.drafts && remote.existing === null ? `\n\n${draftByHand}` : '';
  const commits = `“${Object.keys(buttons)[0] ?? ''}” will commit them on ${branch}, and nothing else.`;
  const answer = await vscode.window.showWarningMessage(
    `Files of the plan aren’t committed, so they would be missing in the ${what}.`,
    { modal: true, detail: `${bullets(files)}\n\n${commits}${then}${hint}` },
    ...Object.keys(buttons),
  );
  return answer === undefined ? undefined : buttons[answer];
}

/** No pull request is created where no page is known: the branch is pushed. */
function buttonsFor(remote: ForeseenPullRequest['remote']): Record<string, Answer> {
  const [commit, without] =
    remote === null
      ? ['Commit Them', 'Continue Without Them']
      : isMadeOnline(remote)
        ? ['Commit and Create', 'Create Without Them']
        : ['Commit and Push', 'Push Without Them'];
  const offersDraft = remote?.existing === null && remote.drafts;
  return {
    [commit]: { commits: true, draft: false },
    ...(offersDraft ? { 'Commit and Create Draft': { commits: true, draft: true } } : {}),
    [without]: { commits: false, draft: false },
  };
}

const isMadeOnline = ({ page, client }: NonNullable<ForeseenPullRequest['remote']>): boolean => page || client;

const draftByHand = 'For a draft, choose that on the page: it can’t be told of it beforehand.';

const byHand = 'where you will open the pull request yourself';

/** What a pull request is to be like. */
interface How extends Pick<PullRequestOptions, 'draft' | 'template' | 'stacked'> {
  /** Whether its title and text are shown first, to be changed. */
  edit: boolean;
}

interface Row extends vscode.QuickPickItem {
  choice: keyof How;
}

/**
 * Asks what it is to be like where the forge’s own program makes it, or where it may go into one of two branches: there
 * is a page for all else. `draft`: whether it is to be one, by the answer before. Undefined when the user left.
 */
export async function chooseHow(foreseen: ForeseenPullRequest, draft: boolean): Promise<How | undefined> {
  const rows = rowsFor(foreseen, draft);
  if (rows.length === 0) return { draft, edit: false };
  const picked = await vscode.window.showQuickPick(rows, {
    title: 'Create Pull Request',
    placeHolder: 'Select what applies, then press Enter to go on',
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!picked) return undefined;
  const isPicked = (choice: keyof How): boolean => picked.some((row) => row.choice === choice);
  const isOffered = (choice: keyof How): boolean => rows.some((row) => row.choice === choice);
  return {
    draft: isOffered('draft') ? isPicked('draft') : draft,
    edit: isPicked('edit'),
    ...(isOffered('template') ? { template: isPicked('template') } : {}),
    ...(isOffered('stacked') ? { stacked: isPicked('stacked') } : {}),
  };
}

function rowsFor({ remote, stack, template }: ForeseenPullRequest, draft: boolean): Row[] {
  if (remote === null || remote.existing !== null || (!remote.client && stack === null)) return [];
  const stacked = stack && {
    label: `Into the Branch of ${phaseText(stack.phase)}`,
    description: `${stack.branch}, not merged yet; otherwise into ${stack.instead}`,
    picked: true,
    choice: 'stacked' as const,
  };
  const asDraft = remote.drafts && { label: 'As a Draft', picked: draft, choice: 'draft' as const };
  const fills = remote.client &&
    template !== null && {
      label: 'In the Repository’s Template',
      description: template,
      picked: true,
      choice: 'template' as const,
    };
  const edit = remote.client && {
    label: 'Edit Title and Text First',
    description: 'in an editor, whose button creates it',
    choice: 'edit' as const,
  };
  return [stacked, asDraft, fills, edit].filter((row) => row !== null && row !== false);
}
