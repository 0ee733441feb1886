import assert from 'node:assert/strict';
import { layoutGraph, nodeSize, type Direction } from '../../src/view/dashboard/layout';
import { layersOf } from '../../src/view/dashboard/layers';

const names = (layers: ReturnType<typeof layersOf>) => layers.map((layer) => layer.map(({ id }) => id));
const chain = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: String(at), after: at === 0 ? [] : [String(at - 1)] }));

describe('dashboard layout', () => {
  it('puts every node behind what it comes after', () => {
    const graph = [
      { id: 'a', after: [] },
      { id: 'b', after: ['a'] },
      { id: 'c', after: ['a'] },
      { id: 'd', after: ['c', 'b'] },
    ];
    assert.deepEqual(names(layersOf(graph)), [['a'], ['b', 'c'], ['d']]);
    assert.deepEqual(names(layersOf([...graph].reverse())), [['a'], ['c', 'b'], ['d']], 'in whatever order they stand');
  });

  it('draws no arrow that others say already', () => {
    const all = chain(60).map(({ id }, at, { length }) => ({
      id,
      after: Array.from({ length }, (_, other) => String(other)).slice(0, at),
    }));
    assert.equal(layoutGraph(all, 'down').edges.length, 59);
  });

  it('an arrow across a layer has a place of its own in it', () => {
    const graph = [...chain(3), { id: 'x', after: [] }, { id: 'last', after: ['2', 'x'] }];
    assert.deepEqual(names(layersOf(graph)), [['0', 'x'], ['1', null], ['2', null], ['last']]);
    assert.equal(layoutGraph(graph, 'across').edges.length, 4);
  });

  it('circles, unknown names and a node after itself leave all nodes in the picture', () => {
    const graph = [
      { id: 'a', after: ['c', 'a'] },
      { id: 'b', after: ['a', 'nobody'] },
      { id: 'c', after: ['b'] },
    ];
    assert.deepEqual(names(layersOf(graph)), [['a'], ['b'], ['c']]);
    assert.deepEqual(layoutGraph([], 'down').nodes, []);
  });

  it('no two nodes touch, and none stands outside', () => {
    const graph = Array.from({ length: 60 }, (_, at) => ({
      id: String(at),
      after: [at - 3, at - 7].filter((other) => other >= 0).map(String),
    }));
    for (const direction of ['across', 'down'] satisfies Direction[]) {
      const { nodes, width, height } = layoutGraph(graph, direction);
      assert.equal(nodes.length, 60);
      for (const [index, one] of nodes.entries()) {
        assert.ok(one.x >= 0 && one.y >= 0 && one.x + nodeSize.width <= width && one.y + nodeSize.height <= height);
        for (const other of nodes.slice(index + 1)) {
          const apart = Math.abs(one.x - other.x) >= nodeSize.width || Math.abs(one.y - other.y) >= nodeSize.height;
          assert.ok(apart, `${one.id} and ${other.id}, ${direction}`);
        }
      }
    }
  });
});
