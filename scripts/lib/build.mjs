import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeNow, run } from './processes.mjs';
import { root, vsixFile } from './paths.mjs';
import { Plain } from './say.mjs';
import { temporaryFolder } from './worlds.mjs';

/** @param {string[]} flags those of esbuild.mjs */
export async function bundle(...flags) {
  await tool('The build', ['esbuild.mjs', ...flags]);
}

/** What vsce needn't even look at; .vscodeignore decides about the rest. */
const neverShipped = new Set(['.git', '.vscode-test', 'dist', 'node_modules', 'out', 'scripts', 'src', 'test']);

/**
 * Makes the VSIX, from a copy: vsce would else walk through every downloaded VS Code, and ship a manifest with our
 * scripts and tools in it.
 */
export async function packageVsix(file = vsixFile) {
  const stage = temporaryFolder('package');
  for (const entry of readdirSync(root)) {
    if (!neverShipped.has(entry)) cpSync(join(root, entry), join(stage, entry), { recursive: true });
  }
  await bundle('--production', `--outfile=${join(stage, 'dist', 'extension.js')}`);
  const { scripts, devDependencies, ...manifest } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  await tool('Packaging', [vsce, 'package', '-o', file], stage);
  removeNow(stage);
  return file;
}

async function tool(what, args, cwd = root) {
  const { code, stdout, stderr } = await run(process.execPath, args, { cwd });
  if (code !== 0) {
    console.error(`${stdout}${stderr}`.trimEnd());
    throw new Plain(`${what} failed; see above.`);
  }
}
