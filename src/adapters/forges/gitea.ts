import { compared, inEach, type ForgeKind } from './forgeKind';

/** Gitea, Forgejo, Codeberg. */
export const gitea: ForgeKind = {
  id: 'gitea',
  hosts: ['codeberg.org', 'gitea.com'],
  labels: ['gitea', 'forgejo', 'codeberg'],
  page: compared,
  templates: inEach(['', '.forgejo/', '.gitea/', '.github/', 'docs/'], 'pull_request_template.md'),
  // As its servers are set up; another prefix is a setting of the server.
  draftPrefix: 'WIP: ',
};
