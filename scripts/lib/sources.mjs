// Modules of src/ for the scripts: esbuild drops their types and follows their imports.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { removeNow } from './processes.mjs';
import { temporaryFolder } from './worlds.mjs';

/**
 * What a module exports.
 * @param {string} source like `src/ids.ts`
 */
export async function loadSource(source) {
  const { build } = await import('esbuild');
  const folder = temporaryFolder('source');
  const outfile = join(folder, 'source.mjs');
  const resolution = { mainFields: ['module', 'main'], platform: 'node' };
  await build({ absWorkingDir: root, entryPoints: [source], bundle: true, format: 'esm', outfile, ...resolution });
  const loaded = await import(pathToFileURL(outfile).href);
  removeNow(folder);
  return loaded;
}
