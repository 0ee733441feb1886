import type { Head, Ref } from '../../core/ports';
import type { GitExec } from './exec';
import { must } from './repository';

const FIELDS = '%(refname)%00%(objectname)%00%(upstream)%00%(symref)%00%(HEAD)';

/** Every local branch and remote-tracking branch, in one command. */
export async function readRefs(exec: GitExec, remotes: readonly string[]): Promise<Ref[]> {
  const { out } = await must(exec, { args: ['for-each-ref', `--format=${FIELDS}`, 'refs/heads', 'refs/remotes'] });
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [full = '', commit = '', upstream = '', target = ''] = line.split('\0');
      const name = shortName(full);
      const isRemote = full.startsWith('refs/remotes/');
      return {
        name,
        // The longest name wins: a remote's name may hold a slash.
        remote: isRemote
          ? (longest(remotes.filter((remote) => name.startsWith(`${remote}/`))) ?? name.split('/')[0] ?? null)
          : null,
        commit,
        upstream: upstream ? shortName(upstream) : null,
        target: target ? shortName(target) : null,
      };
    });
}

function shortName(full: string): string {
  return full.replace(/^refs\/(heads|remotes)\//, '');
}

function longest(names: string[]): string | undefined {
  return names.sort((a, b) => b.length - a.length)[0];
}

export async function readHead(exec: GitExec): Promise<Head> {
  const both = await exec({ args: ['rev-parse', 'HEAD', '--symbolic-full-name', 'HEAD'] });
  const [commit = '', name = ''] = both.out.trim().split('\n');
  if (both.code === 0) return { branch: name === 'HEAD' ? null : shortName(name), commit };
  // A branch that has no commit yet.
  const unborn = await exec({ args: ['symbolic-ref', 'HEAD'] });
  return { branch: unborn.code === 0 ? shortName(unborn.out.trim()) : null, commit: null };
}

export async function readRemotes(exec: GitExec): Promise<string[]> {
  const { out } = await must(exec, { args: ['remote'] });
  return out.split('\n').filter((line) => line !== '');
}
