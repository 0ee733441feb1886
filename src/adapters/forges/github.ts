import { compared, inEach, type FindRequest, type ForgeKind } from './forgeKind';

/** GitHub, and GitHub Enterprise. */
export const github: ForgeKind = {
  id: 'github',
  hosts: ['github.com'],
  labels: ['github', 'ghe'],
  page: compared,
  templates: [
    ...inEach(['.github/', '', 'docs/'], 'pull_request_template.md', 'pull_request_template.txt'),
    ...inEach(['.github/', '', 'docs/'], 'pull_request_template/'),
  ],
  client: {
    program: 'gh',
    create: (o) => [
      ...['pr', 'create', `--head=${ownerAnd(o)}`, `--base=${o.base}`, `--title=${o.title}`, '--body-file=-'],
      ...(o.draft ? ['--draft'] : []),
      ...repo(o),
    ],
    takesInput: true,
    find: (o) => [
      ...['pr', 'list', '--state=open', `--head=${o.branch}`, '--limit=100'],
      ...['--json=url,baseRefName,isCrossRepository,headRepositoryOwner', ...repo(o)],
    ],
    found: (each) => ({
      url: each.url,
      base: each.baseRefName,
      isFork: each.isCrossRepository === true,
      owner: (each.headRepositoryOwner as { login?: unknown } | null)?.login,
    }),
  },
};

/** Left out, `gh` takes the repository that it finds by the remotes. */
function repo({ repository }: FindRequest): string[] {
  return repository ? [`--repo=${[repository.host, ...repository.path].join('/')}`] : [];
}

/** `gh` knows a fork by its owner alone. */
function ownerAnd({ branch, fork }: { branch: string; fork: { path: string[] } | null }): string {
  const owner = fork?.path.at(-2);
  return owner === undefined ? branch : `${owner}:${branch}`;
}
