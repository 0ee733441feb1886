import { isTicked } from '../../core/markdown/edits';
import { isDropped } from '../../core/markdown/settled';
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
    const [icon, state] = looksOfBox(marker);
    return {
      id: `${parent}/listed/${index}`,
      label: text,
      ...(isDropped(marker) ? { description: 'dropped' } : {}),
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

function looksOfBox(marker: string): [icon: string, state: string | null] {
  if (isTicked(marker)) return ['check', 'done'];
  return isDropped(marker) ? ['circle-slash', 'dropped'] : ['circle-small', null];
}
