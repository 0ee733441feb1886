import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './processes.mjs';
import { root, vsixFile } from './paths.mjs';
import { Plain } from './say.mjs';

/** @param {string[]} flags those of esbuild.mjs */
export async function bundle(...flags) {
  await tool('The build', ['esbuild.mjs', ...flags]);
}

/** Makes the VSIX. vsce builds for production itself, through `vscode:prepublish`. */
export async function packageVsix(file = vsixFile) {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const vsce = join('node_modules', '@vscode', 'vsce', 'vsce');
  await tool('Packaging', [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '-o', file]);
  if (!existsSync(join(root, 'dist', 'extension.js')) || !existsSync(file)) throw new Plain('Packaging made no VSIX.');
  return file;
}

async function tool(what, args) {
  const { code, stdout, stderr } = await run(process.execPath, args, { cwd: root });
  if (code !== 0) {
    console.error(`${stdout}${stderr}`.trimEnd());
    throw new Plain(`${what} failed; see above.`);
  }
}
