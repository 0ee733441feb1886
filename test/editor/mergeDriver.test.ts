import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { getApi, git, read, reset, write } from './support/folder';

const FILE = 'context/context.md';
const DRIVER = 'merge.phased-plans.driver';

describe('the merge driver, by its commands', () => {
  before(async () => {
    await getApi();
    await reset();
  });

  it('merges what VS Code’s own Node.js can, until it is removed', async () => {
    const todos = (one: string, two: string) =>
      `# Current Work Summary\n\n## To-Do List\n\n- [${one}] one\n- [${two}] two\n\n---\n\n\`\`\`json\n{ "active_context": [] }\n\`\`\`\n`;
    const commit = (text: string) => {
      write(FILE, text);
      git('add', FILE);
      git('commit', '--quiet', '--message=docs: Tick');
    };
    commit(todos(' ', ' '));
    git('switch', '--quiet', '--create', 'theirs');
    commit(todos(' ', 'x'));
    git('switch', '--quiet', 'main');
    commit(todos('x', ' '));

    await vscode.commands.executeCommand('phasedPlans.installMergeDriver');
    assert.ok(git('config', DRIVER).includes(`ELECTRON_RUN_AS_NODE=1 '${process.execPath}'`));
    git('merge', '--quiet', '--no-edit', 'theirs');
    assert.equal(read(FILE), todos('x', 'x'));

    await vscode.commands.executeCommand('phasedPlans.uninstallMergeDriver');
    assert.throws(() => git('config', DRIVER));
    assert.match(git('check-attr', 'merge', FILE), /unspecified$/);
  });
});
