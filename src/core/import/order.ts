/**
 * Puts things in an order in which each comes after those that it waits for; apart from that they stay as they are.
 * `waits`: for each thing the places of those. In a circle, waiting for what comes later in the list is cut.
 */
export function inOrder(waits: readonly (readonly number[])[]): {
  /** Places in the list. */
  order: number[];
  /** As `waits`, without what was cut. */
  kept: number[][];
  cut: { of: number; on: number }[];
} {
  const circles = circlesOf(waits);
  const cut: { of: number; on: number }[] = [];
  const kept = waits.map((each, of) =>
    each.filter((on) => {
      const isCut = on >= of && circles[on] === circles[of];
      if (isCut) cut.push({ of, on });
      return !isCut;
    }),
  );
  const order: number[] = [];
  const placed = new Set<number>();
  const place = (at: number): void => {
    if (placed.has(at)) return;
    placed.add(at);
    kept[at]?.forEach(place);
    order.push(at);
  };
  for (const at of waits.keys()) place(at);
  return { order, kept, cut };
}

/** Things that wait for each other, however long the way, have the same number (Tarjan's algorithm). */
function circlesOf(waits: readonly (readonly number[])[]): number[] {
  const found: number[] = [];
  const lowest: number[] = [];
  const circle: number[] = [];
  const open: number[] = [];
  let count = 0;
  const visit = (at: number): void => {
    found[at] = lowest[at] = count++;
    open.push(at);
    for (const on of waits[at] ?? []) {
      if (found[on] === undefined) visit(on);
      if (circle[on] === undefined) lowest[at] = Math.min(lowest[at] ?? 0, lowest[on] ?? 0);
    }
    if (lowest[at] !== found[at]) return;
    for (const each of open.splice(open.indexOf(at))) circle[each] = at;
  };
  for (const at of waits.keys()) if (found[at] === undefined) visit(at);
  return circle;
}
