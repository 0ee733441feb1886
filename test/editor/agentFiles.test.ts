import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { getApi } from './support/folder';

/** VS Code's own, of which its documentation says nothing; the oldest version that we promise has none. */
const LIST = '_listExtensionPromptFiles';

interface Listed {
  uri: vscode.Uri;
  type: string;
  extensionId: string;
}

describe('prompts, instructions and the skill in VS Code', () => {
  before(getApi);

  it('are known to the chat where there are such, all of them', async () => {
    const extension = vscode.extensions.all.find(({ id }) => id.endsWith('.phased-plans'));
    assert.ok(extension?.isActive, 'a version that knows none of it loads the extension');
    const contributed = ['chatPromptFiles', 'chatInstructions', 'chatSkills'].flatMap((point) => {
      const { contributes } = extension.packageJSON as { contributes: Record<string, { path: string }[]> };
      return (contributes[point] ?? []).map(({ path }) => vscode.Uri.joinPath(extension.extensionUri, path));
    });
    assert.equal(contributed.length, 8);
    for (const file of contributed) assert.ok(existsSync(file.fsPath), file.fsPath);
    if (!(await vscode.commands.getCommands()).includes(LIST)) return assert.match(vscode.version, /^1\.100\./);
    const listed = await vscode.commands.executeCommand<Listed[]>(LIST);
    const ours = listed.filter(({ extensionId }) => extensionId === extension.id);
    const paths = ours.map(({ uri }) => uri.path);
    // Instructions wait until there is a plan.
    const known = contributed.filter(({ path }) => !path.endsWith('.instructions.md')).map(({ path }) => path);
    assert.deepEqual(paths.filter((each) => !each.endsWith('.instructions.md')).sort(), known.sort());
  });
});
