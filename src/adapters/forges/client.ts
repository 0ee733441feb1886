import { execFile } from 'node:child_process';
import type { Logger, PullRequest } from '../../core/ports';
import { withoutSecrets } from '../../core/secrets';
import { currentSignal } from '../system/cancel';
import type { ClientRequest, ForgeClient } from './forgeKind';

const TIMEOUT = 60_000;

/** The pull request that a forge's own program opened or found; null when it is absent or refuses. */
export async function openWithClient(
  root: string,
  client: ForgeClient,
  request: ClientRequest,
  log: Logger,
): Promise<PullRequest | null> {
  const run = (args: string[], input: string): Promise<Ran> =>
    runClient(root, { program: client.program, args, input, log });
  const made = await run(client.create(request), client.takesInput ? request.body : '');
  const created = made.failed === null ? addressIn(made.out) : null;
  if (created !== null) return { url: created, created: true, kind: 'created' };
  if (made.failed !== null) log.info(`${client.program} did not open a pull request: ${withoutSecrets(made.failed)}`);
  if (made.failed === null || currentSignal()?.aborted) return null;
  // What it says of one that is there already ends with its address.
  const told = addressIn(/ already exists:?\s+(.*)/s.exec(made.err)?.[1] ?? '');
  const url = told ?? (client.find && (await findExisting(run, client.find(request))));
  return url ? { url, created: false, kind: 'existing' } : null;
}

async function findExisting(run: (args: string[], input: string) => Promise<Ran>, args: string[]) {
  const { failed, out } = await run(args, '');
  if (failed !== null) return null;
  const address = /"web_url"\s*:\s*"(https?:[^"]+\/merge_requests\/\d+)"/.exec(out)?.[1];
  return address === undefined ? null : withoutSecrets(address);
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

function runClient(root: string, o: { program: string; args: string[]; input: string; log: Logger }): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { ...process.env, GH_PROMPT_DISABLED: '1', NO_PROMPT: '1' };
    const options = { cwd: root, timeout: TIMEOUT, env, signal: currentSignal() };
    const child = execFile(o.program, o.args, options, (error, out, err) =>
      resolve({ failed: error ? err || error.message : null, out, err }),
    );
    // One that reads no input has ended before it is given some.
    child.stdin?.on('error', (error) => o.log.info(`${o.program} took no text: ${error.message}`));
    child.stdin?.end(o.input);
  });
}
