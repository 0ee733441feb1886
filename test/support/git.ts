// Git as a person runs it in a terminal, for the tests.
import { execFileSync } from 'node:child_process';

const IDENTITY = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];

export function runGit(folder: string, ...args: string[]): string {
  return execFileSync('git', [...IDENTITY, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined },
  }).trimEnd();
}

export function identify(folder: string): void {
  runGit(folder, 'config', 'user.name', 'Ada');
  runGit(folder, 'config', 'user.email', 'ada@example.com');
}
