import type { GitExec } from './exec';

/** What the configuration says of remotes. */
export interface RemoteSettings {
  remotes: string[];
  /** Where a remote's branches are kept under another name than its own (`remote.*.fetch`), and the usual one. */
  kept: { to: string; usual: string }[];
  /** Whether it says how ssh is run. */
  hasSsh: boolean;
}

/** Asks for all of it at once: as `git remote` lists them. */
export async function readRemoteSettings(exec: GitExec): Promise<RemoteSettings> {
  const { out } = await exec({ args: ['config', '-z', '--get-regexp', '^(remote\\..*|core\\.sshcommand)$'] });
  const entries = out.split('\0').map((entry): [key: string, value: string] => {
    const end = entry.indexOf('\n');
    return end === -1 ? [entry, ''] : [entry.slice(0, end), entry.slice(end + 1)];
  });
  // The name may hold dots; a key such as `remote.pushDefault` has none.
  const named = entries.flatMap(([key, value]) => {
    const [, remote, what] = /^remote\.(.+)\.([^.]+)$/.exec(key) ?? [];
    return remote === undefined ? [] : [{ remote, what, value }];
  });
  const kept = named.flatMap(({ remote, what, value }) => {
    const to = what === 'fetch' ? /^\+?refs\/heads\/\*:(refs\/remotes\/.+\/)\*$/.exec(value)?.[1] : undefined;
    return to === undefined ? [] : [{ to, usual: `refs/remotes/${remote}/` }];
  });
  const hasSsh = entries.findLast(([key]) => key === 'core.sshcommand')?.[1].trim();
  return { remotes: [...new Set(named.map(({ remote }) => remote))].sort(), kept, hasSsh: (hasSsh ?? '') !== '' };
}

/** The name of a ref that is kept under another one; any other stays. */
export function usualName(ref: string, kept: RemoteSettings['kept']): string {
  const found = kept.find(({ to }) => ref.startsWith(to));
  return found ? found.usual + ref.slice(found.to.length) : ref;
}
