import { isTicked } from '../../core/markdown/edits';
import { isDropped, isStarted } from '../../core/markdown/settled';
import type { PhaseList } from '../../core/reading/phaseLists';
import type { PlanNode } from './node';

/** Rows that nest as their items do in the file. */
export function nested<T extends { depth: number }>(items: readonly T[], nodeOf: (item: T) => PlanNode): PlanNode[] {
  const roots: PlanNode[] = [];
  const path: { depth: number; node: PlanNode }[] = [];
  for (const item of items) {
    const node = nodeOf(item);
    while ((path.at(-1)?.depth ?? -1) >= item.depth) path.pop();
    (path.at(-1)?.node.children ?? roots).push(node);
    path.push({ depth: item.depth, node });
  }
  return roots;
}

/** What a phase that doesn't run consists of, to read and not to tick: a click goes to its line. */
export function listedNodes(list: PhaseList | undefined, parent: string): PlanNode[] {
  if (!list) return [];
  const { path, items } = list;
  const numbered = items.map((item, index) => ({ ...item, index }));
  return nested(numbered, ({ text, line, marker, index }) => {
    const { icon, state } = looksOfBox(marker);
    return {
      id: `${parent}/listed/${index}`,
      label: text,
      ...describedBox(marker),
      tooltip: text,
      spoken: state === null ? text : `${text}, ${state}`,
      icon: { icon },
      context: 'listed',
      open: { path, line },
      expanded: true,
      children: [],
    };
  });
}

/** How a box that can't be ticked is drawn, by the character in it, and what is said of it; null of an open one. */
export function looksOfBox(marker: string): { icon: string; state: string | null } {
  if (isTicked(marker)) return { icon: 'check', state: 'done' };
  if (isDropped(marker)) return { icon: 'circle-slash', state: 'dropped' };
  return isStarted(marker) ? { icon: 'circle-filled', state: 'started' } : { icon: 'circle-small', state: null };
}

/** What stands beside its text, where no check box says it. */
export function describedBox(marker: string): { description?: string } {
  const { state } = looksOfBox(marker);
  return state === null || isTicked(marker) ? {} : { description: state };
}
