import * as vscode from 'vscode';
import type { Deps } from '../../editor/deps';
import { pathIn, staysInside } from '../../editor/paths';
import type { PlanFolder } from '../../editor/planFolder';
import { contextFolderOf } from '../../editor/settings';
import type { PlanStore } from '../../editor/store';
import { targetOf } from '../../editor/target';
import { lensesOf, lensFile, readPlaces, type Lens, type LensPlaces } from './model';

/** Buttons in the plan files and the context file. */
export function registerCodeLens({ store }: Pick<Deps, 'store'>): vscode.Disposable {
  const provider = new PlanLensProvider(store);
  return vscode.Disposable.from(
    provider,
    vscode.languages.registerCodeLensProvider({ language: 'markdown', scheme: 'file' }, provider),
  );
}

class PlanLensProvider implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  /** A file is parsed once for each of its versions; the state changes more often than the text. */
  readonly #places = new WeakMap<vscode.TextDocument, { version: number; places: LensPlaces }>();
  readonly onDidChangeCodeLenses = this.#didChange.event;

  constructor(private readonly store: PlanStore) {
    this.#subscription = store.onDidChange(() => this.#didChange.fire());
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    const folder = this.store.find(document.uri);
    const path = folder && pathIn(folder.uri, document.uri);
    const contextFolder = folder && contextFolderOf(folder.uri);
    if (!folder || !contextFolder || !path?.startsWith(`${contextFolder}/`)) return [];
    if (!folder.snapshot && folder.error === null) await folder.refresh();
    const { status } = folder;
    if (token.isCancellationRequested || !status) return [];
    const file = lensFile(status, `${contextFolder}/context.md`, path);
    if (!file) return [];
    return lensesOf(status, file, this.#placesIn(document), document.isDirty)
      .filter((lens) => lens.line < document.lineCount)
      .map((lens) => toCodeLens(folder, lens));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#didChange.dispose();
  }

  #placesIn(document: vscode.TextDocument): LensPlaces {
    const known = this.#places.get(document);
    if (known?.version === document.version) return known.places;
    const places = readPlaces(document.getText());
    this.#places.set(document, { version: document.version, places });
    return places;
  }
}

function toCodeLens(folder: PlanFolder, lens: Lens): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(lens.line, 0, lens.line, 0), {
    title: lens.title,
    tooltip: lens.tooltip,
    ...commandOf(folder, lens),
  });
}

function commandOf(folder: PlanFolder, { command, target }: Lens): { command: string; arguments?: unknown[] } {
  if (command === undefined) return { command: '' };
  if (command !== 'vscode.open') return { command, arguments: [targetOf(folder.uri, target)] };
  const path = target?.path ?? '';
  return staysInside(path) ? { command, arguments: [vscode.Uri.joinPath(folder.uri, path)] } : { command: '' };
}
