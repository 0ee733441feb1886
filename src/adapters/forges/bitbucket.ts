import type { RepositoryAddress } from './address';
import { encoded, home, query, type ForgeKind } from './forgeKind';

export const bitbucketCloud: ForgeKind = {
  id: 'bitbucket',
  hosts: ['bitbucket.org'],
  labels: [],
  page: (base, o) =>
    `${home(o.fork ?? base)}/pull-requests/new?${query({
      source: o.branch,
      dest: o.fork ? `${base.path.join('/')}::${o.base}` : o.base,
      title: o.title,
    })}`,
};

/** Bitbucket Server and Data Center: `/scm/<project>/<repository>`, or `/<project>/<repository>` by SSH. */
export const bitbucketServer: ForgeKind = {
  id: 'bitbucket-server',
  hosts: [],
  labels: ['bitbucket', 'stash'],
  isOwnForm: ({ path }) => path.length >= 3 && path.at(-3)?.toLowerCase() === 'scm',
  page: (base, o) =>
    `${repositoryPage(o.fork ?? base)}/pull-requests?create&${query({
      sourceBranch: `refs/heads/${o.branch}`,
      targetBranch: `refs/heads/${o.base}`,
      title: o.title,
    })}`,
};

/** What stands before `/scm/` is the path that the whole server is under. */
function repositoryPage({ site, path }: RepositoryAddress): string {
  const [project = '', repository = ''] = path.slice(-2);
  const under = path.slice(0, -2).filter((part, at, parts) => at < parts.length - 1 || part.toLowerCase() !== 'scm');
  const owner = project.startsWith('~') ? ['users', project.slice(1)] : ['projects', project.toUpperCase()];
  return [site, ...[...under, ...owner, 'repos', repository].map(encoded)].join('/');
}
