import type { RepositoryAddress } from './address';
import { encoded, inEach, query, type ForgeKind } from './forgeKind';

const FOLDERS = ['.azuredevops/', '.vsts/', 'docs/', ''];
const VISUAL_STUDIO = '.visualstudio.com';

/** Azure DevOps in both forms of its addresses, and Azure DevOps Server. */
export const azure: ForgeKind = {
  id: 'azure',
  hosts: ['dev.azure.com', 'ssh.dev.azure.com'],
  labels: [],
  isOwnForm: ({ host, path }) => host.endsWith(VISUAL_STUDIO) || path.includes('_git'),
  page: (base, o) =>
    `${repositoryPage(o.fork ?? base)}/pullrequestcreate?${query({ sourceRef: o.branch, targetRef: o.base })}`,
  templates: [
    ...inEach(FOLDERS, 'pull_request_template/branches/{base}.md', 'pull_request_template/branches/{base}.txt'),
    ...inEach(FOLDERS, 'pull_request_template.md', 'pull_request_template.txt'),
  ],
};

/** By SSH an address is `v3/<organization>/<project>/<repository>`. */
function repositoryPage({ host, site, path }: RepositoryAddress): string {
  const [version = '', organization = '', project = '', repository = ''] = path;
  if (path.length !== 4 || version !== 'v3') return [site, ...path.map(encoded)].join('/');
  const web = host.endsWith(VISUAL_STUDIO)
    ? [`https://${organization}${VISUAL_STUDIO}`]
    : ['https://dev.azure.com', organization];
  const [first = '', ...more] = web;
  return [first, ...[...more, project, '_git', repository].map(encoded)].join('/');
}
