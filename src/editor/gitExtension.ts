import * as vscode from 'vscode';
import type { Disk } from '../core/diskPort';
import type { Log } from './log';

/** The little of the built-in Git extension that is used here. */
interface GitExtension {
  getAPI(version: 1): { git: { path: string } };
}

/** The git program: the one set for the built-in Git extension, else the one it found, else whatever `git` is. */
export async function findGitBinary(log: Log, disk: Disk): Promise<string> {
  return (await configuredBinary(disk)) ?? (await binaryOfGitExtension(log)) ?? 'git';
}

async function configuredBinary(disk: Disk): Promise<string | null> {
  const setting: unknown = vscode.workspace.getConfiguration('git').get('path');
  const paths = Array.isArray(setting) ? setting : [setting];
  for (const path of paths) {
    if (typeof path === 'string' && path !== '' && (await disk.exists(path))) return path;
  }
  return null;
}

async function binaryOfGitExtension(log: Log): Promise<string | null> {
  try {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    return (await extension?.activate())?.getAPI(1).git.path ?? null;
  } catch (error) {
    // Disabled, or it found no git itself: git may still be on the PATH.
    log.debug(`The built-in Git extension names no git: ${String(error)}`);
    return null;
  }
}
