import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { TestWorld } from '../support/world';
import { tryFaults, type CleanUp, type Fault } from './measure';

function tries(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Puts a folder on a disk of its own that has no room left; null where none can be mounted. */
function fill(folder: string): CleanUp | null {
  mkdirSync(folder, { recursive: true });
  const copy = `${folder}-copy`;
  cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
  if (!tries('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder)) return null;
  execFileSync('cp', ['-a', `${copy}/.`, folder]);
  execFileSync('rm', ['-rf', copy]);
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  tries('dd', 'if=/dev/zero', `of=${path.join(folder, 'data', 'full.bin')}`, 'bs=1k');
  return () => void tries('umount', folder);
}

/** Root may write anywhere, so it is the mount that says no. */
function protect(folder: string): CleanUp | null {
  mkdirSync(folder, { recursive: true });
  if (process.getuid?.() !== 0) {
    return tries('chmod', '-R', 'a-w', folder) ? () => void tries('chmod', '-R', 'u+w', folder) : null;
  }
  if (!tries('mount', '--bind', folder, folder)) return null;
  const undo = (): void => void tries('umount', folder);
  if (tries('mount', '-o', 'remount,bind,ro', folder)) return undo;
  undo();
  return null;
}

const context = (world: TestWorld): string => path.join(world.folder, 'context');
const gitDir = (world: TestWorld): string => path.join(world.folder, '.git');
const worktrees = (world: TestWorld): string => path.join(world.folder, '.para-worktrees');
const writes: Fault['on'] = (o) =>
  !o.pushes && !['resume', 'resume in a worktree', 'remove a worktree'].includes(o.name);
const inWorktree: Fault['on'] = (o) => o.worktree ?? false;

tryFaults('Disk', [
  { name: 'the disk of the context folder is full', on: writes, setUp: (world) => fill(context(world)) },
  { name: 'the disk of the git directory is full', setUp: (world) => fill(gitDir(world)) },
  { name: 'the context folder is read-only', on: writes, setUp: (world) => protect(context(world)) },
  { name: 'the disk of the worktrees is full', on: inWorktree, setUp: (world) => fill(worktrees(world)) },
  { name: 'the folder of the worktrees is read-only', on: inWorktree, setUp: (world) => protect(worktrees(world)) },
  { name: 'the git directory is read-only', setUp: (world) => protect(gitDir(world)) },
]);
