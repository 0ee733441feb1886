// What a repository holds, to compare it before and after.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import path from 'node:path';
import { runGit } from './git';

/** The git directory, also where the folder is below the top of its repository or in a linked work tree. */
function gitDirOf(folder: string): string | null {
  const inside = path.join(folder, '.git');
  if (existsSync(path.join(inside, 'HEAD'))) return inside;
  try {
    return runGit(folder, 'rev-parse', '--absolute-git-dir');
  } catch {
    return null;
  }
}

/** Where git keeps each linked work tree of a repository. */
export function linkedIn(folder: string): string[] {
  const admins = path.join(gitDirOf(folder) ?? folder, 'worktrees');
  return existsSync(admins) ? readdirSync(admins).map((name) => path.join(admins, name)) : [];
}

/**
 * What git keeps of a linked work tree: HEAD, what is staged, what is under way. Not the index to the byte, in which
 * stands when files were made: a work tree that was made again has other ones.
 */
function linkedState(folder: string, admin: string): string {
  const staged = runGit(folder, `--git-dir=${admin}`, `--work-tree=${folder}`, 'ls-files', '--stage');
  const files = readdirSync(admin).filter(
    (name) => !['ORIG_HEAD', 'COMMIT_EDITMSG', 'index', 'logs', 'refs'].includes(name),
  );
  const texts = files.sort().map((name) => {
    const file = path.join(admin, name);
    return `${name}: ${statSync(file).isFile() ? readFileSync(file, 'utf8').trim() : 'a folder'}`;
  });
  return [...texts, staged].join('\n');
}

/** What all work trees of a repository share. */
function commonDirOf(gitDir: string): string {
  const pointer = path.join(gitDir, 'commondir');
  return existsSync(pointer) ? path.resolve(gitDir, readFileSync(pointer, 'utf8').trim()) : gitDir;
}

/** Branches, tags and the stash. */
const OWN_REFS = ['refs/heads', 'refs/tags', 'refs/stash'];

/** The refs of some kinds, with their objects. Git is asked only where it keeps them in another way than as files. */
export function refsIn(folder: string, kinds: readonly string[]): string {
  const commonDir = commonDirOf(gitDirOf(folder) ?? folder);
  if (existsSync(path.join(commonDir, 'reftable'))) {
    return runGit(folder, 'for-each-ref', '--format=%(refname) %(objectname)', ...kinds);
  }
  const refs = new Map<string, string>();
  const packed = path.join(commonDir, 'packed-refs');
  for (const line of existsSync(packed) ? readFileSync(packed, 'utf8').split('\n') : []) {
    const [id = '', name = ''] = line.split(' ');
    if (kinds.some((kind) => name.startsWith(`${kind}/`))) refs.set(name, id);
  }
  const walk = (name: string): void => {
    const file = path.join(commonDir, name);
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) for (const each of readdirSync(file)) walk(`${name}/${each}`);
    else if (!name.endsWith('.lock')) refs.set(name, readFileSync(file, 'utf8').trim());
  };
  for (const kind of kinds) walk(kind);
  return [...refs]
    .sort()
    .map(([name, id]) => `${name} ${id}`)
    .join('\n');
}

/**
 * HEAD, local branches, stash, the index to the byte, every file of the work tree with its mode; of linked ones as
 * much.
 */
export function snapshot(folder: string): Record<string, string> {
  const result: Record<string, string> = {};
  const gitDir = gitDirOf(folder);
  if (gitDir !== null) {
    result.HEAD = readFileSync(path.join(gitDir, 'HEAD'), 'utf8');
    result.refs = refsIn(folder, OWN_REFS);
    const index = path.join(gitDir, 'index');
    result.index = existsSync(index) ? createHash('sha1').update(readFileSync(index)).digest('hex') : 'none';
    const exclude = path.join(commonDirOf(gitDir), 'info', 'exclude');
    result.exclude = existsSync(exclude) ? readFileSync(exclude, 'utf8') : '';
    for (const admin of linkedIn(folder)) result[`worktree ${path.basename(admin)}`] = linkedState(folder, admin);
    result.journal = String(existsSync(path.join(gitDir, 'phased-plans')));
    result.locks = readdirSync(gitDir)
      .filter((name) => name.endsWith('.lock'))
      .join();
  }
  const walk = (relative: string): void => {
    for (const entry of readdirSync(path.join(folder, relative), { withFileTypes: true })) {
      const file = path.posix.join(relative, entry.name);
      const full = path.join(folder, file);
      if (file === '.git') continue;
      if (entry.isSymbolicLink()) result[file] = `→ ${readlinkSync(full)}`;
      else if (entry.isDirectory()) walk(file);
      else result[file] = `${(statSync(full).mode & 0o777).toString(8)} ${readFileSync(full).toString('base64')}`;
    }
  };
  walk('');
  return result;
}
