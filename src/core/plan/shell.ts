/** The command line that merges a branch into its base, fit to be pasted into a terminal. */
export function mergeCommand(base: string, branch: string): string {
  return `git switch ${shellQuoted(base)} && git merge ${shellQuoted(branch)}`;
}

/** A name as a shell takes it: in quotes where it holds what a shell reads as more than text. */
function shellQuoted(name: string): string {
  return /^[\p{L}\p{N}_./@%+:,-]+$/u.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
