// Measures with ratios against a baseline in the same run: `npm run bench`, or `npm run bench -- status` for some rows.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/lib/paths.mjs';
import { plainEnvironment } from '../../scripts/lib/worlds.mjs';
import { compare, isMissed, printRows } from './compare.mjs';
import { libraryRows } from './library.mjs';
import { problemsRows } from './problems.mjs';
import { readingRows } from './reading.mjs';
import { startPhaseRows, summarizeRow, tickRow } from './startPhase.mjs';
import { statusRows } from './status.mjs';

Object.assign(process.env, plainEnvironment());
const outfile = join(root, 'out/bench/product.cjs');
await build({
  absWorkingDir: root,
  entryPoints: ['test/bench/product.ts'],
  outfile,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  logLevel: 'warning',
});
const product = createRequire(import.meta.url)(outfile);
const makers = { startPhaseRows, tickRow, summarizeRow, statusRows, readingRows, problemsRows, libraryRows };
const wanted = process.argv.slice(2);
const rows = [];
for (const [name, make] of Object.entries(makers)) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const made = [await make(product, compare)].flat();
  printRows(made);
  rows.push(...made);
}
const missed = rows.filter(isMissed);
if (missed.length > 0) console.log(`\nNot within its bound: ${missed.map(({ name }) => name).join('; ')}`);
process.exitCode = missed.length > 0 ? 1 : 0;
