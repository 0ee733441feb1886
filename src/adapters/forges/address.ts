import { withoutSecrets } from '../../core/secrets';

/** Where a repository is on the web, as far as the address of a remote tells. */
export interface RepositoryAddress {
  /** In lower case, without the port. */
  host: string;
  /** `https://gitlab.acme.com:8443`: the port is only known where the address is one of the web. */
  site: string;
  /** Decoded, without the `.git` at its end: `['o', 'r']`. */
  path: string[];
  isSsh: boolean;
}

/** Hosts on which forges take SSH where its own port is closed. */
const SSH_HOSTS: Record<string, string> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
};

/** `[user@]host:path`, as git reads it: a colon before the first slash. A drive of Windows is no host. */
const SCP_FORM = /^(?:[^@/\s]+@)?(\[[\da-f:.]+\]|[^\s:/@[\]]{2,}):(?!\/\/)(.+)$/i;

/**
 * Reads the address of a remote. Null for what is none of the web: a folder, or a transport that no forge has. Users,
 * passwords and tokens in it are passed over.
 */
export function readAddress(remote: string): RepositoryAddress | null {
  const [address = ''] = withoutSecrets(remote.trim()).split(/[?#]/);
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(address)) {
    const [, host = '', path = ''] = SCP_FORM.exec(address) ?? [];
    return host === '' || path.includes('\\') ? null : addressOf(`https://${host}`, path, true);
  }
  const [, scheme = '', rest = ''] = /^([a-z][a-z\d+.-]*):\/\/(.*)$/is.exec(address) ?? [];
  const transport = scheme.toLowerCase();
  if (!['http', 'https', 'ssh', 'git', 'git+ssh', 'ssh+git'].includes(transport)) return null;
  const isWeb = transport === 'http' || transport === 'https';
  const [, host = '', path = ''] = /^(?:[^/@]*@)?([^/]*)\/+(.*)$/s.exec(rest) ?? [];
  const site = isWeb ? `${transport}://${host}` : `https://${host.replace(/:\d*$/, '')}`;
  return addressOf(site, path, transport.includes('ssh'));
}

function addressOf(site: string, path: string, isSsh: boolean): RepositoryAddress | null {
  if (!URL.canParse(site)) return null;
  const { protocol, host, hostname } = new URL(site);
  const parts = path
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  if (hostname === '' || parts.length === 0) return null;
  const own = SSH_HOSTS[hostname];
  return { host: own ?? hostname, site: own ? `https://${own}` : `${protocol}//${host}`, path: parts, isSsh };
}

/** The same repository on the host that `ssh` knows under that name. */
export function onHost(address: RepositoryAddress, hostname: string): RepositoryAddress {
  const host = SSH_HOSTS[hostname] ?? hostname;
  return { ...address, host, site: `https://${host.includes(':') ? `[${host}]` : host}` };
}

/** Whether a host may be one of the web by its name: a short one is only known to the user's own `ssh`. */
export function isOnTheWeb({ host, isSsh }: RepositoryAddress): boolean {
  return !isSsh || host.includes('.') || host.includes(':') || host === 'localhost';
}

/** A sign that stands for nothing stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
