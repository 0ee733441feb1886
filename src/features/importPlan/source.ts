import * as vscode from 'vscode';
import { baseName, isInFolder } from '../../core/folder/paths';
import { LARGEST_FILE } from '../../core/limits';
import { PlanError } from '../../core/errors';
import type { ForeignFile } from '../../core/import/model';
import type { ImportSource } from '../../core/workflow/importSource';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { OfferedPlans } from '../../editor/folders/offeredPlans';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { pathIn } from '../../editor/paths';
import { showingProgress } from '../../editor/commands/perform';
import { offerText } from '../../view/offeredPlans';

/** Where a plan is read from, and what shows it. */
export interface PickedSource {
  from: ImportSource;
  /** The file that is shown beside what becomes of it. */
  original: vscode.Uri | null;
}

type SourceItem = vscode.QuickPickItem & { pick(): Promise<PickedSource | undefined> };

/** What the person means who clicked or opened something, else what they choose; undefined when they leave. */
export async function pickSource(place: CommandPlace, offered: OfferedPlans): Promise<PickedSource | undefined> {
  const { folder, target, file } = place;
  if (target?.path !== undefined) return inWorkspace(folder, target.path);
  if (file) return ofUri(folder, file);
  const found = await showingProgress('Looking for plans', offered.find(folder));
  const items: SourceItem[] = [
    ...found.map((offer) => ({
      label: `$(file-symlink-file) ${offer.title}`,
      description: offerText(offer),
      detail: offer.source,
      pick: async () => inWorkspace(folder, offer.source),
    })),
    ...openFile(folder),
    { label: '$(clippy) The Clipboard', pick: clipboard },
    { label: '$(go-to-file) Choose a File…', pick: () => browse(folder, { canSelectFiles: true }) },
    { label: '$(folder-opened) Choose a Folder…', pick: () => browse(folder, { canSelectFolders: true }) },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Create Plan From',
    placeHolder: 'Where is the plan? What it would become is shown first.',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.pick();
}

/** A file in a folder of the method is shown; of the others there is one. */
const MAIN_FILES = ['tasks.md', 'plan.md', 'proposal.md'];

async function inWorkspace(folder: PlanFolder, path: string): Promise<PickedSource> {
  const uri = vscode.Uri.joinPath(folder.planUri, path);
  for (const name of [null, ...MAIN_FILES]) {
    const original = name === null ? uri : vscode.Uri.joinPath(uri, name);
    if ((await typeOf(original)) === vscode.FileType.File) return { from: path, original };
  }
  return { from: path, original: null };
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType> {
  const stat = await vscode.workspace.fs.stat(uri).then(
    (found) => found,
    () => null,
  );
  return (stat?.type ?? vscode.FileType.Unknown) & ~vscode.FileType.SymbolicLink;
}

function openFile(folder: PlanFolder): SourceItem[] {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !/^(?:markdown|json|jsonc|plaintext)$/.test(document.languageId)) return [];
  const { uri } = document;
  if (uri.scheme !== 'file' && uri.scheme !== 'untitled') return [];
  const path = pathIn(folder.planUri, uri);
  if (path !== null && isInFolder(path, folder.contextFolder)) return [];
  const pick = async (): Promise<PickedSource> =>
    uri.scheme === 'file' ? ofUri(folder, uri) : { from: { text: document.getText() }, original: uri };
  return [{ label: '$(file) The Open File', description: baseName(uri.path), pick }];
}

/** Read when it is chosen: a browser asks whether it may be. */
async function clipboard(): Promise<PickedSource> {
  const text = await vscode.env.clipboard.readText();
  if (text.trim() !== '') return { from: { text }, original: null };
  throw new PlanError('INVALID_ARGUMENT', 'There is no text in the clipboard. Copy a plan first.');
}

async function browse(folder: PlanFolder, what: vscode.OpenDialogOptions): Promise<PickedSource | undefined> {
  const options = { defaultUri: folder.uri, title: 'Create Plan From', openLabel: 'Read', ...what };
  const [chosen] = (await vscode.window.showOpenDialog(options)) ?? [];
  return chosen && ofUri(folder, chosen);
}

/** Of the workspace folder by its path; a person may choose a file elsewhere, too. */
async function ofUri(folder: PlanFolder, uri: vscode.Uri): Promise<PickedSource> {
  const path = pathIn(folder.planUri, uri);
  if (path !== null) return inWorkspace(folder, path);
  const isFolder = (await typeOf(uri)) === vscode.FileType.Directory;
  const uris = isFolder ? await filesBelow(uri) : [uri];
  const files = await Promise.all(uris.map(readOutside));
  return { from: { files }, original: uris[0] ?? null };
}

const MOST_OUTSIDE = 500;

async function filesBelow(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  const open = [folder];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const [name, type] of await vscode.workspace.fs.readDirectory(at)) {
      const uri = vscode.Uri.joinPath(at, name);
      if (type === vscode.FileType.Directory && !/^(?:node_modules|\.git)$/.test(name)) open.push(uri);
      if (type === vscode.FileType.File && /\.(?:md|json)$/i.test(name)) found.push(uri);
    }
    if (found.length + open.length > MOST_OUTSIDE)
      throw new PlanError('INVALID_ARGUMENT', `${folder.fsPath} has too many files. Choose the plan’s own folder.`);
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function readOutside(uri: vscode.Uri): Promise<ForeignFile> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > LARGEST_FILE)
    throw new PlanError('INVALID_ARGUMENT', `${uri.fsPath} is larger than any plan that is read. Choose a part of it.`);
  const bytes = await vscode.workspace.fs.readFile(uri);
  return { path: shortPath(uri), text: new TextDecoder().decode(bytes) };
}

/** From the user’s own folder on: its name is nobody else’s business. */
function shortPath(uri: vscode.Uri): string {
  const home = process.env.HOME ?? process.env.USERPROFILE;
  const path = home === undefined ? null : pathIn(vscode.Uri.file(home), uri);
  return path === null ? uri.fsPath.replaceAll('\\', '/') : `~/${path}`;
}
