import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import type { PhasedPlansApi } from '../../src/api';
import { CONTEXT, PLAN, open, until, uriOf } from './support/editors';
import { folder, getApi, git, read, reset, write } from './support/folder';

function problemsOf(file: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uriOf(file)).filter(({ source }) => source === 'Phased Plans');
}

const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? String(code.value) : String(code));
const codes = (file: string) => problemsOf(file).map(codeOf);

/** Waits until a file's problems fit. */
async function problemsThat(
  file: string,
  fits: (codes: string[]) => boolean,
  change: () => unknown,
): Promise<vscode.Diagnostic[]> {
  await change();
  await until(`its problems fit`, () => fits(codes(file))).catch((error: Error) => {
    throw new Error(`${error.message}: ${codes(file).join()}`);
  });
  return problemsOf(file);
}

/** Replaces a piece of an open document. */
async function replace(editor: vscode.TextEditor, piece: string, by: string): Promise<void> {
  const { document } = editor;
  const offset = document.getText().indexOf(piece);
  assert.ok(offset >= 0, piece);
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + piece.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, by)));
}

/**
 * The actions at a problem. VS Code drops the question when the text changes meanwhile, as light bulbs do; then it is
 * asked again.
 */
async function actions(file: string, { range }: vscode.Diagnostic, kind = vscode.CodeActionKind.QuickFix) {
  let found: vscode.CodeAction[] = [];
  await until('the actions are told', async () => {
    const ask = vscode.commands.executeCommand<vscode.CodeAction[]>;
    try {
      found = await ask('vscode.executeCodeActionProvider', uriOf(file), range, kind.value, 50);
      return true;
    } catch (error) {
      if (error instanceof Error && error.message === 'Canceled') return false;
      throw error;
    }
  });
  return found;
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, action?.title ?? 'no such action');
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

