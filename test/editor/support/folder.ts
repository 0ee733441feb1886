// The workspace folder of the extension host's tests: one real repository with a bare remote, put back before each
// test.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { PhasedPlansApi, PhasedPlansExtension, PlanStatus } from '../../../src/api';

export const FOLLOWS_WITHIN = 1000;

export function folder(): string {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (!first) throw new Error('The tests need a workspace folder.');
  return first.uri.fsPath;
}

export async function getApi(): Promise<PhasedPlansApi> {
  const extension = vscode.extensions.getExtension<PhasedPlansExtension>('phased-plans.phased-plans');
  if (!extension) throw new Error('The extension is not known to VS Code.');
  return (await extension.activate()).getAPI(1);
}

/**
 * Git as in a terminal. VS Code runs git of its own here: as a person would, this waits until that is done with the
 * index.
 */
export function git(...args: string[]): string {
  const until = Date.now() + 10_000;
  for (;;) {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder(), encoding: 'utf8' });
    if (status === 0) return stdout.trimEnd();
    if (!/index\.lock': File exists/.test(stderr) || Date.now() > until)
      throw new Error(`git ${args.join(' ')}: ${stderr}`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}

export function read(file: string): string {
  return readFileSync(path.join(folder(), file), 'utf8');
}

export function write(file: string, text: string): void {
  const target = path.join(folder(), file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/** The repository as it was made: its first commit on `main`, here and on the remote, and no file besides. */
export async function reset(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const first = git('rev-list', '--max-parents=0', 'HEAD').split('\n')[0] ?? '';
  git('switch', '--quiet', '--discard-changes', '-C', 'main', first);
  git('clean', '-qfdx');
  for (const branch of lines('branch', '--format=%(refname:short)'))
    if (branch !== 'main') git('branch', '-qD', branch);
  git('push', '--quiet', '--force', 'origin', 'main');
  const remote = lines('ls-remote', '--heads', 'origin').map((line) => line.split('refs/heads/')[1] ?? '');
  for (const branch of remote) if (branch !== 'main') git('push', '--quiet', 'origin', '--delete', branch);
  git('branch', '--quiet', '--set-upstream-to=origin/main', 'main');
  rmSync(path.join(folder(), 'context'), { recursive: true, force: true });
}

function lines(...args: string[]): string[] {
  return git(...args)
    .split('\n')
    .filter((line) => line !== '');
}

/** The next status that fits, as the event tells it; rejects after the time a change may take to show. */
export async function statusThat(fits: (status: PlanStatus) => boolean, change: () => unknown): Promise<PlanStatus> {
  // Made here, its stack says which change it was.
  const late = new Error('The change did not show in time.');
  const api = await getApi();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      subscription.dispose();
      reject(late);
    }, FOLLOWS_WITHIN + 4000);
    const subscription = api.onDidChangeStatus(({ status }) => {
      if (!fits(status)) return;
      clearTimeout(timer);
      subscription.dispose();
      resolve(status);
    });
    change();
  });
}
