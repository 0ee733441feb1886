import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { PhasedPlansApi } from '../../src/api';
import { folder, getApi, git, read, reset, write } from './support/folder';

const TREE = '.para-worktrees/beside-phase-1';

describe('a phase in a worktree', () => {
  let api: PhasedPlansApi;
  const setIsolation = (value: string | undefined) =>
    vscode.workspace.getConfiguration('phasedPlans').update('isolation', value, vscode.ConfigurationTarget.Global);
  before(async () => {
    api = await getApi();
    await reset();
    await setIsolation('worktree');
    await api.init();
    await api.createPlan({
      task: 'beside',
      date: '2025-12-18',
      commit: true,
      phases: [
        { name: 'One', steps: ['A'] },
        { name: 'Two', steps: ['B'], dependsOn: [] },
      ],
    });
    git('push', '--quiet');
  });
  after(async () => {
    await setIsolation(undefined);
    rmSync(path.join(folder(), '.para-worktrees'), { recursive: true, force: true });
    git('worktree', 'prune');
  });

  it('runs beside another one, and its buttons say where', async () => {
    assert.equal((await api.executePhase({ phase: 1 })).worktree, TREE);
    assert.equal((await api.executePhase({ phase: 2 })).worktree, '.para-worktrees/beside-phase-2');
    assert.equal(git('branch', '--show-current'), 'main');
    write(`${TREE}/a.txt`, 'a\n');
    await api.setTodo({ phase: 1, index: 0, done: true, commit: 'feat: A' });
    assert.equal(git('show', '--format=%s', '--name-only', 'para/beside-phase-1'), 'feat: A\n\na.txt');
    assert.match(read('context/context.md'), /- \[x\] A/);
    const uri = vscode.Uri.file(path.join(folder(), 'context/plans/2025-12-18-beside-phase-1.md'));
    await vscode.workspace.openTextDocument(uri);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
    assert.ok(lenses.some((lens) => lens.command?.title.includes('Open Worktree')));
  });

  it('tells when its worktree is gone', async () => {
    git('worktree', 'remove', '--force', TREE);
    const { phases, problems } = await api.status();
    assert.deepEqual([phases[0]?.status, phases[0]?.worktree], ['in_progress', null]);
    assert.ok(problems.some(({ code }) => code === 'worktree'));
  });
});
