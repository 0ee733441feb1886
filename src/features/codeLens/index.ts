import * as vscode from 'vscode';
import type { Deps } from '../../editor/commands/deps';
import { isOpened } from '../../editor/folders/open';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { onDidChangeLensSettings, lensesShown } from '../../editor/settings';
import type { PlanStore } from '../../editor/folders/store';
import { targetOf } from '../../view/target';
import { lensesInSight, statusInSight } from './inSight';
import { lensesOf, lensFile, type Lens, type LensFile } from './model';
import { placeholders } from './placeholders';
import type { LensPlaces } from './places';

/** Buttons in the plan files and the context file. */
export function registerCodeLens({ store }: Pick<Deps, 'store'>): vscode.Disposable {
  const provider = new PlanLensProvider(store);
  return vscode.Disposable.from(
    provider,
    vscode.languages.registerCodeLensProvider({ language: 'markdown', scheme: 'file' }, provider),
  );
}

/** A document of a context folder. */
interface Place {
  folder: PlanFolder;
  document: vscode.TextDocument;
  path: string;
  contextFile: string;
}

class PlanLensProvider implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  /** A file is parsed once for each of its versions; the state changes more often than the text. */
  readonly #places = new WeakMap<vscode.TextDocument, { version: number; places: LensPlaces }>();
  readonly onDidChangeCodeLenses = this.#didChange.event;

  constructor(private readonly store: PlanStore) {
    const fire = () => this.#didChange.fire();
    this.#subscriptions = vscode.Disposable.from(store.onDidChange(fire), onDidChangeLensSettings(fire));
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const folder = this.store.find(document.uri);
    const path = folder?.contextPathOf(document.uri);
    if (!folder || path == null) return [];
    const place = { folder, document, path, contextFile: folder.contextFile };
    return (await this.#lenses(place))
      .filter((lens) => lens.line < document.lineCount)
      .map((lens) => toCodeLens(folder, lens));
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#didChange.dispose();
  }

  async #lenses(place: Place): Promise<Lens[]> {
    const { folder } = place;
    const status = folder.shown;
    if (!status) return this.#unread(place);
    const file = lensFile(status, place.contextFile, place.path);
    const places = file && (await this.#placesFor(place, file.kind));
    if (!places) return [];
    const obstacle = folder.snapshot?.obstacle ?? null;
    const branches = folder.snapshot?.branches;
    if (!obstacle) return lensesOf(status, file, places, branches);
    return lensesInSight(lensesOf(statusInSight(status), file, places, branches), places.title, obstacle);
  }

  /** The first reading is under way: it fires the event when it is done. */
  async #unread(place: Place): Promise<Lens[]> {
    const { folder, path, contextFile } = place;
    if (folder.error === null) void folder.refresh();
    const text = await folder.disk.readIn(folder.planUri.fsPath, contextFile);
    const guess = text === null ? null : (await import('./guess')).guessFile(text, contextFile, path);
    const places = guess && (await this.#placesFor(place, guess.kind));
    return places ? placeholders(guess, places) : [];
  }

  /** The places that the settings give lenses to; null for none. */
  async #placesFor(place: Place, kind: LensFile['kind']): Promise<LensPlaces | null> {
    const shown = lensesShown(place.folder.uri, kind);
    if (shown === 'none') return null;
    const places = await this.#placesIn(place);
    return shown === 'title' ? { ...places, todos: [] } : places;
  }

  async #placesIn({ document, path, contextFile }: Place): Promise<LensPlaces> {
    const known = this.#places.get(document);
    if (known?.version === document.version) return known.places;
    const { readPlaces } = await import('./readPlaces');
    const places = readPlaces(document.getText(), path === contextFile);
    this.#places.set(document, { version: document.version, places });
    return places;
  }
}

function toCodeLens(folder: PlanFolder, lens: Lens): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(lens.line, 0, lens.line, 0), {
    // A blank after an icon isn't drawn; one that doesn't break is.
    title: lens.title.replace(/^(\$\([\w-]+\)) /, '$1\u00a0'),
    tooltip: lens.tooltip,
    ...commandOf(folder, lens),
  });
}

function commandOf(folder: PlanFolder, { command, target }: Lens): { command: string; arguments?: unknown[] } {
  if (command === undefined) return { command: '' };
  if (command !== 'vscode.open') return { command, arguments: [targetOf(folder.uri, target)] };
  const path = target?.path ?? '';
  return isOpened(folder, path) ? { command, arguments: [vscode.Uri.joinPath(folder.planUri, path)] } : { command: '' };
}
