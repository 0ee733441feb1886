import { layersOf, type GraphNode, type LayerNode } from './layers';

/** Which way a graph is read. */
export type Direction = 'across' | 'down';

export interface GraphLayout {
  width: number;
  height: number;
  /** The upper left corners of the nodes, all of one size. */
  nodes: { id: string; x: number; y: number }[];
  /** Arrows from one node to the next, as paths of SVG. */
  edges: string[];
}

/** The size of a node, in pixels. */
export const nodeSize = { width: 228, height: 70 };

const layerGap = 36;
const slotGap = 18;
/** Room around all, for the ring of what has the focus. */
const margin = 4;

/** Where the nodes of a graph stand and how its edges run. The same nodes always give the same picture. */
export function layoutGraph(graph: readonly GraphNode[], direction: Direction): GraphLayout {
  const across = direction === 'across';
  const [long, wide] = across ? [nodeSize.width, nodeSize.height] : [nodeSize.height, nodeSize.width];
  const layers = layersOf(graph);
  const breadthOf = ({ id }: LayerNode) => (id === null ? slotGap : wide);
  const breadths = layers.map((layer) => sum(layer.map(breadthOf)) + slotGap * (layer.length - 1));
  const breadth = Math.max(0, ...breadths);
  const starts = new Map<LayerNode, number>();
  layers.forEach((layer, index) => {
    let start = margin + (breadth - (breadths[index] ?? 0)) / 2;
    for (const node of layer) {
      starts.set(node, start);
      start += breadthOf(node) + slotGap;
    }
  });
  const depth = Math.max(0, layers.length * (long + layerGap) - layerGap);
  const point = (along: number, aside: number) => (across ? { x: along, y: aside } : { x: aside, y: along });
  const place = (node: LayerNode, end: 0 | 1 | 0.5) =>
    point(margin + node.layer * (long + layerGap) + long * end, (starts.get(node) ?? 0) + breadthOf(node) / 2);
  const all = layers.flat();
  const size = point(depth + 2 * margin, breadth + 2 * margin);
  return {
    width: size.x,
    height: size.y,
    nodes: all.flatMap((node) => {
      const at = point(margin + node.layer * (long + layerGap), starts.get(node) ?? 0);
      return node.id === null ? [] : [{ id: node.id, ...at }];
    }),
    edges: all.flatMap((node) => (node.id === null ? [] : node.before.map((from) => edge(from, node, place, across)))),
  };
}

type Place = (node: LayerNode, end: 0 | 1) => { x: number; y: number };

/** From the node where an edge begins, through its bends, to where it ends. */
function edge(from: LayerNode, to: LayerNode, place: Place, across: boolean): string {
  const chain = [to];
  for (let node: LayerNode | undefined = from; node; node = node.id === null ? node.before[0] : undefined) {
    chain.unshift(node);
  }
  const [first = to, ...rest] = chain;
  const parts: string[] = [];
  let last = place(first, 1);
  for (const node of rest) {
    const next = place(node, 0);
    const half = across ? (last.x + next.x) / 2 : (last.y + next.y) / 2;
    const [one, two] = across ? [`${half},${last.y}`, `${half},${next.y}`] : [`${last.x},${half}`, `${next.x},${half}`];
    parts.push(`C${one} ${two} ${next.x},${next.y}`);
    if (node.id === null) {
      last = place(node, 1);
      parts.push(`L${last.x},${last.y}`);
    }
  }
  const begin = place(first, 1);
  const tip = across ? 'm-6,-3.5 l6,3.5 l-6,3.5' : 'm-3.5,-6 l3.5,6 l3.5,-6';
  return `M${begin.x},${begin.y} ${parts.join(' ')} ${tip}`;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
