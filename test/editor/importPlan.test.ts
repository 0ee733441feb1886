import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { uriOf } from './support/editors';
import { folder, getApi, read, reset, write } from './support/folder';

const SOURCE = 'docs/plans/sell-tickets.md';
const TEXT =
  '# Sell tickets\n\n## Phase 1: Calendar\n\n- [x] Count places\n\n## Phase 2: Payment\n\n- [ ] Hold places\n';

describe('importPlan of the API, and its command', () => {
  before(async () => {
    await reset();
    write(SOURCE, TEXT);
    await (await getApi()).init();
  });
  after(reset);

  const command = (options: object) => vscode.commands.executeCommand('phasedPlans.importPlan', options);

  it('take a file by its address and by its path, a folder, and a text', async () => {
    const api = await getApi();
    const { draft, files } = await api.importPlan({ from: SOURCE, dryRun: true });
    assert.deepEqual(
      draft.phases.map(({ name }) => name),
      ['Calendar', 'Payment'],
    );
    assert.equal(files.length, 3);
    for (const from of [uriOf(SOURCE), uriOf(SOURCE).toString(), `${folder()}/${SOURCE}`, 'docs', uriOf('docs/plans')])
      assert.deepEqual((await api.importPlan({ from, dryRun: true })).draft, draft, String(from));
    assert.deepEqual((await api.importPlan({ from: { text: TEXT }, dryRun: true })).draft, draft);
    // As a key binding can say it.
    const { scheme, path } = uriOf(SOURCE);
    assert.deepEqual(
      await command({ from: { scheme, path }, dryRun: true }),
      await command({ from: SOURCE, dryRun: true }),
    );
  });

  it('read nothing outside, and no options that aren’t known', async () => {
    const isCoded = (code: string) => (error: Error & { code?: string }) => error.code === code;
    for (const from of ['../out.md', '/etc/hosts', vscode.Uri.file('/etc/hosts'), 'untitled:Untitled-1'])
      await assert.rejects(async () => command({ from, dryRun: true }), isCoded('OUTSIDE_WORKSPACE'), String(from));
    for (const from of [undefined, 7, {}, []])
      await assert.rejects(async () => command({ from }), isCoded('INVALID_ARGUMENT'), JSON.stringify(from));
  });

  it('read what an editor holds, saved or not, and write without asking', async () => {
    const document = await vscode.workspace.openTextDocument(uriOf(SOURCE));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(TEXT.length), '- [-] Sell by phone\n');
    await vscode.workspace.applyEdit(edit);
    const imported = (await command({ from: SOURCE, date: '2025-12-18' })) as { files: string[] };
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.match(read(imported.files[2] ?? ''), /- \[ \] Hold places\n- \[-\] Sell by phone\n/);
    assert.equal((await (await getApi()).status()).state, 'planned');
  });
});
