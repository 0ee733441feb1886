import { existsSync } from 'node:fs';
import path from 'node:path';
import { PlanError } from '../../core/errors';
import { complaint, type GitCommand, type GitExec, type GitOutput } from './exec';

/** Where a workspace folder stands in its repository. */
export interface RepositoryPlace {
  /** The git directory of this work tree. */
  gitDir: string;
  /** The git directory that all work trees share. */
  commonDir: string;
  /** The folder's path from the top of the work tree, with a `/` at its end; empty at the top. */
  prefix: string;
}

/**
 * Finds the repository a folder is in.
 * Throws `GIT_MISSING`, and `NOT_A_REPOSITORY` for a folder in none or in a bare one.
 */
export async function findRepository(exec: GitExec, folder: string): Promise<RepositoryPlace> {
  const output = await exec({
    args: ['rev-parse', '--is-inside-work-tree', '--absolute-git-dir', '--git-common-dir', '--show-prefix'],
  });
  const [inside, gitDir, commonDir, prefix = ''] = output.out.split('\n');
  if (output.code !== 0 || inside !== 'true' || !gitDir || !commonDir) {
    const why = output.code === 0 ? '' : ` (${complaint(output)})`;
    throw new PlanError(
      'NOT_A_REPOSITORY',
      `This folder is not in the work tree of a git repository${why}. Run “git init” first.`,
    );
  }
  return { gitDir, commonDir: path.resolve(folder, commonDir), prefix };
}

/** What git has begun and not ended in this work tree, in words, or null. */
export function operationUnderWay(place: RepositoryPlace): string | null {
  const signs: [file: string, name: string][] = [
    ['MERGE_HEAD', 'merge'],
    ['rebase-merge', 'rebase'],
    ['rebase-apply', 'rebase'],
    ['CHERRY_PICK_HEAD', 'cherry-pick'],
    ['REVERT_HEAD', 'revert'],
    ['BISECT_LOG', 'bisect'],
  ];
  return signs.find(([file]) => existsSync(path.join(place.gitDir, file)))?.[1] ?? null;
}

/** Whether a hook is there, wherever this repository has its hooks. */
export async function hasHook(exec: GitExec, folder: string, name: string): Promise<boolean> {
  const { out } = await must(exec, { args: ['rev-parse', '--git-path', `hooks/${name}`] });
  return existsSync(path.resolve(folder, out.trim()));
}

/** Runs a command that has to succeed. Throws `GIT_FAILED` with what git said. */
export async function must(exec: GitExec, command: GitCommand): Promise<GitOutput> {
  const output = await exec(command);
  if (output.code === 0) return output;
  throw new PlanError(
    'GIT_FAILED',
    `“git ${nameOf(command)}” failed: ${complaint(output) || `exit code ${output.code}`}`,
  );
}

/** The command's own name, behind the options for all of git. */
function nameOf({ args }: GitCommand): string {
  return args.find((arg, index) => !arg.startsWith('-') && !['-C', '-c'].includes(args[index - 1] ?? '')) ?? '';
}

/** From the top of the work tree to the workspace folder: `app/context/a.md` → `context/a.md`, others → `../a.md`. */
export function toWorkspacePath(place: RepositoryPlace, fromTop: string): string {
  if (place.prefix === '') return fromTop;
  if (fromTop.startsWith(place.prefix)) return fromTop.slice(place.prefix.length);
  return path.posix.relative(place.prefix, fromTop);
}

export function toTopPath(place: RepositoryPlace, workspacePath: string): string {
  return path.posix.join(place.prefix, workspacePath);
}
