import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { PhasedPlansApi, PlanStatus } from '../../src/api';
import { folder, getApi, git, read, reset, statusThat, write } from './support/folder';

const TREE = '.para-worktrees/beside-phase-1';

/** What is said of the worktree of phase 1. */
const amiss = ({ problems }: PlanStatus): string =>
  problems
    .filter(({ code, message }) => code === 'worktree' && message.includes(TREE))
    .map(({ message }) => message)
    .join();

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

  it('shows at once what is done in the worktree by hand', async () => {
    const there = (...args: string[]) => git('-C', TREE, ...args);
    const switched = await statusThat(
      (status) => amiss(status) !== '',
      () => there('switch', '--quiet', '-c', 'other'),
    );
    assert.match(amiss(switched), /Branch “other” is checked out in .* instead of “para\/beside-phase-1”/);
    await statusThat(
      (status) => amiss(status) === '',
      () => there('switch', '--quiet', 'para/beside-phase-1'),
    );
    // Whose the last commit is belongs to what is shown.
    await statusThat(
      () => true,
      () => there('commit', '--quiet', '--allow-empty', '--author=Grace <grace@example.com>', '--message=feat: More'),
    );
  });

  it('tells at once when its worktree is gone, or there again', async () => {
    const isGone = (status: PlanStatus) => status.phases[0]?.worktree === null && amiss(status) !== '';
    const isBack = (status: PlanStatus) => status.phases[0]?.worktree === TREE && amiss(status) === '';
    const add = () => git('worktree', 'add', '--quiet', TREE, 'para/beside-phase-1');
    const gone = await statusThat(isGone, () => git('worktree', 'remove', '--force', TREE));
    assert.equal(gone.phases[0]?.status, 'in_progress');
    await statusThat(isBack, add);
    // Nobody tells git of this one.
    await statusThat(isGone, () => rmSync(path.join(folder(), TREE), { recursive: true }));
    git('worktree', 'prune');
    await statusThat(isBack, add);
    // The last ones take git's own folder of worktrees with them.
    git('worktree', 'remove', '--force', '.para-worktrees/beside-phase-2');
    await statusThat(isGone, () => git('worktree', 'remove', '--force', TREE));
    await statusThat(isBack, add);
    await statusThat(
      (status) => amiss(status) !== '',
      () => git('-C', TREE, 'switch', '--quiet', 'other'),
    );
  });
});
