import { home, query, type FindRequest, type ForgeKind } from './forgeKind';

export const gitlab: ForgeKind = {
  id: 'gitlab',
  hosts: ['gitlab.com'],
  labels: ['gitlab'],
  // A fork's own page proposes the project that it was forked from.
  page: (base, o) =>
    `${home(o.fork ?? base)}/-/merge_requests/new?${query({
      'merge_request[source_branch]': o.branch,
      'merge_request[target_branch]': o.base,
      'merge_request[title]': o.title,
    })}`,
  templates: ['.gitlab/merge_request_templates/default.md'],
  draftPrefix: 'Draft: ',
  client: {
    program: 'glab',
    create: (o) => [
      ...['mr', 'create', '--yes', `--source-branch=${o.branch}`, `--target-branch=${o.base}`],
      ...[`--title=${o.title}`, `--description=${o.body}`],
      ...(o.draft ? ['--draft'] : []),
      ...(o.fork ? [`--head=${home(o.fork)}`] : []),
      ...repo(o),
    ],
    takesInput: false,
    find: (o) => ['mr', 'list', `--source-branch=${o.branch}`, '--per-page=100', '--output=json', ...repo(o)],
    found: (each) => ({
      url: each.web_url,
      base: each.target_branch,
      isFork: each.source_project_id !== each.target_project_id,
    }),
  },
};

/** By its whole address: a name alone is taken for one on `gitlab.com`. */
function repo({ repository }: FindRequest): string[] {
  return repository ? [`--repo=${home(repository)}`] : [];
}
