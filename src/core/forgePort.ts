/** What the core needs of the forge behind a remote (GitHub …), and what is kept of its pull requests. */
export interface PullRequest {
  /** The pull request, or the page to make it on; null where neither is known: the branch is pushed. */
  url: string | null;
  created: boolean;
  /**
   * `existing`: there was one already. `page`: it is made on the page. `pushed`: it is made wherever the server has it.
   */
  kind: 'created' | 'existing' | 'page' | 'pushed';
  /** Where a draft was asked for: whether it is made as one, here or on the page. */
  draft?: boolean;
  /** Where it is there already: the branch that it goes into. */
  into?: string;
}

export interface JudgedForge {
  /** Where the branch goes. */
  remote: string;
  page: boolean;
  /** The address of the pull request that the branch has already; null where none is, or none is known. */
  existing: string | null;
  /** The branch that this one goes into, where that is told. */
  existingInto?: string;
  /** Whether the forge's own program answered: it is there and signed in, so it makes the pull request. */
  client: boolean;
  /** Whether a draft can be asked for: the program makes one, or the page is told. */
  drafts: boolean;
}

/** The forge (GitHub …) behind a remote. */
export interface Forge {
  /**
   * Whether the branch can be pushed there, as far as that shows without pushing: `page` tells whether the address is a
   * forge's, so that there is a page to open. Throws `GIT_FAILED` for a remote without an address, one that can't be
   * reached, and one that wouldn't take the branch. `pushes`: whether it is to be pushed at all; `remote`: where.
   */
  judge(o: Omit<ForgeRequest, 'title' | 'body' | 'draft'>): Promise<JudgedForge>;
  /**
   * Finds the pull request that is there, pushes the branch, unless only the remote has it, and opens a pull request
   * where there was none, or gives the page where one can be opened, if one is known.
   */
  createPullRequest(o: ForgeRequest): Promise<PullRequest>;
  /**
   * What the repository gives its pull requests to begin with, as a commit has it; null where the forge knows of none
   * there. Links aren't followed, and what is too long for a pull request isn't read.
   */
  template(o: Pick<ForgeRequest, 'remote' | 'base' | 'forges'> & { commit: string }): Promise<Template | null>;
}

/** A template of pull requests. */
export interface Template {
  /** From the top of the repository. */
  path: string;
  text: string;
}

export interface ForgeRequest {
  /** The base's. The branch is pushed where git would push it, which may be another one: a fork's. */
  remote: string;
  branch: string;
  pushes: boolean;
  base: string;
  /** Whether the base is the branch of another phase, which may be gone there by now. */
  stacked?: boolean | undefined;
  title: string;
  body: string;
  /** Whether it is not to be merged yet, as far as the forge can be told. */
  draft?: boolean | undefined;
  /** The kinds of forges by their hosts, as the user has set them. */
  forges?: Readonly<Record<string, string>> | undefined;
}

/** What is kept of a pull request that was made, or begun, from here. */
export interface NotedPullRequest {
  /** Where it is, or where it is made by hand; null where only the branch was pushed. */
  url: string | null;
  /** The commit that its branch was pushed with. */
  tip: string;
  /** The branch that it goes into, where that is another phase's. */
  into?: string;
}

/** Keeps what was made of pull requests, where every window and work tree of the repository finds it. */
export interface PullRequests {
  /** By the names of their branches; none outside a repository. */
  read(): Promise<ReadonlyMap<string, NotedPullRequest>>;
  /** Notes one in place of the one before of that branch. Throws `GIT_BUSY` when somebody keeps their turn. */
  note(branch: string, noted: NotedPullRequest): Promise<void>;
}
