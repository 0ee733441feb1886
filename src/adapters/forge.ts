import { Cancelled, PlanError } from '../core/errors';
import type { Forge, ForgeRequest, PullRequest } from '../core/forgePort';
import { isOnTheWeb, onHost, readAddress, type RepositoryAddress } from './forges/address';
import { findWithClient, openWithClient, type RunnableClient } from './forges/client';
import type { Comparison, ForgeKind } from './forges/forgeKind';
import { FORGES, forgeOf } from './forges/forges';
import { gitea } from './forges/gitea';
import { github } from './forges/github';
import { sshHost } from './forges/sshHost';
import { findTemplate } from './forges/template';
import { gitComplaint, gitExec, type GitExec, type GitOptions, type GitOutput } from './git/exec';
import { findRepository, hasHook } from './git/repository';
import { currentSignal } from './system/cancel';

/**
 * Pushing with git to where git would push, pull requests with the forge's own program when it is installed and signed
 * in, else its page (docs/forges.md).
 */
export function createForge(root: string, options: GitOptions): Forge {
  const exec = gitExec(root, options);
  return {
    async judge(o) {
      const remote = await pushRemote(exec, o);
      const { address, fork, kind } = await placeOf(exec, o, remote);
      const args = ['push', '--dry-run', '--no-verify', '--', remote, refspec(o.branch)];
      if (o.pushes) mustBePushed({ remote, branch: o.branch }, await exec({ args, remote: true }));
      else await mustBeThere(exec, o);
      if (o.stacked) await mustBeThere(exec, { remote: o.remote, branch: o.base });
      const page = pageOf(address, kind, { ...o, title: '', fork }) !== null;
      const client = clientOf(kind, root, options);
      const existing = client ? await findWithClient(client, { ...o, fork, repository: address }) : undefined;
      const drafts = existing !== undefined || (page && kind?.draftPrefix !== undefined);
      const { url = null, into } = existing ?? {};
      const told = into === undefined ? {} : { existingInto: into };
      return { page, remote, existing: url, ...told, client: existing !== undefined, drafts };
    },
    async createPullRequest(o) {
      const remote = await pushRemote(exec, o);
      const { address, fork, kind } = await placeOf(exec, o, remote);
      const client = clientOf(kind, root, options);
      const request = { ...o, draft: o.draft === true, fork, repository: address };
      // Before anything is pushed: what is there already isn't made again.
      const existing = client && (await findWithClient(client, request));
      if (o.stacked) await mustBeThere(exec, { remote: o.remote, branch: o.base });
      if (o.pushes) await push(exec, root, remote, o.branch);
      else await mustBeThere(exec, o);
      if (existing) return { ...existing, created: false, kind: 'existing', ...(o.draft ? { draft: false } : {}) };
      const prefix = o.draft ? kind?.draftPrefix : undefined;
      const page = pageOf(address, kind, { ...o, title: (prefix ?? '') + o.title, fork });
      const opened = client && (await openWithClient(client, request));
      if (currentSignal()?.aborted) {
        throw new Cancelled(
          `${o.branch} was pushed to ${remote}; the pull request was cancelled. Look there before you create it again.`,
        );
      }
      const made: PullRequest = opened ?? { url: page, created: false, kind: page === null ? 'pushed' : 'page' };
      const isDraft = made.kind === 'created' || (made.kind === 'page' && prefix !== undefined);
      return o.draft ? { ...made, draft: isDraft } : made;
    },
    async template(o) {
      const address = await addressOf(await remoteUrl(exec, [o.remote]));
      const kind = address && forgeOf(address, o.forges);
      // As with the program: nothing is known of it, so it may be either.
      const kinds = kind ? [kind] : [github, gitea];
      return findTemplate(exec, root, { ...o, places: kinds.flatMap(({ templates = [] }) => templates) });
    },
  };
}

/** A server that nothing is known of may be an enterprise's own GitHub, which its program knows. */
function clientOf(kind: ForgeKind | null, root: string, { log }: GitOptions): RunnableClient | null {
  const { client } = kind ?? github;
  return client ? { root, client, log } : null;
}

type Asked = Pick<ForgeRequest, 'remote' | 'branch' | 'forges'>;

