import type { RepositoryAddress } from './address';

/** What a pull request is to be of. */
export interface Comparison {
  branch: string;
  base: string;
  title: string;
  /** The repository that the branch is pushed to, where that is another one than the base's: a fork. */
  fork: RepositoryAddress | null;
}

/** One kind of forge, as data. */
export interface ForgeKind {
  /** As `phasedPlans.forges` names it. */
  id: string;
  /** Hosts that are this forge. */
  hosts: readonly string[];
  /** Words that a host's name has as whole labels where it is one of this kind: `gitlab` of `gitlab.acme.com`. */
  labels: readonly string[];
  /** Whether an address has a form that only this kind gives; left out: none has. */
  isOwnForm?: (address: RepositoryAddress) => boolean;
  /** The page on which a pull request is made by hand; null where there is none. */
  page: (base: RepositoryAddress, comparison: Comparison) => string | null;
  /** What the title of a draft begins with on that page; left out: a draft is chosen there by hand. */
  draftPrefix?: string;
  /**
   * Where a repository keeps the text that its pull requests begin with, the place that counts first: paths from its
   * top in lower case, whatever their case there is. One that ends with a slash is a folder, of which the default one
   * or the only one counts; `{base}` is the first part of the base branch's name. Left out: the forge knows none.
   */
  templates?: readonly string[];
  /** The command-line client that makes one; left out: none is known. */
  client?: ForgeClient;
}

/** What a client is run for. */
export interface ClientRequest extends Comparison {
  body: string;
  draft: boolean;
  repository: RepositoryAddress | null;
}

export interface ForgeClient {
  program: string;
  /** What makes the pull request; its text is given on the standard input where `takesInput` says so. */
  create: (request: ClientRequest) => string[];
  takesInput: boolean;
  /** What lists the open pull requests of a branch of that name as JSON, those of other repositories among them. */
  find: (request: FindRequest) => string[];
  /** What one of the list is. */
  found: (listed: Readonly<Record<string, unknown>>) => ListedPullRequest;
}

/** What is asked of a pull request that may be there already. */
export type FindRequest = Pick<ClientRequest, 'branch' | 'base' | 'fork' | 'repository'>;

export interface ListedPullRequest {
  url: unknown;
  base: unknown;
  /** Whether its branch is in another repository than its base. */
  isFork: boolean;
  /** Whose that one is, as its address has it; left out: the forge doesn't tell. */
  owner?: unknown;
}

/** Each of these files in each of these folders, the folder that counts first before the others. */
export function inEach(folders: readonly string[], ...files: readonly string[]): string[] {
  return folders.flatMap((folder) => files.map((file) => folder + file));
}

export const encoded = encodeURIComponent;

/** The repository's own page. */
export function home({ site, path }: RepositoryAddress): string {
  return `${site}/${path.map(encoded).join('/')}`;
}

/** `a=1&b=2`, both sides encoded. */
export function query(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');
}

/** `/compare/main...branch`, with whose it is: `ada:branch`, `ada:repository:branch` of a fork with another name. */
export function compared(base: RepositoryAddress, { branch, base: into, title, fork }: Comparison): string {
  const [name, owner] = [fork?.path.at(-1), fork?.path.at(-2)];
  const head = owner === undefined ? [] : [owner, ...(name === undefined || name === base.path.at(-1) ? [] : [name])];
  const branches = `${encoded(into)}...${[...head, branch].map(encoded).join(':')}`;
  return `${home(base)}/compare/${branches}?${query({ expand: '1', title })}`;
}
