import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CONTEXT, PLAN, open } from './support/editors';
import { getApi, read, reset, write } from './support/folder';

describe('the state block in an editor', () => {
  const plan = 'context/plans/2025-12-18-login.md';
  before(async () => {
    const api = await getApi();
    await reset();
    await api.init();
    await api.createPlan(PLAN);
    await api.status();
  });
  after(reset);

  const place = (document: vscode.TextDocument, piece: string, offset: number) =>
    document.positionAt(document.getText().indexOf(piece) + offset);

  it('offers the files that are there in place of a path', async () => {
    const { document } = await open(CONTEXT);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      place(document, `"master_plan": "${plan}`, 20),
    );
    const paths = items.filter(({ kind }) => kind === vscode.CompletionItemKind.File).map(({ label }) => label);
    assert.deepEqual(paths, [plan]);
  });

  it('tells what a key means', async () => {
    const { document } = await open(CONTEXT);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      place(document, '"current_phase"', 3),
    );
    const text = hovers.flatMap(({ contents }) => contents).map((each) => (each as vscode.MarkdownString).value);
    assert.ok(text.includes('The phase that runs, or the next one.'), text.join());
  });

  it('links to every file that is there, and to no other', async () => {
    write(
      CONTEXT,
      read(CONTEXT).replace('"completed_summaries": []', '"completed_summaries": ["context/gone.md", "../out.md"]'),
    );
    const { document } = await open(CONTEXT);
    const linksTo = async (uri: vscode.Uri) => {
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri, 50);
      return [...new Set(links.map(({ target }) => vscode.workspace.asRelativePath(target ?? uri)))].sort();
    };
    await vscode.commands.executeCommand('workbench.action.files.revert');
    const phases = [1, 2].map((id) => plan.replace('.md', `-phase-${id}.md`));
    assert.deepEqual(await linksTo(document.uri), [...phases, plan]);
    assert.deepEqual(await linksTo((await open(phases[0] ?? '')).document.uri), [plan]);
    assert.deepEqual(await linksTo((await open(plan)).document.uri), phases);
  });
});