/** The remote that git pushes a branch to: the branch's own, the one for all, else that of its base. */
async function pushRemote(exec: GitExec, { remote, branch }: Asked): Promise<string> {
  for (const key of [`branch.${branch}.pushRemote`, 'remote.pushDefault']) {
    const { code, out } = await exec({ args: ['config', '--get', key] });
    if (code === 0 && out.trim() !== '') return out.trim();
  }
  return remote;
}

interface Place {
  /** Of the base's repository; null where it is none of the web. */
  address: RepositoryAddress | null;
  /** Where the branch goes, when that is another repository of a forge. */
  fork: RepositoryAddress | null;
  kind: ForgeKind | null;
}

async function placeOf(exec: GitExec, { remote, forges }: Asked, pushed: string): Promise<Place> {
  const address = await addressOf(await remoteUrl(exec, [remote]));
  const head = await addressOf(await remoteUrl(exec, ['--push', pushed]));
  const isFork = address !== null && head !== null && head.path.join('/') !== address.path.join('/');
  return { address, fork: isFork ? head : null, kind: address && forgeOf(address, forges) };
}

async function remoteUrl(exec: GitExec, args: string[]): Promise<string> {
  const output = await exec({ args: ['remote', 'get-url', ...args.slice(0, -1), '--', args.at(-1) ?? ''] });
  if (output.code !== 0)
    throw new PlanError('GIT_FAILED', `The remote “${args.at(-1) ?? ''}” has no address: ${gitComplaint(output)}`);
  return output.out.trim();
}

/** By SSH a host may be a name of the user's own: `ssh` says what it stands for. */
async function addressOf(url: string): Promise<RepositoryAddress | null> {
  const written = readAddress(url);
  if (!written?.isSsh || FORGES.some(({ hosts }) => hosts.includes(written.host))) return written;
  const found = onHost(written, (await sshHost(written.host)) ?? written.host);
  return isOnTheWeb(found) ? found : null;
}

/** Null for a folder, a server that is known by a short name alone, and a forge without such a page. */
function pageOf(address: RepositoryAddress | null, kind: ForgeKind | null, o: Comparison): string | null {
  return address && (kind ?? gitea).page(address, o);
}

/** The page on which a forge compares a branch with its base, by the address of its remote alone. */
export function comparePage(remote: string, o: Omit<Comparison, 'fork'>): string | null {
  const address = readAddress(remote);
  return address && isOnTheWeb(address) ? pageOf(address, forgeOf(address), { ...o, fork: null }) : null;
}

async function push(exec: GitExec, root: string, remote: string, branch: string): Promise<void> {
  const args = ['push', '--set-upstream', '--', remote, refspec(branch)];
  const hook = hasHook(await findRepository(exec, root), 'pre-push');
  const output = await exec({ args, writes: true, remote: true, hook }).catch((error: unknown) => {
    if (!(error instanceof Cancelled)) throw error;
    throw new Cancelled(
      `Pushing ${branch} was cancelled. ${remote} may have it all the same; pushing it again does no harm.`,
    );
  });
  mustBePushed({ remote, branch }, output);
}

/** A branch that only the remote has, as last fetched, may be merged and deleted there by now. */
async function mustBeThere(exec: GitExec, { remote, branch }: Pick<ForgeRequest, 'remote' | 'branch'>): Promise<void> {
  const args = ['ls-remote', '--exit-code', '--heads', '--', remote, `refs/heads/${branch}`];
  const output = await exec({ args, remote: true });
  // Where nobody can be asked, what was fetched last counts.
  if (output.code !== NO_SUCH_REF) return;
  const next =
    'It may be merged. Fetch first (“Phased Plans: Refresh”, or git fetch --prune), then look at the next step.';
  throw new PlanError('GIT_FAILED', `${remote} has no branch ${branch} any more. ${next}`);
}

/** What `git ls-remote --exit-code` ends with. */
const NO_SUCH_REF = 2;

const refspec = (branch: string): string => `refs/heads/${branch}:refs/heads/${branch}`;

function mustBePushed({ remote, branch }: { remote: string; branch: string }, output: GitOutput): void {
  if (output.code === 0) return;
  throw new PlanError(
    'GIT_FAILED',
    `${branch} could not be pushed to ${remote}. Fix what git complains about, then try again: ${gitComplaint(output)}`,
  );
}