describe('problems', () => {
  let api: PhasedPlansApi;
  beforeEach(async () => {
    api = await getApi();
    await reset();
    await api.init();
    await api.createPlan(PLAN);
  });
  after(reset);

  it('are reported at their place, in a file that nobody has open', async () => {
    const broken = read(CONTEXT).replace('"completed_summaries": []', '"completed_summaries": [');
    const [problem] = await problemsThat(
      CONTEXT,
      (all) => all.includes('json-syntax'),
      () => write(CONTEXT, broken),
    );
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(codeOf(problem), 'json-syntax');
    assert.ok(problem.range.start.line > (broken.split('"active_context"')[0] ?? '').split('\n').length);
    await problemsThat(
      CONTEXT,
      (all) => all.length === 0,
      () => git('checkout', '--quiet', CONTEXT),
    );
  });

  it('are repaired all at once, in files that nobody has open', async () => {
    const intact = read(CONTEXT);
    await problemsThat(
      CONTEXT,
      (all) => all.includes('json-syntax'),
      () => write(CONTEXT, intact.replace('"current_phase": null', '"current_phase": null,')),
    );
    await vscode.commands.executeCommand('phasedPlans.fixAll');
    assert.equal(read(CONTEXT), intact);
    assert.ok(!vscode.workspace.textDocuments.some(({ isDirty }) => isDirty));
  });

  it('follow unsaved text, and go when it is undone', async () => {
    const editor = await open(CONTEXT);
    const [problem] = await problemsThat(
      CONTEXT,
      (all) => all.includes('schema'),
      () => replace(editor, '"status": "pending"', '"status": "someday"'),
    );
    assert.equal(editor.document.getText(problem?.range), '"someday"');
    assert.equal((await api.status()).problems.length, 0, 'the status tells of the files on disk');
    await problemsThat(
      CONTEXT,
      (all) => all.length === 0,
      () => vscode.commands.executeCommand('undo'),
    );
  });

  it('go with their rule, switched off in the file by a quick fix', async () => {
    const editor = await open(CONTEXT);
    const [problem] = await problemsThat(
      CONTEXT,
      (all) => all.includes('schema'),
      () => replace(editor, '"status": "pending"', '"status": "someday"'),
    );
    assert.ok(problem);
    const off = (await actions(CONTEXT, problem)).find(({ title }) => title === 'Switch This Rule Off in This File');
    await problemsThat(
      CONTEXT,
      (all) => all.length === 0,
      () => apply(off),
    );
    assert.match(editor.document.getText(), /<!-- phased-plans-disable schema -->\n\n---\n\n```json/);
  });

  it('are left to a command, which is told what the fix says', async () => {
    await api.executePhase({ phase: 1, dirty: 'carry' });
    git('commit', '--quiet', '--allow-empty', '--message=docs: Plan');
    const [problem] = await problemsThat(
      CONTEXT,
      (all) => all.includes('wrong-branch'),
      () => git('switch', '--quiet', '-c', 'elsewhere'),
    );
    assert.ok(problem);
    const fix = (await actions(CONTEXT, problem)).find(({ title }) => title === 'Switch to para/login-phase-1');
    const [target] = (fix?.command?.arguments ?? []) as [{ phase: number; existingBranch: string }];
    assert.deepEqual([target.phase, target.existingBranch], [1, 'resume']);
    await vscode.commands.executeCommand(fix?.command?.command ?? '', target);
    assert.equal(git('branch', '--show-current'), 'para/login-phase-1');
  });

  it('are repaired by the preferred fix, and another way is offered', async () => {
    const editor = await open(CONTEXT);
    const intact = editor.document.getText();
    const [problem] = await problemsThat(
      CONTEXT,
      (all) => all.includes('json-syntax'),
      () => replace(editor, '"current_phase": null', '"current_phase": null,'),
    );
    assert.ok(problem);
    const offered = await actions(CONTEXT, problem);
    assert.ok(offered.some(({ command }) => command?.command === 'phasedPlans.rebuildState'));
    const [fix, ...others] = offered.filter(({ isPreferred }) => isPreferred);
    assert.deepEqual(others, []);
    await problemsThat(
      CONTEXT,
      (all) => all.length === 0,
      () => apply(fix),
    );
    assert.equal(editor.document.getText(), intact);
  });

  it('are repaired on save, where the user asks for it', async () => {
    const settings = vscode.workspace.getConfiguration('editor', { languageId: 'markdown', uri: uriOf(CONTEXT) });
    const ask = (value: object | undefined) =>
      settings.update('codeActionsOnSave', value, vscode.ConfigurationTarget.Global, true);
    const intact = read(CONTEXT);
    await ask({ 'source.fixAll.phasedPlans': 'explicit' });
    try {
      const editor = await open(CONTEXT);
      await replace(editor, '"current_phase": null', '"current_phase": null,');
      await vscode.commands.executeCommand('workbench.action.files.save');
      assert.equal(read(CONTEXT), intact);
    } finally {
      await ask(undefined);
    }
  });

  it('are repaired with every other byte of the file left as it is, its BOM and its mixed line endings too', async () => {
    const mixed = `\ufeff${read(CONTEXT).replace(/^(.*)\n(.*)\n/, '$1\r\n$2\r\n')}`;
    assert.notEqual(mixed, mixed.replaceAll('\r\n', '\n'));
    const broken = mixed.replace('"current_phase": null', '"current_phase": null,');
    await problemsThat(
      CONTEXT,
      (all) => all.includes('json-syntax'),
      () => write(CONTEXT, broken),
    );
    await vscode.commands.executeCommand('phasedPlans.fixAll');
    assert.equal(read(CONTEXT), mixed, 'all at once');
    await problemsThat(
      CONTEXT,
      (all) => all.length === 0,
      () => undefined,
    );

    const text = `\ufeff${read(CONTEXT).slice(1).replace(/\r?\n/g, '\r\n')}`;
    write(CONTEXT, text.replace('"current_phase": null', '"current_phase": null,'));
    const editor = await open(CONTEXT);
    const [problem] = await problemsThat(
      CONTEXT,
      (all) => all.includes('json-syntax'),
      () => undefined,
    );
    assert.ok(problem);
    const [fix] = (await actions(CONTEXT, problem)).filter(({ isPreferred }) => isPreferred);
    await apply(fix);
    await editor.document.save();
    assert.equal(read(CONTEXT), text, 'in an editor');
  });

  it('are repaired by a file that was missing, from the template', async () => {
    const phase = 'context/plans/2025-12-18-login-phase-1.md';
    const text = read(phase);
    const [problem] = await problemsThat(
      CONTEXT,
      (all) => all.includes('missing-plan'),
      () => rmSync(`${folder()}/${phase}`),
    );
    assert.ok(problem);
    const editor = await open(CONTEXT);
    editor.selection = new vscode.Selection(problem.range.start, problem.range.start);
    await until('the light bulb has it', async () => (await actions(CONTEXT, problem)).length > 0);
    // As the light bulb does: the first fix is the one that makes the file.
    const create = () =>
      vscode.commands.executeCommand('editor.action.codeAction', { kind: 'quickfix', apply: 'first' });
    await problemsThat(CONTEXT, (all) => all.length === 0, create);
    assert.equal(read(phase).split('## Scope')[0], text.split('## Scope')[0]);
    assert.equal((await api.status()).phases[0]?.plan, phase);
    assert.equal(git('status', '--short', CONTEXT), '', 'nothing else is changed');
  });

  it('show a rebuilt state beside the file, before anything is written', async () => {
    const intact = read(CONTEXT);
    await problemsThat(
      CONTEXT,
      (all) => all.includes('json-syntax'),
      () => write(CONTEXT, intact.replace('],', ']')),
    );
    const broken = read(CONTEXT);
    await vscode.commands.executeCommand('phasedPlans.rebuildState');
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(input.original.toString(), uriOf(CONTEXT).toString());
    const proposed = (await vscode.workspace.openTextDocument(input.modified)).getText();
    const state = /```json\n([^]*)```/.exec(proposed)?.[1] ?? '';
    assert.deepEqual(
      (JSON.parse(state) as { active_context: string[] }).active_context,
      ['', '-phase-1', '-phase-2'].map((end) => `context/plans/2025-12-18-login${end}.md`),
    );
    assert.equal(read(CONTEXT), broken);
  });
});
