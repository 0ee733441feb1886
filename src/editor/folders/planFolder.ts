import * as vscode from 'vscode';
import type { Disk, Home } from '../../core/diskPort';
import { isPlanError } from '../../core/errors';
import type { ContextMemory } from '../../core/reading/inSight';
import type { Reading } from '../../core/reading/status';
import type { PlanStatus } from '../../core/types';
import type { Engine } from '../../core/workflow/engine';
import { contextFileIn, isInFolder } from '../../core/folder/paths';
import { isSameData } from '../../core/sameData';
import type { Library } from '../../core/folder/library';
import type { PlanChoice } from '../../core/workflow/rebuild/plan';
import { isWithoutPlan } from '../../view/offers';
import { shownStatus } from '../../view/shownStatus';
import { pathIn } from '../paths';
import { contextFolderOf } from '../settings';
import type { Log } from '../log';

/** What one reading of a folder gave. */
export interface FolderReading extends Reading {
  library: Library;
  /** The plans that could be used: asked for only where none is under way. */
  openPlans: PlanChoice[];
  hasRepository: boolean;
}

export interface PlanFolderDeps {
  /** With `dryRun`, one that runs nothing: whatever comes to a plan of steps ends with `WouldRun`. */
  createEngine(folder: vscode.WorkspaceFolder, home: Home, dryRun?: boolean): Promise<Engine>;
  /** Does a piece of work that ends when the signal is aborted, taking back what it has changed. */
  withSignal<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  disk: Disk;
  log: Log;
}

/**
 * One workspace folder: its engine and the latest reading of it. Operations and readings run one after another, so that
 * no reading shows a half-done operation and no late answer replaces a newer one.
 */
export class PlanFolder implements vscode.Disposable {
  /** The latest reading; null before the first one and when the last one failed. */
  snapshot: FolderReading | null = null;
  /** Why the last reading failed, else null. */
  error: unknown = null;

  /** By what the plan stays in sight. */
  readonly #memory: ContextMemory = { last: null };
  #home: Home;
  #engine: Promise<Engine> | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  #queuedReading: Promise<void> | null = null;
  #disposed = false;
  #operations = 0;
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly #didRead = new vscode.EventEmitter<void>();
  readonly #didChangeBusy = new vscode.EventEmitter<void>();

  /** Fires when a reading differs from the one before. */
  readonly onDidChange = this.#didChange.event;
  /** Fires after every reading: a file may have changed without changing what was read of it. */
  readonly onDidRead = this.#didRead.event;
  /** Fires when operations begin and when the last one has ended. */
  readonly onDidChangeBusy = this.#didChangeBusy.event;

  constructor(
    readonly folder: vscode.WorkspaceFolder,
    private readonly deps: PlanFolderDeps,
  ) {
    this.#home = { root: folder.uri.fsPath };
  }

  get uri(): vscode.Uri {
    return this.folder.uri;
  }

  /** The disk that the folder is on. */
  get disk(): Disk {
    return this.deps.disk;
  }

  /** Where the plan's files are: here, but for a phase's worktree, whose plan is kept in the main one. */
  get planUri(): vscode.Uri {
    return this.#home.worktree === undefined ? this.uri : vscode.Uri.file(this.#home.root);
  }

  /** The context folder's path, without a slash at its end. */
  get contextFolder(): string {
    return contextFolderOf(this.uri);
  }

  /** The context file's path. */
  get contextFile(): string {
    return contextFileIn(this.contextFolder);
  }

  /** A file's path when it stands in the plan's context folder; null for every other. */
  contextPathOf(file: vscode.Uri): string | null {
    const path = pathIn(this.planUri, file);
    return path !== null && isInFolder(path, this.contextFolder) ? path : null;
  }

  /** Whether it was read, or can't be. */
  get isRead(): boolean {
    return this.snapshot !== null || this.error !== null;
  }

  get status(): PlanStatus | null {
    return this.snapshot?.status ?? null;
  }

  /** The status as it is shown: with the plan in sight while the state block can't be read. */
  get shown(): PlanStatus | null {
    return this.snapshot && shownStatus(this.snapshot);
  }

  /** Whether an operation runs or waits for its turn. */
  get busy(): boolean {
    return this.#operations > 0;
  }

