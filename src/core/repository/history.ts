import { initMessage } from '../plan/names';
import type { Git } from '../ports';
import type { LogEntry } from '../gitData';

/** What a phase did itself, told apart from what merges brought into its branch. */
export interface History {
  /** Where it began: the parent of its first commit, else the merge base. */
  from: string;
  tip: string;
  /** Its first commit, or null. */
  first: string | null;
  /** Its own commits, oldest first; merges of others' work among them, which touch no files themselves. */
  own: LogEntry[];
  /** What merges of the base or of other phases brought. */
  brought: LogEntry[];
  /** The commits that those merges brought it from. */
  heads: string[];
}

interface Scope {
  /** The tip of the phase's branch. */
  tip: string;
  /** The message of its first commit. */
  message: string;
  /** The base branch, local and remote, the one that counts first. */
  base: readonly string[];
  /** The tips of the other phases' branches. */
  others: readonly string[];
}

/** The own commits of a phase; null when it can't be told where it began. */
export async function findHistory(git: Git, o: Scope): Promise<History | null> {
  const first = await git.findCommit(o.tip, o.message);
  const from = first?.parent ?? (o.base[0] === undefined ? null : await git.mergeBase(o.base[0], o.tip));
  if (from === null) return null;
  const log = await git.log(from, o.tip);
  const found = { from, tip: o.tip, first: first?.commit ?? null, own: log, brought: [], heads: [] };
  if (log.every((commit) => commit.parents.length < 2)) return found;
  return { ...found, ...divide(new Graph(log, o.message), o.tip, await foreignCommits(git, from, o)) };
}

/** The commits since a phase began, parents first, and what can be told of each by those before it. */
class Graph {
  readonly byId = new Map<string, LogEntry>();
  /** The phase's first commit and what was built on it. */
  readonly built = new Set<string>();
  /** The first commits of other phases and what was built on them. */
  readonly elsewhere = new Set<string>();

  constructor(
    readonly log: readonly LogEntry[],
    message: string,
  ) {
    const anyFirst = initMessage('', null);
    for (const commit of log) {
      this.byId.set(commit.commit, commit);
      const after = (set: ReadonlySet<string>): boolean => commit.parents.some((parent) => set.has(parent));
      if (commit.subject === message || after(this.built)) this.built.add(commit.commit);
      const other = commit.subject.startsWith(anyFirst) && commit.subject !== message;
      if (other || after(this.elsewhere)) this.elsewhere.add(commit.commit);
    }
  }

  /** A commit and what is reachable from it, as far as the log goes; `next`: the parents to follow. */
  reach(tip: string, next = (commit: LogEntry): readonly string[] => commit.parents): Set<string> {
    const seen = new Set<string>();
    const open = [tip];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const commit = this.byId.get(id);
      if (!commit || seen.has(id)) continue;
      seen.add(id);
      open.push(...next(commit));
    }
    return seen;
  }

  /** Along first parents, the newest first. */
  mainline(tip: string): LogEntry[] {
    return [...this.reach(tip, ({ parents }) => parents.slice(0, 1))].flatMap((id) => this.byId.get(id) ?? []);
  }
}

interface Foreign {
  /** Everything on the base. */
  base: ReadonlySet<string>;
  /** The base and the other phases' branches, as their tips were one after another. */
  tips: ReadonlySet<string>;
  /** Everything on those of them that don't have the phase's own tip: on one that it was merged into, all is mixed. */
  apart: ReadonlySet<string>;
}

async function foreignCommits(git: Git, from: string, { tip, base, others }: Scope): Promise<Foreign> {
  const apart: string[] = [];
  for (const each of new Set([...base, ...others])) if (!(await git.isAncestor(tip, each))) apart.push(each);
  return {
    base: await git.reachable(from, base),
    tips: await git.reachable(from, [...base, ...others], { firstParents: true }),
    apart: await git.reachable(from, apart),
  };
}

function divide(graph: Graph, last: string, foreign: Foreign): Pick<History, 'tip' | 'own' | 'brought' | 'heads'> {
  const { tip, above, heads } = findTip(graph, last, foreign);
  const main = new Set(graph.mainline(tip).map((each) => each.commit));
  const isForeign = (id: string): boolean =>
    !main.has(id) &&
    (foreign.tips.has(id) || (!graph.built.has(id) && (foreign.apart.has(id) || graph.elsewhere.has(id))));
  const mine = graph.reach(tip, ({ parents }) => {
    heads.push(...parents.filter((id) => graph.byId.has(id) && isForeign(id)));
    return parents.filter((id) => !isForeign(id));
  });
  for (const id of above) mine.add(id);
  const end = above.length > 0 ? last : tip;
  const all = graph.reach(end);
  return {
    tip: end,
    own: graph.log.filter((each) => mine.has(each.commit)),
    brought: graph.log.filter((each) => all.has(each.commit) && !mine.has(each.commit)),
    heads,
  };
}

/**
 * The last commit of the phase itself. A branch that was moved along with the base after it was merged there (or HEAD,
 * where the branch is gone) stands on a merge whose first parent is the base: the phase is behind the other one.
 * `above`: what was committed on the branch after that.
 */
function findTip(graph: Graph, last: string, { base }: Foreign): { tip: string; above: string[]; heads: string[] } {
  const above: string[] = [];
  const heads: string[] = [];
  let tip = last;
  for (;;) {
    const line = graph.mainline(tip);
    const crossing = line.findLastIndex((each) => graph.built.has(each.commit));
    const merge = line[crossing];
    const next = merge?.parents.find((id) => graph.built.has(id));
    // It goes down to the phase's first commit, which isn't built on another.
    if (merge === undefined || next === undefined || merge.parents[0] === next) return { tip, above, heads };
    above.push(...line.slice(0, crossing).flatMap(({ commit }) => (base.has(commit) ? [] : [commit])));
    heads.push(...merge.parents.slice(0, 1));
    tip = next;
  }
}
