import { execFile } from 'node:child_process';
import { Cancelled, PlanError } from '../core/errors';
import type { Forge, Logger, PullRequest } from '../core/ports';
import { withoutSecrets } from '../core/secrets';
import { gitComplaint, gitExec, type GitExec, type GitOptions, type GitOutput } from './git/exec';
import { hasHook } from './git/repository';
import { currentSignal } from './system/cancel';

const GH_TIMEOUT = 60_000;

/** Pushing with git, pull requests with GitHub's `gh` when it is installed and signed in, else the forge's own page. */
export function createForge(root: string, options: GitOptions): Forge {
  const exec = gitExec(root, options);
  return {
    async judge(o) {
      const url = await remoteUrl(exec, o.remote);
      const args = ['push', '--dry-run', '--no-verify', '--', o.remote, refspec(o.branch)];
      if (o.pushes) mustBePushed(o, await exec({ args, remote: true }));
      return { page: comparePage(url, { branch: o.branch, base: o.branch, title: '' }) !== null };
    },
    async createPullRequest(o) {
      const url = await remoteUrl(exec, o.remote);
      if (o.pushes) await push(exec, root, o.remote, o.branch);
      const page = comparePage(url, o);
      const opened = await openWithGh(root, o, options.log);
      if (currentSignal()?.aborted) {
        throw new Cancelled(
          `${o.branch} was pushed to ${o.remote}; the pull request was cancelled. Look there before you create it again.`,
        );
      }
      if (opened) return opened;
      return { url: page, created: false, kind: page === null ? 'pushed' : 'page' };
    },
  };
}

async function remoteUrl(exec: GitExec, remote: string): Promise<string> {
  const output = await exec({ args: ['remote', 'get-url', '--', remote] });
  if (output.code !== 0)
    throw new PlanError('GIT_FAILED', `The remote “${remote}” has no address: ${gitComplaint(output)}`);
  return output.out.trim();
}

async function push(exec: GitExec, root: string, remote: string, branch: string): Promise<void> {
  const args = ['push', '--set-upstream', '--', remote, refspec(branch)];
  const hook = await hasHook(exec, root, 'pre-push');
  const output = await exec({ args, writes: true, remote: true, hook }).catch((error: unknown) => {
    if (!(error instanceof Cancelled)) throw error;
    throw new Cancelled(
      `Pushing ${branch} was cancelled. ${remote} may have it all the same; pushing it again does no harm.`,
    );
  });
  mustBePushed({ remote, branch }, output);
}

const refspec = (branch: string): string => `refs/heads/${branch}:refs/heads/${branch}`;

function mustBePushed({ remote, branch }: { remote: string; branch: string }, output: GitOutput): void {
  if (output.code === 0) return;
  throw new PlanError(
    'GIT_FAILED',
    `${branch} could not be pushed to ${remote}. Fix what git complains about, then try again: ${gitComplaint(output)}`,
  );
}

/** Host and path of `https://user:password@host:port/path.git`. */
const URL_FORM = /^(?:https?|ssh|git):\/\/(?:[^/\s]*@)?([\w.-]+\.[a-z]{2,})(?::\d+)?\/+(.+?)(?:\.git)?\/?$/i;
/** Of `user@host:path.git`. */
const SCP_FORM = /^(?:[^@/\s]+@)?([\w.-]+\.[a-z]{2,}):\/*([^\\]+?)(?:\.git)?\/?$/i;

/**
 * The page on which a forge compares a branch with its base: GitHub's, GitLab's or Bitbucket's form by the host's name;
 * null for an address that is no forge's (a folder, an unknown transport).
 */
export function comparePage(remote: string, o: { branch: string; base: string; title: string }): string | null {
  const [address = ''] = withoutSecrets(remote.trim()).split(/[?#]/);
  const match = URL_FORM.exec(address) ?? SCP_FORM.exec(address);
  if (!match) return null;
  const [, host = '', path = ''] = match;
  const [branch, base, title] = [o.branch, o.base, o.title].map(encodeURIComponent) as [string, string, string];
  const home = `https://${host}/${path.split('/').map(encodeURIComponent).join('/')}`;
  if (host.includes('gitlab')) {
    return `${home}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${branch}&merge_request%5Btarget_branch%5D=${base}&merge_request%5Btitle%5D=${title}`;
  }
  if (host.includes('bitbucket')) return `${home}/pull-requests/new?source=${branch}&dest=${base}&title=${title}`;
  return `${home}/compare/${base}...${branch}?expand=1&title=${title}`;
}

/** The pull request that `gh` opened or found, or null when it is absent or refuses. */
async function openWithGh(
  root: string,
  o: { branch: string; base: string; title: string; body: string },
  log: Logger,
): Promise<PullRequest | null> {
  const args = ['pr', 'create', `--head=${o.branch}`, `--base=${o.base}`, `--title=${o.title}`, '--body-file=-'];
  return new Promise((resolve) => {
    const env = { ...process.env, GH_PROMPT_DISABLED: '1' };
    const signal = currentSignal();
    const child = execFile('gh', args, { cwd: root, timeout: GH_TIMEOUT, env, signal }, (error, stdout, stderr) => {
      if (error) log.info(`gh did not open a pull request: ${withoutSecrets(stderr || error.message)}`);
      // What it says of one that is there already ends with its address.
      const said = error ? (/ already exists:\s+(.*)/s.exec(stderr)?.[1] ?? '') : stdout;
      const url = /https?:\/\/\S+/.exec(said)?.[0];
      const kind = error ? 'existing' : 'created';
      resolve(url === undefined ? null : { url: withoutSecrets(url), created: kind === 'created', kind });
    });
    child.stdin?.on('error', (error) => log.info(`gh took no text: ${error.message}`));
    child.stdin?.end(o.body);
  });
}
