import type { RepositoryAddress } from './address';
import { azure } from './azure';
import { bitbucketCloud, bitbucketServer } from './bitbucket';
import type { ForgeKind } from './forgeKind';
import { gitea } from './gitea';
import { github } from './github';
import { gitlab } from './gitlab';
import { codeCommit, sourcehut } from './others';

/** Every kind of forge that is known; the first whose host, form or label fits counts (docs/forges.md). */
export const FORGES: readonly ForgeKind[] = [
  github,
  gitlab,
  bitbucketCloud,
  bitbucketServer,
  azure,
  codeCommit,
  sourcehut,
  gitea,
];

/**
 * The kind of forge that an address is of: what the user has set for its host, else by the host, by the address's form,
 * by a whole label of the host's name. Null where none of these tells.
 */
export function forgeOf(address: RepositoryAddress, set: Readonly<Record<string, string>> = {}): ForgeKind | null {
  const { host, site } = address;
  const wanted = Object.entries(set).find(([name]) => [host, new URL(site).host].includes(name.toLowerCase()))?.[1];
  const labels = host.split('.');
  return (
    FORGES.find(({ id }) => id === wanted) ??
    FORGES.find(({ hosts }) => hosts.includes(host)) ??
    FORGES.find(({ isOwnForm }) => isOwnForm?.(address)) ??
    FORGES.find((kind) => kind.labels.some((label) => labels.includes(label))) ??
    null
  );
}
