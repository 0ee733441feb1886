import { execFile } from 'node:child_process';

const TIMEOUT = 5_000;

/**
 * The host that `ssh` connects to under a name, by the user's own configuration; null where that can't be asked. It
 * connects to nothing here.
 */
export async function sshHost(name: string): Promise<string | null> {
  const bare = name.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const child = execFile('ssh', ['-G', '--', bare], { timeout: TIMEOUT }, (error, stdout) => {
      const host = /^hostname (\S+)$/m.exec(stdout)?.[1];
      resolve(error || host === undefined ? null : host.toLowerCase());
    });
    child.stdin?.end();
  });
}
