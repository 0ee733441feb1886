import * as vscode from 'vscode';
import type { ForeignOffer } from '../../core/workflow/foreignOffers';
import { isSameData } from '../../core/sameData';
import { isWithoutPlan } from '../../view/offers';
import { isPlanElsewhere } from '../../view/nextAction';
import type { Log } from '../log';
import { pathIn } from '../paths';
import type { PlanFolder } from './planFolder';
import type { PlanStore } from './store';

/** What is installed, built or git's own holds no plans of the project; what git ignores is left out afterwards. */
const EXCLUDED = '**/{node_modules,bower_components,.git,.hg,.svn,.venv,dist,out,target,vendor}/**';
const MOST_FILES = 1_000;
/** So long after the last sign of a change it is looked, so that one look does for many. */
const DELAY_MS = 800;

const KEY = 'phasedPlans.offeredPlans.dismissed';

/**
 * The plans of other methods in the folders that have none of ours: looked for once somebody looks at them, and again
 * when such a file changes. What was dismissed isn't offered again.
 */
export class OfferedPlans implements vscode.Disposable {
  readonly #found = new Map<string, ForeignOffer[]>();
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly #waiting = new Map<PlanFolder, ReturnType<typeof setTimeout>>();
  #watching: vscode.Disposable | null = null;
  #files: vscode.Disposable | null = null;
  /** Fires when there are others than before. */
  readonly onDidChange = this.#didChange.event;

  constructor(private readonly deps: { store: PlanStore; memory: vscode.Memento; log: Log }) {}

  /** Those that were found last and not dismissed; none where there is a plan under way. */
  of(folder: PlanFolder): ForeignOffer[] {
    const dismissed = this.#dismissed(folder);
    return isOffered(folder) ? this.#all(folder).filter(({ source }) => !dismissed.includes(source)) : [];
  }

  /** Has them looked for soon, from now on also when files change: somebody looks at where they are offered. */
  look(): void {
    this.#watching ??= this.#watch();
    for (const folder of this.deps.store.folders) this.#soon(folder);
  }

  /** Looks for them now, dismissed ones too. */
  async find(folder: PlanFolder): Promise<ForeignOffer[]> {
    const { FOUND_BY } = await import('../../core/workflow/foreignOffers');
    const pattern = `**/{${FOUND_BY.join(',')}}`;
    this.#files ??= this.#watchFiles(pattern);
    const files = await vscode.workspace.findFiles(
      new vscode.RelativePattern(folder.uri, pattern),
      new vscode.RelativePattern(folder.uri, EXCLUDED),
      MOST_FILES,
    );
    const paths = files.flatMap((file) => pathIn(folder.uri, file) ?? []).sort();
    const found = paths.length === 0 ? [] : await (await folder.engine()).foreignOffers(paths);
    const before = this.#all(folder);
    this.#found.set(folder.uri.toString(), found);
    if (!isSameData(found, before)) this.#didChange.fire();
    return found;
  }

  /** Never offers these again; all that are offered when none is named. */
  async dismiss(folder: PlanFolder, source?: string): Promise<void> {
    const gone = source === undefined ? this.of(folder).map((each) => each.source) : [source];
    const all = this.deps.memory.get<Record<string, string[]>>(KEY, {});
    const kept = { ...all, [folder.uri.toString()]: [...new Set([...this.#dismissed(folder), ...gone])] };
    await this.deps.memory.update(KEY, kept);
    this.#didChange.fire();
  }

  dispose(): void {
    this.#waiting.forEach((timer) => clearTimeout(timer));
    this.#watching?.dispose();
    this.#files?.dispose();
    this.#didChange.dispose();
  }

  #all(folder: PlanFolder): ForeignOffer[] {
    return this.#found.get(folder.uri.toString()) ?? [];
  }

  #dismissed(folder: PlanFolder): string[] {
    return this.deps.memory.get<Record<string, string[]>>(KEY, {})[folder.uri.toString()] ?? [];
  }

  #watch(): vscode.Disposable {
    const read = this.deps.store.onDidChange((folder) => (folder ? this.#follow(folder) : this.look()));
    const trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => this.look());
    return vscode.Disposable.from(read, trusted);
  }

  #watchFiles(pattern: string): vscode.Disposable {
    const files = vscode.workspace.createFileSystemWatcher(pattern);
    const changed = (file: vscode.Uri): void => {
      const folder = this.deps.store.find(file);
      if (folder) this.#soon(folder);
    };
    const events = [files.onDidCreate(changed), files.onDidChange(changed), files.onDidDelete(changed)];
    return vscode.Disposable.from(files, ...events);
  }

  /** A plan that is archived makes room for the next one; as long as there is none, only files tell of others. */
  #follow(folder: PlanFolder): void {
    const key = folder.uri.toString();
    if (!isOffered(folder)) this.#found.delete(key);
    else if (!this.#found.has(key)) this.#soon(folder);
  }

  #soon(folder: PlanFolder): void {
    clearTimeout(this.#waiting.get(folder));
    const look = async (): Promise<void> => {
      this.#waiting.delete(folder);
      if (isOffered(folder)) await this.find(folder);
    };
    const failed = (error: unknown): void => this.deps.log.error('Looking for plans of other methods failed.', error);
    this.#waiting.set(
      folder,
      setTimeout(() => void look().catch(failed), DELAY_MS),
    );
  }
}

/** Where there is no repository yet, or a plan on another branch, that comes first. */
function isOffered({ snapshot }: PlanFolder): boolean {
  if (!vscode.workspace.isTrusted || !snapshot) return false;
  return snapshot.hasRepository && isWithoutPlan(snapshot.status) && !isPlanElsewhere(snapshot.status);
}
