import { NoRepository, PlanError, RepositoryRefused } from '../../core/errors';

/** What git says of a repository of another owner: since 2.38, and before. */
const ANOTHER_OWNER = /^fatal: (detected dubious ownership in repository at|unsafe repository \()/im;

/** Git's own command that helps then; the path in it is quoted as a shell needs it. */
const EXCEPTION = /^\s*(git config --global --add safe\.directory .+)$/m;

/** Why git can't work in a folder at all, by its complaint; null when it failed for something else. */
export function unusableRepository(complaint: string): PlanError | null {
  if (ANOTHER_OWNER.test(complaint)) return ofAnotherOwner(complaint);
  if (/^fatal: not a git repository \(or any/im.test(complaint)) return new NoRepository();
  const broken = /^fatal: (not a git repository.*)/im.exec(complaint)?.[1];
  if (broken !== undefined) {
    return new RepositoryRefused(
      broken,
      'The file “.git” of this folder points there: run “git worktree repair” in the main work tree, or put the repository back',
    );
  }
  return /^fatal: .*must be run in a work tree/im.test(complaint) ? withoutWorkTree() : null;
}

function ofAnotherOwner(complaint: string): RepositoryRefused {
  const [what = ''] = complaint.split(/^To add an exception/m);
  const command = EXCEPTION.exec(complaint)?.[1]?.trim() ?? 'git config --global --add safe.directory FOLDER';
  return new RepositoryRefused(withoutPrefixes(what), `To add an exception for this directory, run “${command}”`);
}

/** In a bare repository, or in a git directory. */
export function withoutWorkTree(): PlanError {
  return new PlanError(
    'NOT_A_REPOSITORY',
    'This folder is in a bare repository, where there are no files to work on. Open a clone or a worktree of it, then try again.',
  );
}

/** Git's complaint as the beginning of a message. */
export function withoutPrefixes(complaint: string): string {
  return complaint
    .replace(/^(?:fatal|error): /gim, '')
    .replace(/\s+/g, ' ')
    .trim();
}
