/** The command line that merges a branch into its base, fit to be pasted into a terminal. */
export function mergeCommand(base: string, branch: string): string {
  return `git switch ${shellQuoted(base)} && git merge ${shellQuoted(branch)}`;
}

/** The command line that pushes a branch to a remote for the first time. */
export function pushCommand(remote: string, branch: string): string {
  return `git push --set-upstream ${shellQuoted(remote)} ${shellQuoted(branch)}`;
}

/** The command line that gives a branch another name. */
export function renameCommand(from: string, to: string): string {
  return `git branch -m ${shellQuoted(from)} ${shellQuoted(to)}`;
}

/** A name as a shell takes it: in quotes where it holds what a shell reads as more than text. */
export function shellQuoted(name: string): string {
  return /^[\p{L}\p{N}_./@%+:,-]+$/u.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
