import { home, query, type ForgeKind } from './forgeKind';

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
  client: {
    program: 'glab',
    create: (o) => [
      ...['mr', 'create', '--yes', `--source-branch=${o.branch}`, `--target-branch=${o.base}`],
      ...[`--title=${o.title}`, `--description=${o.body}`],
      ...(o.fork ? [`--head=${o.fork.path.join('/')}`] : []),
    ],
    takesInput: false,
    find: (o) => ['mr', 'view', o.branch, '--output=json'],
  },
};
