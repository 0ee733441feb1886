import { execFile } from 'node:child_process';
import type { PullRequest } from '../../core/forgePort';
import type { Logger } from '../../core/ports';
import { withoutSecrets } from '../../core/secrets';
import { currentSignal } from '../system/cancel';
import type { ClientRequest, FindRequest, ForgeClient, ListedPullRequest } from './forgeKind';

const TIMEOUT = 60_000;

/** A forge's own program, in a repository. */
export interface RunnableClient {
  root: string;
  client: ForgeClient;
  log: Logger;
}

/** A pull request that is there, and the branch that it goes into, where that is told. */
export interface FoundPullRequest {
  url: string;
  into?: string;
}

/**
 * The open pull request of a branch, null where there is none; undefined where the program can't tell: it is absent,
 * not signed in, or doesn't know the repository.
 */
export async function findWithClient(
  run: RunnableClient,
  request: FindRequest,
): Promise<FoundPullRequest | null | undefined> {
  const { client, log } = run;
  const { failed, out } = await runClient(run, client.find(request), '');
  if (failed !== null) {
    log.info(`${client.program} tells of no pull requests: ${withoutSecrets(failed)}`);
    return undefined;
  }
  const found = listed(out)?.map((each) => client.found(each));
  if (!found) return undefined;
  const own = found.filter((each) => isOf(each, request));
  // A branch may go into several: the one into the base is meant.
  const { url, base } = own.find((each) => each.base === request.base) ?? own[0] ?? {};
  const address = typeof url === 'string' ? addressIn(url) : null;
  return address === null ? null : { url: address, ...(typeof base === 'string' ? { into: base } : {}) };
}

/** Branches of forks have the same names: the one of the repository that is pushed to is meant. */
function isOf({ isFork, owner }: ListedPullRequest, { fork }: FindRequest): boolean {
  if (fork === null || !isFork) return isFork === (fork !== null);
  return typeof owner !== 'string' || owner.toLowerCase() === fork.path.at(-2)?.toLowerCase();
}

function listed(out: string): Record<string, unknown>[] | null {
  try {
    const read: unknown = JSON.parse(out);
    return Array.isArray(read) ? read.filter((each) => typeof each === 'object' && each !== null) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The pull request that a forge's own program opened, or said to be there; null when it is absent or refuses. */
export async function openWithClient(run: RunnableClient, request: ClientRequest): Promise<PullRequest | null> {
  const { client, log } = run;
  const made = await runClient(run, client.create(request), client.takesInput ? request.body : '');
  if (made.failed === null) {
    const created = addressIn(made.out);
    return created === null ? null : { url: created, created: true, kind: 'created' };
  }
  log.info(`${client.program} did not open a pull request: ${withoutSecrets(made.failed)}`);
  // Somebody else made it meanwhile: what is said of it ends with its address.
  const told = addressIn(/ already exists:?\s+(.*)/s.exec(made.err)?.[1] ?? '');
  return told === null ? null : { url: told, created: false, kind: 'existing' };
}

function addressIn(text: string): string | null {
  const url = /https?:\/\/\S+/.exec(text)?.[0];
  return url === undefined ? null : withoutSecrets(url);
}

interface Ran {
  /** What went wrong, or null. */
  failed: string | null;
  out: string;
  err: string;
}

function runClient({ root, client, log }: RunnableClient, args: string[], input: string): Promise<Ran> {
  const { program } = client;
  return new Promise((resolve) => {
    const env = { ...process.env, GH_PROMPT_DISABLED: '1', NO_PROMPT: '1' };
    const options = { cwd: root, timeout: TIMEOUT, env, signal: currentSignal() };
    const child = execFile(program, args, options, (error, out, err) =>
      resolve({ failed: error ? err || error.message : null, out, err }),
    );
    // One that reads no input has ended before it is given some.
    child.stdin?.on('error', (error) => log.info(`${program} took no text: ${error.message}`));
    child.stdin?.end(input);
  });
}
