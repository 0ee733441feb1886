import { compared, type ForgeKind } from './forgeKind';

/** GitHub, and GitHub Enterprise. */
export const github: ForgeKind = {
  id: 'github',
  hosts: ['github.com'],
  labels: ['github', 'ghe'],
  page: compared,
  client: {
    program: 'gh',
    create: (o) => [
      ...['pr', 'create', `--head=${ownerAnd(o)}`, `--base=${o.base}`, `--title=${o.title}`, '--body-file=-'],
      ...(o.repository ? [`--repo=${[o.repository.host, ...o.repository.path].join('/')}`] : []),
    ],
    takesInput: true,
  },
};

/** `gh` knows a fork by its owner alone. */
function ownerAnd({ branch, fork }: { branch: string; fork: { path: string[] } | null }): string {
  const owner = fork?.path.at(-2);
  return owner === undefined ? branch : `${owner}:${branch}`;
}
