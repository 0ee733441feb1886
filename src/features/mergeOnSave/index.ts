import * as vscode from 'vscode';
import { contextDocument } from '../../editor/folders/contextDocument';
import type { Deps } from '../../editor/commands/deps';
import { asShown, rangeIn } from '../../editor/folders/documents';
import { createVirtualTexts, type VirtualTexts } from '../../editor/virtualTexts';
import { editorCommands, mergeOnSaveContextKeys } from '../../ids';

/**
 * Puts together, when a context file is saved, what was typed with what another program has written to the file since
 * it was opened. VS Code takes a file of the same length for the one it has read, so it would save over a to-do that an
 * agent has ticked; where the length differs, it asks, and what is offered then has both.
 */
export function registerMergeOnSave({ store, commands }: Pick<Deps, 'store' | 'commands'>): vscode.Disposable {
  /** What the files of open documents held when they were read or saved last. */
  const read = new Map<string, string>();
  const texts = createVirtualTexts('phased-plans-replaced');
  const versions = new ReplacedVersions(texts);
  /**
   * A document counts as unchanged for a moment when its first letter is typed, and may be shown in another encoding
   * than ours: its text is the file's where that says the same.
   */
  const note = async (document: vscode.TextDocument): Promise<void> => {
    if (document.isDirty || !contextDocument(store, document)?.isContextFile) return;
    const shown = asShown(document.getText());
    if ((await readSavedText(document.uri)) === shown && !document.isClosed) read.set(document.uri.toString(), shown);
  };
  vscode.workspace.textDocuments.forEach((document) => void note(document));
  return vscode.Disposable.from(
    texts,
    commands.registerForAll(editorCommands.compareReplaced, (uri: vscode.Uri) => versions.compare(uri)),
    vscode.workspace.onDidOpenTextDocument((document) => void note(document)),
    vscode.workspace.onDidSaveTextDocument((document) => void note(document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => void note(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void read.delete(uri.toString())),
    vscode.workspace.onWillSaveTextDocument((event) => {
      const base = read.get(event.document.uri.toString());
      if (base !== undefined) event.waitUntil(editsOf(event.document, base, versions));
    }),
  );
}

async function editsOf(
  document: vscode.TextDocument,
  base: string,
  versions: ReplacedVersions,
): Promise<vscode.TextEdit[]> {
  const theirs = await readSavedText(document.uri);
  const ours = asShown(document.getText());
  if (theirs === null || theirs === base || theirs === ours || ours === base) return [];
  const [{ isOfAnotherPlan, mergeConcurrent }, { smallestEdit }] = await Promise.all([
    import('../../core/context/merge/concurrent'),
    import('../../core/markdown/edits'),
  ]);
  let merged = mergeConcurrent(document.uri.path, theirs, ours, base);
  if (merged === null && isOfAnotherPlan(theirs, ours, base)) {
    void versions.tellOfOurs(document.uri, ours);
    merged = theirs;
  } else if (merged === null) {
    void versions.tellOfTheirs(document.uri, theirs);
    return [];
  }
  const { offset, length, text } = smallestEdit(ours, merged);
  return length === 0 && text === '' ? [] : [vscode.TextEdit.replace(rangeIn(ours, offset, length), text)];
}

/** Null for a file that is gone, or that nobody can read as text. */
async function readSavedText(uri: vscode.Uri): Promise<string | null> {
  const bytes = await vscode.workspace.fs.readFile(uri).then(
    (found) => found,
    () => null,
  );
  return bytes && asShown(new TextDecoder().decode(bytes));
}

const COMPARE = 'Compare';

/** A version of a file that isn't in it. */
interface Replaced {
  text: string;
  title: string;
}

/** Versions that aren't in their files: shown by the message, or in the file's editor for as long as they weren't. */
class ReplacedVersions {
  readonly #versions = new Map<string, Replaced>();

  constructor(private readonly texts: VirtualTexts) {}

  /** To-dos of one plan are none of another's, and its state must not come back. Undo has the text, too. */
  tellOfOurs(uri: vscode.Uri, text: string): Promise<void> {
    const name = vscode.workspace.asRelativePath(uri);
    const message = `“${name}” is of another plan by now, so what you typed isn’t in it. Compare shows it.`;
    return this.#tell(uri, { text, title: `${name} (What You Had Typed ↔ Saved)` }, message);
  }

  /** Nothing can keep a file from being saved; what it held is shown, so that it can be taken from there. */
  tellOfTheirs(uri: vscode.Uri, text: string): Promise<void> {
    const name = vscode.workspace.asRelativePath(uri);
    const what = `Another program changed “${name}” while you edited it, and the two can’t be merged.`;
    const message = `${what} Your version is saved.`;
    return this.#tell(uri, { text, title: `${name} (What Another Program Had Written ↔ Saved)` }, message);
  }

  /** Shows the version of a file that isn't in it. */
  async compare(uri: vscode.Uri, version = this.#versions.get(uri.fsPath)): Promise<void> {
    if (!version) return;
    const { text, title } = version;
    await vscode.commands.executeCommand(
      'vscode.diff',
      this.texts.add(uri, () => text),
      uri,
      title,
    );
    // From here on the diff has it.
    if (this.#versions.get(uri.fsPath) === version) this.#versions.delete(uri.fsPath);
    await this.#offer();
  }

  async #tell(uri: vscode.Uri, version: Replaced, message: string): Promise<void> {
    this.#versions.set(uri.fsPath, version);
    await this.#offer();
    if (await vscode.window.showWarningMessage(message, COMPARE)) await this.compare(uri, version);
  }

  #offer(): Thenable<unknown> {
    const files = [...this.#versions.keys()];
    return vscode.commands.executeCommand('setContext', mergeOnSaveContextKeys.replacedFiles, files);
  }
}
