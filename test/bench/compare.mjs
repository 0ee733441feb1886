// Two things in turn, A B A B …, so that a machine whose speed drifts treats both alike.
import { performance } from 'node:perf_hooks';

/**
 * Runs both once unmeasured, then `runs` times in turn.
 * @param {{ name: string, a: Side, b: Side, runs?: number }} o
 * @typedef {{
 *   label: string,
 *   prepare?: (run: number) => Promise<unknown>,
 *   measure: (prepared: unknown) => Promise<unknown>,
 * }} Side
 * @returns the medians in milliseconds and the median of the ratios a/b, pair by pair
 */
export async function compare({ name, a, b, runs = 15 }) {
  const times = { a: [], b: [] };
  for (let run = -1; run < runs; run++) {
    for (const [key, side] of [
      ['a', a],
      ['b', b],
    ]) {
      const prepared = await side.prepare?.(run);
      const begun = performance.now();
      await side.measure(prepared);
      if (run >= 0) times[key].push(performance.now() - begun);
    }
  }
  const ratios = times.a.map((time, run) => time / times.b[run]);
  return {
    name,
    a: a.label,
    b: b.label,
    aMs: median(times.a),
    bMs: median(times.b),
    ratio: median(ratios),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
  };
}

function median(numbers) {
  const sorted = [...numbers].sort((x, y) => x - y);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `atMost`: of the ratio; `atMostMs`: of our own time. */
export const isMissed = ({ ratio, aMs, atMost = Infinity, atMostMs = Infinity }) => ratio > atMost || aMs > atMostMs;

export function printRows(rows) {
  const table = rows.map((row) => [
    row.name,
    `${row.a}: ${row.aMs.toFixed(1)} ms${row.atMostMs ? ` (at most ${row.atMostMs})` : ''}`,
    `${row.b}: ${row.bMs.toFixed(1)} ms`,
    `× ${row.ratio.toFixed(2)} (${row.low.toFixed(2)}–${row.high.toFixed(2)})${row.atMost ? `, at most ${row.atMost}` : ''}`,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((line) => line[column].length)));
  for (const line of table) console.log(line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}
