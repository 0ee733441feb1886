// Measures with ratios against a baseline in the same run: `npm run bench`.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/lib/paths.mjs';
import { plainEnvironment } from '../../scripts/lib/worlds.mjs';
import { compare, printRows } from './compare.mjs';
import { libraryRows } from './library.mjs';
import { problemsRows } from './problems.mjs';
import { readingRows } from './reading.mjs';
import { startPhaseRow } from './startPhase.mjs';
import { statusRow } from './status.mjs';

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
const rows = [
  await startPhaseRow(product, compare),
  await statusRow(product, compare),
  ...(await readingRows(product, compare)),
  ...(await problemsRows(product, compare)),
  ...(await libraryRows(product, compare)),
];
printRows(rows);
process.exitCode = rows.some((row) => row.atMost && row.ratio > row.atMost) ? 1 : 0;
