import * as vscode from 'vscode';
import { fixAll, safeFix } from '../../core/problems/fixAll';
import type { FileChange, Finding, Fix } from '../../core/problems/parts/rule';
import { unsavedContextTexts } from '../../editor/folders/documents';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { targetOf } from '../../view/target';
import { editOf } from './edits';
import type { ProblemReader } from './reader';

const { QuickFix, SourceFixAll } = vscode.CodeActionKind;
const fixAllKind = SourceFixAll.append('phasedPlans');

export const fixKinds = [QuickFix, fixAllKind];

/** An action whose edit is computed when it is chosen. */
interface LazyAction extends vscode.CodeAction {
  changes?: () => Promise<vscode.WorkspaceEdit | null>;
}

/** The fixes of the problems at the cursor, and those of a whole document that need no choice. */
export class FixProvider implements vscode.CodeActionProvider<LazyAction> {
  constructor(private readonly readerOf: (uri: vscode.Uri) => ProblemReader | undefined) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only, diagnostics }: vscode.CodeActionContext,
  ): Promise<LazyAction[]> {
    const reader = this.readerOf(document.uri);
    const file = reader?.folder.contextPathOf(document.uri);
    if (!reader || file == null) return [];
    if (only?.contains(fixAllKind)) return fixAllOf(reader.folder, document, file);
    if (only && !only.intersects(QuickFix)) return [];
    const { RULES } = await import('../../core/problems');
    return reader.findings
      .filter((finding) => finding.file === file && range.intersection(rangeOf(finding)) !== undefined)
      .flatMap((finding) => {
        const shown = diagnostics.filter((each) => isOf(each, finding));
        const fixes = finding.fixes.filter(allowed).map((fix) => quickFix(reader.folder, finding, fix));
        return [
          ...fixes,
          ...(RULES.some(({ id }) => id === finding.code) ? [switchOffOf(reader.folder, document, finding)] : []),
        ].map((action) => Object.assign(action, { diagnostics: shown }));
      });
  }

  async resolveCodeAction(action: LazyAction, token: vscode.CancellationToken): Promise<LazyAction> {
    const edit = await action.changes?.();
    if (edit && !token.isCancellationRequested) action.edit = edit;
    return action;
  }
}

/** In restricted mode documents may be edited, but nothing is written or run. */
function allowed(fix: Fix): boolean {
  return vscode.workspace.isTrusted || ('safe' in fix && fix.changes().every(({ before }) => before !== null));
}

function quickFix(folder: PlanFolder, finding: Finding, fix: Fix): LazyAction {
  const action: LazyAction = new vscode.CodeAction(fix.title, QuickFix);
  if ('safe' in fix) {
    action.isPreferred = safeFix(finding) === fix;
    action.changes = async () =>
      (await editOf(folder.planUri, fix.changes())) ??
      (await editOf(folder.planUri, await changesAnew(folder, finding, fix)));
  } else {
    const target = targetOf(folder.uri, fix.arguments[0]);
    action.command = { title: fix.title, command: fix.command, arguments: [target] };
  }
  return action;
}

/** The same fix of the same problem, by the files as they are now; none when the problem is gone. */
async function changesAnew(folder: PlanFolder, { code, file, message }: Finding, fix: Fix): Promise<FileChange[]> {
  const { findings } = await folder.readWith(unsavedContextTexts(folder));
  const same = findings
    .filter((each) => each.code === code && each.file === file && each.message === message)
    .flatMap((each) => each.fixes)
    .find((each) => each.title === fix.title);
  return same && 'safe' in same ? same.changes() : [];
}

function switchOffOf(folder: PlanFolder, document: vscode.TextDocument, { code, file }: Finding): LazyAction {
  const action: LazyAction = new vscode.CodeAction('Switch This Rule Off in This File', QuickFix);
  action.changes = async () => {
    const before = document.getText();
    const { switchOff } = await import('../../core/problems/switchOff');
    return editOf(folder.planUri, [{ file, before, after: switchOff(before, code) }]);
  };
  return action;
}

async function fixAllOf(folder: PlanFolder, document: vscode.TextDocument, file: string): Promise<LazyAction[]> {
  const open = unsavedContextTexts(folder).set(file, document.getText());
  const changes = await fixAll(async (texts) => (await folder.readWith(texts)).findings, open, file);
  const edit = await editOf(folder.planUri, changes);
  if (!edit || edit.size === 0) return [];
  const action = new vscode.CodeAction('Fix All Safe Problems of the Plan', fixAllKind);
  action.edit = edit;
  return [action];
}

function rangeOf({ range: { start, end } }: Finding): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function isOf({ code, range }: vscode.Diagnostic, finding: Finding): boolean {
  return typeof code === 'object' && code.value === finding.code && range.isEqual(rangeOf(finding));
}
