/** The composition root: builds, wires, and returns the API. */
export function activate(): { getAPI: (version: number) => object } {
  return { getAPI: () => ({}) };
}
