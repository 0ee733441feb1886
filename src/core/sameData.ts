/**
 * Whether two values hold the same: plain objects, arrays and maps entry by entry, sets of primitives; everything else
 * is the same when it is identical.
 */
export function isSameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, index) => isSameData(each, b[index]));
  }
  if (a instanceof Set && b instanceof Set) return a.size === b.size && [...a].every((each) => b.has(each));
  if (a instanceof Map && b instanceof Map) return hasSameEntries(a, b);
  return hasSameEntries(new Map(Object.entries(a)), new Map(Object.entries(b)));
}

function hasSameEntries(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isSameData(value, b.get(key)));
}
