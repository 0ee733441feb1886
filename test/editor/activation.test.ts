import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
  it('gives other extensions the API', async () => {
    const extension = vscode.extensions.getExtension<{ getAPI(version: number): object }>('phased-plans.phased-plans');
    assert.ok(extension, 'the extension is not known to VS Code');
    const exports = await extension.activate();
    assert.equal(typeof exports.getAPI(1), 'object');
  });

  it('has a git repository as its workspace folder', () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