  /** Reads the folder again. Calls made before the reading begins share it. */
  refresh(): Promise<void> {
    this.#queuedReading ??= this.#enqueue(() => {
      this.#queuedReading = null;
      return this.#read();
    });
    return this.#queuedReading;
  }

  /** Reads the folder again and gives its status; rejects with what kept it from being read. */
  async readStatus(): Promise<PlanStatus> {
    await this.refresh();
    if (this.snapshot) return this.snapshot.status;
    throw this.error;
  }

  /**
   * Reads the folder with texts that stand in for files, as open editors hold them; in its turn, and without a change
   * to `snapshot`.
   */
  readWith(overlay: ReadonlyMap<string, string>): Promise<Reading> {
    return this.#enqueue(async () => (await this.engine()).read(overlay, this.#memory));
  }

  /**
   * Runs an operation, then reads the folder again, so that whoever awaits it sees what it did. `signal` cancels it.
   */
  async run<T>(operation: (engine: Engine) => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.#countOperations(1);
    try {
      return await this.#enqueue(async () => {
        try {
          const engine = await this.engine();
          return await (signal ? this.deps.withSignal(signal, () => operation(engine)) : operation(engine));
        } finally {
          await this.#read();
        }
      });
    } finally {
      this.#countOperations(-1);
    }
  }

  /** Runs an operation in its turn, and nothing of what it would change: see `PlanFolderDeps.createEngine`. */
  foresee<T>(operation: (engine: Engine) => Promise<T>): Promise<T> {
    return this.#enqueue(async () => {
      const home = await this.disk.findHome(this.uri.fsPath, this.contextFolder);
      return operation(await this.deps.createEngine(this.folder, home, true));
    });
  }

  /** The engine alone, for what changes nothing and needs no place in the line. */
  async engine(): Promise<Engine> {
    const home = await this.disk.findHome(this.uri.fsPath, this.contextFolder);
    if (!isSameData(home, this.#home)) {
      this.#home = home;
      this.#engine = null;
    }
    // A failure isn't kept: the next call tries again.
    this.#engine ??= this.deps.createEngine(this.folder, home).catch((error: unknown) => {
      this.#engine = null;
      throw error;
    });
    return this.#engine;
  }

  /** Takes up changed settings. */
  async reset(): Promise<void> {
    this.#engine = null;
    await this.refresh();
  }

  dispose(): void {
    this.#disposed = true;
    this.#didChange.dispose();
    this.#didRead.dispose();
    this.#didChangeBusy.dispose();
  }

  #countOperations(by: 1 | -1): void {
    const before = this.busy;
    this.#operations += by;
    if (this.busy !== before) this.#didChangeBusy.fire();
  }

  #enqueue<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(task);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  async #read(): Promise<void> {
    const before = { snapshot: this.snapshot, error: this.error };
    try {
      this.snapshot = await this.#readWhole();
      this.error = null;
    } catch (error) {
      this.snapshot = null;
      this.error = error;
    }
    if (this.#disposed) return;
    this.#didRead.fire();
    if (!this.#differs(before)) return;
    if (this.error !== null && !isPlanError(this.error)) {
      this.deps.log.error(`Can't read the plan of ${this.folder.name}.`, this.error);
    }
    this.#didChange.fire();
  }

  /** `git switch` changes files and HEAD one after another: what was read across such a change is read again. */
  async #readWhole(): Promise<FolderReading> {
    const engine = await this.engine();
    for (let tries = 3; ; tries--) {
      const git = await this.disk.findGitDirs(this.uri.fsPath);
      const head = git && (await this.disk.readHead(git));
      const [reading, library] = await Promise.all([engine.read(undefined, this.#memory), engine.library()]);
      if (tries === 0 || !git || (await this.disk.readHead(git)) === head) {
        const openPlans = isWithoutPlan(reading.status) ? await engine.openPlans() : [];
        return { ...reading, library, openPlans, hasRepository: git !== null };
      }
    }
  }

  #differs(before: { snapshot: FolderReading | null; error: unknown }): boolean {
    const unlike = !isSameData(whatShows(before.snapshot), whatShows(this.snapshot));
    return unlike || String(before.error) !== String(this.error);
  }
}

/** A fix that computes its changes is new with each reading: what can be seen of it is compared. */
function whatShows(snapshot: FolderReading | null): unknown {
  if (!snapshot) return null;
  const findings = snapshot.findings.map((finding) => ({ ...finding, fixes: finding.fixes.map(({ title }) => title) }));
  const repair = snapshot.obstacle?.repair?.title;
  return { ...snapshot, findings, obstacle: { ...snapshot.obstacle, repair } };
}
