import { inShort } from '../errors';
import { isSettled } from '../markdown/settled';
import type { LogEntry } from '../gitData';

/** So many of each are named, and each by so many characters. */
const NAMED = 10;
const LONGEST = 100;

/**
 * What is open in a phase that is to be summarized, in one sentence with both ways on; null when nothing is. `commits`:
 * those of the phase besides its first one; null when that can't be told.
 */
export function describeOpen(o: {
  todos: readonly { text: string; marker: string }[];
  criteria: readonly { text: string; marker: string }[];
  commits: readonly LogEntry[] | null;
  branch: string;
}): string | null {
  const [todos, criteria] = [o.todos, o.criteria].map((all) => all.filter(({ marker }) => !isSettled(marker)));
  const open = [
    ...namesOf(todos ?? [], 'to-do is', 'to-dos are'),
    ...namesOf(criteria ?? [], 'success criterion is', 'success criteria are'),
  ];
  const idle = o.commits?.length === 0 ? `the branch ${o.branch} has no commits of its own` : null;
  if (open.length === 0) return idle && `T${idle.slice(1)}: summarize anyway, or commit its work first.`;
  const count = (todos ?? []).length + (criteria ?? []).length;
  const next = `summarize anyway, or finish ${count === 1 ? 'it' : 'them'} first.`;
  return `${[...open, ...(idle ? [idle] : [])].join(', ')}: ${next}`;
}

function namesOf(open: readonly { text: string }[], one: string, more: string): string[] {
  if (open.length === 0) return [];
  const names = open.map(({ text }) => `“${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}”`);
  return [`${open.length} ${open.length === 1 ? one : more} open (${inShort(names, NAMED)})`];
}
