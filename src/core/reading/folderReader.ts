import type { ContextFile } from '../context/model';
import type { Git, IsUnchanged, Ports } from '../ports';
import { isSameData } from '../sameData';
import { readFolder, type MergedCache, type ReadOptions } from './readFolder';
import type { Reading } from './status';

/** A reading, and whether what it was made from is surely as it was. */
interface Known {
  asked: string;
  reading: Reading;
  context: ContextFile | null;
  isUnchanged: IsUnchanged;
}

/** Reads a folder, and gives the same reading again while nothing of what it was made from has changed. */
export class FolderReader {
  readonly #merged: MergedCache = new Map();
  #known: Known | null = null;

  constructor(private readonly ports: Ports) {}

  /** As `readFolder`. Whoever gets a reading changes nothing of it. */
  async read(o: ReadOptions = {}): Promise<Reading> {
    if ((o.overlay?.size ?? 0) > 0) return readFolder(this.ports, this.#merged, o);
    const asked = JSON.stringify([this.ports.settings(), this.ports.trusted(), this.ports.worktree]);
    const known = this.#known;
    if (known?.asked !== asked || !(await known.isUnchanged())) return this.#readNow(asked, o);
    if (o.memory) o.memory.last = known.context ?? o.memory.last;
    return known.reading;
  }

  async #readNow(asked: string, o: ReadOptions): Promise<Reading> {
    const noted = notingPorts(this.ports);
    this.#known = null;
    if (!noted) return readFolder(this.ports, this.#merged, o);
    const memory = o.memory ?? { last: null };
    const reading = await readFolder(noted.ports, this.#merged, { memory });
    // How a plan that can't be read is shown depends on what was seen before.
    if (reading.obstacle === null)
      this.#known = { asked, reading, context: memory.last, isUnchanged: noted.isUnchanged };
    return reading;
  }
}

/** The ports, noting what is asked of them; null for those that can't. */
function notingPorts(ports: Ports): { ports: Ports; isUnchanged: IsUnchanged } | null {
  const { pullRequests } = ports;
  const files = ports.files.noting?.();
  const git = notingGit(ports.git);
  if (!files || !git) return null;
  const unsaved = new Map<string, string | null>();
  const unsavedText = (path: string): string | null => ports.documents.unsavedText?.(path) ?? null;
  let notes: unknown;
  const checks: IsUnchanged[] = [
    () => Promise.resolve([...unsaved].every(([path, text]) => unsavedText(path) === text)),
    files.isUnchanged,
    git.isUnchanged,
    async () => notes === undefined || isSameData(notes, await pullRequests?.read()),
  ];
  const noting: Ports = {
    ...ports,
    files: files.files,
    documents: {
      hasUnsavedChanges: (path) => ports.documents.hasUnsavedChanges(path),
      unsavedText: (path) => {
        const text = unsavedText(path);
        unsaved.set(path, text);
        return text;
      },
    },
    git: git.git,
    ...(pullRequests && {
      pullRequests: {
        ...pullRequests,
        read: async () => {
          const read = await pullRequests.read();
          notes = read;
          return read;
        },
      },
    }),
  };
  return { ports: noting, isUnchanged: async () => (await Promise.all(checks.map((check) => check()))).every(Boolean) };
}

/** Other work trees have files of their own: a reading that asks for them is never given again. */
function notingGit(git: Git): { git: Git; isUnchanged: IsUnchanged } | null {
  if (!git.noting) return null;
  let isOpened: boolean | null = null;
  let asksOthers = false;
  const checks: IsUnchanged[] = [];
  const noting: Git = {
    ...git,
    open: async () => {
      isOpened = false;
      await git.open();
      if (git.noting) checks.push(await git.noting());
      isOpened = true;
    },
    worktrees: () => {
      asksOthers = true;
      return git.worktrees();
    },
    inWorktree: (path) => {
      asksOthers = true;
      return git.inWorktree(path);
    },
  };
  return {
    git: noting,
    isUnchanged: async () =>
      // Where there is no repository, one may be made anywhere above.
      isOpened !== false && !asksOthers && (await Promise.all(checks.map((check) => check()))).every(Boolean),
  };
}
