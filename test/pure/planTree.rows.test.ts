import assert from 'node:assert/strict';
import type { PlanStatus } from '../../src/core/types';
import type { PlanFolder } from '../../src/editor/folders/planFolder';
import { planNodes } from '../../src/features/planTree/model';
import { growRows, updateRows, type RowSource } from '../../src/features/planTree/rows';
import { nothing, running, status } from './surfaces.statuses';

const folder = { uri: 'file:///project' } as unknown as PlanFolder;
const nodes = (of: PlanStatus) => planNodes(of, 'context/context.md', nothing);
const labels = (rows: readonly RowSource[] | null) => rows?.map((row) => row.node.label);
const all = (rows: readonly RowSource[]): RowSource[] => rows.flatMap((row) => [row, ...all(row.children)]);

function ticked(): PlanStatus {
  const before = running();
  return { ...before, todos: before.todos.map((todo) => (todo.text === 'Tokens' ? { ...todo, done: true } : todo)) };
}

describe('plan tree rows', () => {
  it('redraws nothing when nothing changed', () => {
    assert.deepEqual(updateRows(growRows(nodes(running()), folder), nodes(running())), []);
  });

  it('redraws the box that was ticked and the count above it', () => {
    const rows = growRows(nodes(running()), folder);
    const before = all(rows);
    assert.deepEqual(labels(updateRows(rows, nodes(ticked()))), ['2 · API Layer', 'Tokens']);
    assert.deepEqual(all(rows), before, 'the rows are the same objects');
  });

  it('redraws the row whose children are others', () => {
    const rows = growRows(nodes(status()), folder);
    assert.deepEqual(labels(updateRows(rows, nodes(running())))?.[0], 'User Authentication');
    assert.ok(all(rows).some((row) => row.node.label === 'Tokens'));
  });

  it('gives up when the top rows are others', () => {
    assert.equal(updateRows(growRows(nodes(running()), folder), []), null);
  });

  it('tells commands the phase or the to-do that was clicked', () => {
    const rows = all(growRows(nodes(running()), folder));
    const target = (label: string) => rows.find((row) => row.node.label === label)?.target;
    const path = 'context/plans/2025-12-18-auth-phase-2.md';
    assert.deepEqual(target('2 · API Layer'), { ui: true, folder: 'file:///project', phase: 2, path });
    assert.deepEqual(target('Tokens'), { ui: true, folder: 'file:///project', todo: 2 });
  });
});
