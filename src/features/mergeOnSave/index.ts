import * as vscode from 'vscode';
import { isOfAnotherPlan, mergeRaced } from '../../core/context/race';
import { smallestEdit } from '../../core/markdown/edits';
import { contextDocument } from '../../editor/contextDocument';
import type { Deps } from '../../editor/deps';
import { asShown, rangeIn } from '../../editor/documents';
import { createVirtualTexts, type VirtualTexts } from '../../editor/virtualTexts';

/**
 * Puts together, when a context file is saved, what was typed with what another program has written to the file since
 * it was opened. VS Code takes a file of the same length for the one it has read, so it would save over a to-do that an
 * agent has ticked; where the length differs, it asks, and what is offered then has both.
 */
export function registerMergeOnSave({ store }: Pick<Deps, 'store'>): vscode.Disposable {
  /** What the files of open documents held when they were read or saved last. */
  const read = new Map<string, string>();
  const texts = createVirtualTexts('phased-plans-replaced');
  /**
   * A document counts as unchanged for a moment when its first letter is typed, and may be shown in another encoding
   * than ours: its text is the file's where that says the same.
   */
  const note = async (document: vscode.TextDocument): Promise<void> => {
    if (document.isDirty || !contextDocument(store, document)?.isContextFile) return;
    const shown = asShown(document.getText());
    if ((await textOf(document.uri)) === shown && !document.isClosed) read.set(document.uri.toString(), shown);
  };
  vscode.workspace.textDocuments.forEach((document) => void note(document));
  return vscode.Disposable.from(
    texts,
    vscode.workspace.onDidOpenTextDocument((document) => void note(document)),
    vscode.workspace.onDidSaveTextDocument((document) => void note(document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => void note(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void read.delete(uri.toString())),
    vscode.workspace.onWillSaveTextDocument((event) => {
      const base = read.get(event.document.uri.toString());
      if (base !== undefined) event.waitUntil(editsOf(event.document, base, texts));
    }),
  );
}

async function editsOf(document: vscode.TextDocument, base: string, texts: VirtualTexts): Promise<vscode.TextEdit[]> {
  const theirs = await textOf(document.uri);
  const ours = asShown(document.getText());
  if (theirs === null || theirs === base || theirs === ours || ours === base) return [];
  let merged = mergeRaced(document.uri.path, theirs, ours, base);
  if (merged === null && isOfAnotherPlan(theirs, ours, base)) {
    void tellOfOurs(document.uri, ours, texts);
    merged = theirs;
  } else if (merged === null) {
    void tellOfTheirs(document.uri, theirs, texts);
    return [];
  }
  const { offset, length, text } = smallestEdit(ours, merged);
  return length === 0 && text === '' ? [] : [vscode.TextEdit.replace(rangeIn(ours, offset, length), text)];
}

/** Null for a file that is gone, or that nobody can read as text. */
async function textOf(uri: vscode.Uri): Promise<string | null> {
  const bytes = await vscode.workspace.fs.readFile(uri).then(
    (found) => found,
    () => null,
  );
  return bytes && asShown(new TextDecoder().decode(bytes));
}

/** To-dos of one plan are none of another's, and its state must not come back. Undo has the text, too. */
async function tellOfOurs(uri: vscode.Uri, ours: string, texts: VirtualTexts): Promise<void> {
  const name = vscode.workspace.asRelativePath(uri);
  const answer = await vscode.window.showWarningMessage(
    `“${name}” is of another plan by now, so what you typed isn’t in it. Compare shows it.`,
    COMPARE,
  );
  if (answer)
    await compare(
      texts.add(uri, () => ours),
      uri,
      `${name} (What You Had Typed ↔ Saved)`,
    );
}

/** Nothing can keep a file from being saved; what it held is shown, so that it can be taken from there. */
async function tellOfTheirs(uri: vscode.Uri, theirs: string, texts: VirtualTexts): Promise<void> {
  const name = vscode.workspace.asRelativePath(uri);
  const answer = await vscode.window.showWarningMessage(
    `Another program changed “${name}” while you edited it, and the two can’t be merged. Your version is saved.`,
    COMPARE,
  );
  if (answer)
    await compare(
      texts.add(uri, () => theirs),
      uri,
      `${name} (What Another Program Had Written ↔ Saved)`,
    );
}

const COMPARE = 'Compare';

async function compare(text: vscode.Uri, uri: vscode.Uri, title: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.diff', text, uri, title);
}
