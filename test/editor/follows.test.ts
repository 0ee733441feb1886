import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { PhasedPlansApi } from '../../src/api';
import { folder, getApi, git, read, reset, statusThat, write } from './support/folder';

const PLAN = {
  task: 'follow',
  date: '2025-12-18',
  commit: true,
  phases: [
    { name: 'One', steps: ['A', 'B'] },
    { name: 'Two', steps: ['C'] },
  ],
};
const CONTEXT = 'context/context.md';

async function lensTitles(file: string): Promise<string[]> {
  const uri = vscode.Uri.file(`${folder()}/${file}`);
  await vscode.workspace.openTextDocument(uri);
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
  return lenses.map((lens) => lens.command?.title ?? '');
}

describe('what is shown follows the files', () => {
  let api: PhasedPlansApi;
  before(async () => {
    api = await getApi();
    await reset();
    await api.init();
    await api.createPlan(PLAN);
    git('push', '--quiet');
    await api.executePhase();
  });

  it('with the cursor on the to-do that is toggled', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(`${folder()}/${CONTEXT}`));
    const editor = await vscode.window.showTextDocument(document);
    const line = document.getText().split('\n').indexOf('- [ ] A');
    editor.selection = new vscode.Selection(line, 6, line, 6);
    for (const text of ['- [x] A', '- [ ] A']) {
      await vscode.commands.executeCommand('phasedPlans.toggleTodo');
      for (let tries = 0; document.lineAt(line).text !== text && tries < 100; tries++) await pause(50);
      assert.equal(document.lineAt(line).text, text);
      await pause(300);
      assert.deepEqual([editor.selection.active.line, editor.selection.active.character], [line, 6]);
    }
    assert.match(read(CONTEXT), /- \[ \] A\n- \[ \] B/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('with the cursor on the to-do that is toggled while others insert lines above and below', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(`${folder()}/${CONTEXT}`));
    const editor = await vscode.window.showTextDocument(document);
    const before = read(CONTEXT);
    const lineOf = (text: string) => document.getText().split('\n').indexOf(text);
    editor.selection = new vscode.Selection(lineOf('- [ ] A'), 6, lineOf('- [ ] A'), 6);
    // The editor hasn't read it yet: the line that it shows is another one in the file.
    write(
      CONTEXT,
      before
        .replace('- [ ] A', '- [ ] First\n- [ ] A')
        .replace('## Progress Notes\n', '## Progress Notes\n\n- Noted\n'),
    );
    await vscode.commands.executeCommand('phasedPlans.toggleTodo');
    assert.match(read(CONTEXT), /- \[ \] First\n- \[x\] A\n- \[ \] B/);
    for (let tries = 0; lineOf('- [x] A') === -1 && tries < 100; tries++) await pause(50);
    await pause(300);
    assert.equal(editor.selection.active.line, lineOf('- [x] A'));
    await vscode.commands.executeCommand('phasedPlans.toggleTodo');
    assert.match(read(CONTEXT), /- \[ \] First\n- \[ \] A\n- \[ \] B/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    write(CONTEXT, before);
  });

  it('when somebody else edits the context file', async () => {
    const ticked = await statusThat(
      (status) => status.todos[0]?.done === true,
      () => write(CONTEXT, read(CONTEXT).replace('- [ ] A', '- [x] A')),
    );
    assert.equal(ticked.todos[1]?.done, false);
    git('commit', '--quiet', '--all', '--message=docs: Tick');
  });

  it('when another branch is checked out, where the running phase is still shown', async () => {
    const onMain = await statusThat(
      (status) => status.branch.actual === 'main',
      () => git('switch', '--quiet', 'main'),
    );
    assert.equal(onMain.phases[0]?.status, 'in_progress');
    assert.equal(onMain.phases[0]?.branch, 'para/follow-phase-1');
    assert.equal(onMain.branch.expected, null);
    // Until that shows too: a file that is edited while VS Code reloads it is the next test's trouble.
    await statusThat(
      (status) => status.branch.expected === 'para/follow-phase-1',
      () => git('switch', '--quiet', 'para/follow-phase-1'),
    );
  });

  it('never overwrites unsaved changes', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(`${folder()}/${CONTEXT}`));
    const editor = await vscode.window.showTextDocument(document);
    // Where it was open a moment ago, VS Code may still have to read it again.
    while (document.getText() !== read(CONTEXT)) await pause(50);
    assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'x')));
    const before = read(CONTEXT);
    await assert.rejects(api.setTodo({ index: 1, done: true }), { code: 'CONTEXT_DIRTY' });
    await assert.rejects(api.summarizePhase(), { code: 'CONTEXT_DIRTY' });
    assert.equal(read(CONTEXT), before);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('saves what was typed together with what an agent has written meanwhile', async () => {
    const uri = vscode.Uri.file(`${folder()}/${CONTEXT}`);
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    const before = read(CONTEXT);
    const ofNotes = document.positionAt(document.getText().indexOf('## Progress Notes')).translate(1);
    assert.ok(await editor.edit((edit) => edit.insert(ofNotes, '\n- Typed\n')));
    // Of the same length: VS Code takes it for the file that it has read.
    const ticked = before.replace('- [ ] B', '- [x] B');
    assert.notEqual(ticked, before);
    write(CONTEXT, ticked);
    assert.ok(await document.save());
    assert.ok(read(CONTEXT).includes('- [x] B'), read(CONTEXT));
    assert.ok(read(CONTEXT).includes('- Typed'), read(CONTEXT));
    assert.equal(document.getText(), read(CONTEXT));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    write(CONTEXT, before);
  });

  it('saves nothing of a plan in the file of another one that an agent has begun meanwhile', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(`${folder()}/${CONTEXT}`));
    const editor = await vscode.window.showTextDocument(document);
    const before = read(CONTEXT);
    const todos = document.positionAt(document.getText().indexOf('- [ ] B'));
    assert.ok(await editor.edit((edit) => edit.insert(todos, '- [ ] Typed\n')));
    const other = before.replaceAll('follow', 'wollof');
    assert.notEqual(other, before);
    write(CONTEXT, other);
    assert.ok(await document.save());
    assert.equal(read(CONTEXT), other);
    assert.equal(document.getText(), other);
    // What the message offers stays in the title of the file's editor.
    await vscode.commands.executeCommand('phasedPlans.compareReplaced', document.uri);
    const diff = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(diff instanceof vscode.TabInputTextDiff);
    const typed = await vscode.workspace.openTextDocument(diff.original);
    assert.ok(typed.getText().includes('- [ ] Typed'));
    assert.equal(diff.modified.toString(), document.uri.toString());
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.ok(document.getText().includes('- [ ] Typed'));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    // What is told of the other plan is told first.
    await statusThat(
      (status) => status.plan?.task === 'follow' && status.phases[0]?.status === 'in_progress',
      () => write(CONTEXT, before),
    );
  });

  it('offers CodeLens buttons as the state allows', async () => {
    const master = (await lensTitles('context/plans/2025-12-18-follow.md')).join('\n');
    assert.match(master, /Summarize Phase 1/);
    assert.match(master, /Waiting for phase 1/);
    assert.deepEqual(await lensTitles('README.md'), []);
  });

  it('has buttons above the to-dos of the context file only where they are wanted', async () => {
    const setting = vscode.workspace.getConfiguration('phasedPlans.codeLens');
    const titles: Record<string, string> = {};
    for (const value of [undefined, 'title', 'all', 'none', true, false, 7]) {
      await setting.update('context', value, vscode.ConfigurationTarget.Global);
      titles[String(value)] = (await lensTitles(CONTEXT)).map((title) => title.replace(/^\$\(\w+\)\s/, '')).join(', ');
    }
    await setting.update('context', undefined, vscode.ConfigurationTarget.Global);
    const [title, all] = ['Summarize Phase 1, 1/2', 'Summarize Phase 1, 1/2, Reopen, Done'];
    assert.deepEqual(titles, { undefined: title, title, all, none: '', true: all, false: '', 7: title });
  });
});

describe('the manifest', () => {
  it('offers every command it names', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const manifest = vscode.extensions.getExtension('phased-plans.phased-plans')?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    assert.deepEqual(
      manifest.contributes.commands.map((each) => each.command).filter((command) => !known.has(command)),
      [],
    );
  });
});
