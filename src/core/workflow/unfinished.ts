import { inShort, PlanError, upperFirst } from '../errors';
import { isSettled } from '../markdown/settled';
import type { LogEntry } from '../gitData';

/** So many of each are named, and each by so many characters. */
const MOST_TEXTS = 10;
const LONGEST_TEXT = 100;

/**
 * The refusal (`UNFINISHED`) to summarize a phase in which something is open: in one sentence with both ways on, and in
 * parts; null when nothing is open. `commits`: those of the phase besides its first one; null when that can't be told.
 * `uncommitted`: files of its work that are in no commit. `away`: what is checked out instead of its branch, or null.
 */
export function refuseOpen(o: {
  todos: readonly { text: string; marker: string }[];
  criteria: readonly { text: string; marker: string }[];
  commits: readonly LogEntry[] | null;
  branch: string;
  uncommitted: readonly string[];
  away: string | null;
}): PlanError | null {
  const lists = [openOf(o.todos, 'to-do', 'to-dos'), openOf(o.criteria, 'success criterion', 'success criteria')];
  const open = lists.filter(({ texts }) => texts.length > 0);
  const names = open.flatMap(({ texts }) => texts);
  const isIdle = o.commits?.length === 0;
  const idle = isIdle ? [`the branch ${o.branch} has no commits of its own`] : [];
  const uncommitted =
    o.uncommitted.length > 0 ? [`${isIdle ? 'its' : 'some'} work isn’t committed (${inShort(o.uncommitted)})`] : [];
  const away = o.away === null ? [] : [`${o.away} is checked out, not ${o.branch}`];
  const others = [...idle, ...uncommitted, ...away];
  if (names.length + others.length === 0) return null;
  const are = names.length === 1 ? 'is' : 'are';
  const counts = names.length === 0 ? [] : [`${open.map(({ count }) => count).join(' and ')} ${are} open`];
  const named = open.map(({ count, texts }) => `${count} (${inShort(texts.map(quoted), MOST_TEXTS)})`).join(' and ');
  const all = [...(names.length === 0 ? [] : [`${named} ${are} open`]), ...others];
  const next = nextOf(names.length, { isIdle, isCommitted: o.uncommitted.length === 0, branch: o.branch });
  return new PlanError('UNFINISHED', `${upperFirst(all.join(', and '))}: summarize anyway, or ${next} first.`, {
    parts: { title: `${upperFirst([...counts, ...others].join(', and '))}.`, names },
  });
}

function nextOf(open: number, o: { isIdle: boolean; isCommitted: boolean; branch: string }): string {
  if (open > 0) return `finish ${open === 1 ? 'it' : 'them'}`;
  if (o.isIdle) return 'commit its work';
  return o.isCommitted ? `switch to ${o.branch}` : 'commit it';
}

function openOf(all: readonly { text: string; marker: string }[], one: string, more: string) {
  const open = all.filter(({ marker }) => !isSettled(marker));
  const texts = open.map(({ text }) => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text));
  return { count: `${open.length} ${open.length === 1 ? one : more}`, texts };
}

const quoted = (text: string): string => `“${text}”`;
