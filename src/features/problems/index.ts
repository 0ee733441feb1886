import * as vscode from 'vscode';
import type { Finding } from '../../core/problems/parts/rule';
import type { Deps } from '../../editor/commands/deps';
import { staysInside } from '../../core/folder/paths';
import { settings } from '../../ids';
import { FixProvider, fixKinds } from './fixes';
import { registerFixAll } from './fixAll';
import { ProblemReader } from './reader';
import { registerRepairState } from './repair';

const source = 'Phased Plans';

/** What is wrong with the plan files, in the Problems panel and under the text, with ways to repair it. */
export function registerProblems({
  store,
  commands,
  log,
}: Pick<Deps, 'store' | 'commands' | 'log'>): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection(source);
  const readers = new Map<string, ProblemReader>();
  const files = new Map<ProblemReader, vscode.Uri[]>();

  const show = (reader: ProblemReader) => {
    const shown = diagnosticsOf(reader.folder.planUri, reader.findings);
    const uris = shown.map(([uri]) => uri);
    const gone = (files.get(reader) ?? []).filter((uri) => !uris.some((each) => each.toString() === uri.toString()));
    files.set(reader, uris);
    collection.set([...gone.map((uri): [vscode.Uri, undefined] => [uri, undefined]), ...shown]);
  };
  const sync = () => {
    const folders = new Map(store.folders.map((folder) => [folder.uri.toString(), folder]));
    for (const [key, reader] of readers) {
      if (folders.get(key) === reader.folder) continue;
      reader.dispose();
      readers.delete(key);
      for (const uri of files.get(reader) ?? []) collection.delete(uri);
      files.delete(reader);
    }
    for (const [key, folder] of folders) {
      if (readers.has(key)) continue;
      const failed = (error: unknown) => log.error(`Can't look for problems in ${folder.folder.name}.`, error);
      readers.set(key, new ProblemReader(folder, show, failed));
    }
  };
  const readerOf = (uri: vscode.Uri) => readers.get(store.find(uri)?.uri.toString() ?? '');
  const changed = (document: vscode.TextDocument) => readerOf(document.uri)?.documentChanged(document);
  sync();
  return vscode.Disposable.from(
    collection,
    store.onDidChange((folder) => {
      sync();
      if (folder) readerOf(folder.uri)?.storeChanged();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => changed(document)),
    vscode.workspace.onDidSaveTextDocument(changed),
    vscode.workspace.onDidCloseTextDocument(changed),
    vscode.languages.registerCodeActionsProvider({ language: 'markdown', scheme: 'file' }, new FixProvider(readerOf), {
      providedCodeActionKinds: fixKinds,
    }),
    registerFixAll(commands),
    registerRepairState(commands),
    new vscode.Disposable(() => readers.forEach((reader) => reader.dispose())),
  );
}

function diagnosticsOf(folder: vscode.Uri, findings: readonly Finding[]): [vscode.Uri, vscode.Diagnostic[]][] {
  const byFile = new Map<string, vscode.Diagnostic[]>();
  for (const finding of findings) {
    if (!staysInside(finding.file)) continue;
    byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), diagnosticOf(finding)]);
  }
  return [...byFile].map(([file, diagnostics]) => [vscode.Uri.joinPath(folder, file), diagnostics]);
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

function diagnosticOf({ code, severity, message, range: { start, end } }: Finding): vscode.Diagnostic {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const diagnostic = new vscode.Diagnostic(range, message, severities[severity]);
  diagnostic.source = source;
  // A click on the rule's name opens its setting.
  const target = vscode.Uri.from({
    scheme: 'command',
    path: 'workbench.action.openSettings',
    query: JSON.stringify([settings.problemSeverity]),
  });
  diagnostic.code = { value: code, target };
  return diagnostic;
}
