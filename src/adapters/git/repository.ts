import { existsSync, promises as fs } from 'node:fs';
import path from 'node:path';
import { PlanError, RepositoryRefused } from '../../core/errors';
import { gitComplaint, gitCommandName, type GitCommand, type GitExec, type GitOutput } from './exec';
import { withoutPrefixes, withoutWorkTree } from './refusals';

/** Where a workspace folder stands in its repository. */
export interface RepositoryPlace {
  /** The git directory of this work tree, without links. */
  gitDir: string;
  /** The git directory that all work trees share, without links: the same text is the same place. */
  commonDir: string;
  /** The top of the work tree. */
  top: string;
  /** The name that git keeps a linked work tree by; empty for the main one. */
  linked: string;
  /** The folder's path from the top of the work tree, with a `/` at its end; empty at the top. */
  prefix: string;
  /** The folder of its hooks, wherever that is. */
  hooks: string;
}

/**
 * Finds the repository a folder is in.
 * Throws `GIT_MISSING`, `NOT_A_REPOSITORY` for a folder in none or in a bare one, and `RepositoryRefused`
 * (`GIT_FAILED`) for one that git won't work in.
 */
export async function findRepository(exec: GitExec, folder: string): Promise<RepositoryPlace> {
  const output = await exec({
    args: [
      ...['rev-parse', '--is-inside-work-tree', '--absolute-git-dir', '--git-common-dir', '--show-prefix'],
      ...['--git-path', 'hooks'],
    ],
  });
  const [inside, gitDir, commonDir, prefix = '', hooks = ''] = output.out.split('\n');
  // Where there is none at all, git says so: what it can't read is there.
  if (output.code !== 0) throw new RepositoryRefused(withoutPrefixes(gitComplaint(output)));
  if (inside !== 'true' || !gitDir || !commonDir) throw withoutWorkTree();
  // What git tells is from where a link leads to: the folder above the link is another one than the folder's.
  const real = await realPath(folder);
  const own = await realPath(gitDir);
  return {
    gitDir: own,
    commonDir: await realPath(path.resolve(real, commonDir)),
    top: prefix === '' ? folder : path.resolve(real, '../'.repeat(prefix.split('/').length - 1)),
    // Git has this file in the directory of a linked work tree alone.
    linked: existsSync(path.join(own, 'commondir')) ? path.basename(own) : '',
    prefix,
    hooks: path.resolve(real, hooks),
  };
}

/** With links followed as far as there is something: git names worktrees that are gone too. */
export async function realPath(file: string): Promise<string> {
  return fs.realpath(file).catch(async () => {
    const parent = path.dirname(file);
    return parent === file ? file : path.join(await realPath(parent), path.basename(file));
  });
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

/** The commits where the history of a shallow clone ends; none in a whole one. */
export async function readShallow({ commonDir }: RepositoryPlace): Promise<string[]> {
  const text = await fs.readFile(path.join(commonDir, 'shallow'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter((line) => line !== '');
}

export function hasHook({ hooks }: RepositoryPlace, name: string): boolean {
  return existsSync(path.join(hooks, name));
}

/** Runs a command that has to succeed. Throws `GIT_FAILED` with what git said. */
export async function mustRun(exec: GitExec, command: GitCommand): Promise<GitOutput> {
  const output = await exec(command);
  if (output.code === 0) return output;
  throw new PlanError(
    'GIT_FAILED',
    `“git ${gitCommandName(command)}” failed: ${gitComplaint(output) || `exit code ${output.code}`}`,
  );
}

/**
 * What names files of the workspace folder to git, letter by letter. By words of the path: `--literal-pathspecs` would
 * reach hooks, and what they ask git for.
 */
export function pathspecs(paths: readonly string[]): string[] {
  return paths.map((file) => `:(literal)${file}`);
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
