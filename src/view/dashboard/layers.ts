/** What a graph is drawn of: a node, and the nodes that it comes after. */
export interface GraphNode {
  id: string;
  after: readonly string[];
}

/** A node in its layer. One that only bends an edge across its layer has no `id`. */
export interface LayerNode {
  id: string | null;
  layer: number;
  before: LayerNode[];
}

/**
 * Puts nodes into layers: each stands in the layer behind the last one that it comes after. Names that no node has, a
 * node that comes after itself, and what closes a circle are left out; so is an edge that others say already.
 */
export function layersOf(nodes: readonly GraphNode[]): LayerNode[][] {
  const known = new Map<string, LayerNode>();
  const ancestors = new Map<LayerNode, Set<LayerNode>>();
  for (const { id, after } of inOrder(nodes)) {
    const before = [...new Set(after)].flatMap((each) => known.get(each) ?? []);
    const node: LayerNode = { id, layer: 1 + Math.max(-1, ...before.map(({ layer }) => layer)), before: [] };
    const reached = new Set<LayerNode>();
    for (const each of before.sort((a, b) => b.layer - a.layer)) {
      if (reached.has(each)) continue;
      node.before.push(each);
      reached.add(each);
      for (const far of ancestors.get(each) ?? []) reached.add(far);
    }
    known.set(id, node);
    ancestors.set(node, reached);
  }
  return sortLayers(withBends([...known.values()]));
}

/** Every node behind those that it comes after; where they form a circle, the first of the list begins it. */
function inOrder(nodes: readonly GraphNode[]): GraphNode[] {
  const waiting = new Map(nodes.map((node) => [node.id, node]));
  const ordered: GraphNode[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(({ id, after }) => !after.some((e) => e !== id && waiting.has(e)));
    const next = free.length > 0 ? free : [...waiting.values()].slice(0, 1);
    for (const node of next) waiting.delete(node.id);
    ordered.push(...next);
  }
  return ordered;
}

/** An edge across a layer gets a place in it: it would cut through the nodes there. */
function withBends(nodes: readonly LayerNode[]): LayerNode[][] {
  const layers: LayerNode[][] = [];
  const put = (node: LayerNode) => (layers[node.layer] ??= []).push(node);
  for (const node of nodes) {
    node.before = node.before.map((far) => {
      let last = far;
      for (let layer = far.layer + 1; layer < node.layer; layer++) {
        last = { id: null, layer, before: [last] };
        put(last);
      }
      return last;
    });
    put(node);
  }
  return layers;
}

/** Nodes stand beside those that they come after, so that few edges cross; else in the order of the list. */
function sortLayers(layers: LayerNode[][]): LayerNode[][] {
  const place = new Map<LayerNode, number>();
  return layers.map((layer) => {
    const wish = new Map(
      layer.map((node, index) => [
        node,
        middle(
          node.before.map((e) => place.get(e) ?? 0),
          index,
        ),
      ]),
    );
    const sorted = [...layer].sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
    sorted.forEach((node, index) => place.set(node, index - (sorted.length - 1) / 2));
    return sorted;
  });
}

function middle(places: readonly number[], otherwise: number): number {
  return places.length === 0 ? otherwise : places.reduce((sum, each) => sum + each, 0) / places.length;
}
