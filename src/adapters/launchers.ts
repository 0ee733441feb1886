import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Runs {
  /** What runs the program: VS Code itself, or the Node.js of a remote one. */
  node: string;
  program: string;
}

/**
 * What runs the command-line program by its name, by file: for every shell that reads `#!`, and for Windows, whose
 * batch files can't hold every path, so that they are in variables there.
 */
function shimTexts({ node, program }: Runs): Record<string, string> {
  const quoted = (path: string) => `'${path.replaceAll("'", `'\\''`)}'`;
  return {
    'phased-plans': `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec ${quoted(node)} ${quoted(program)} "$@"\n`,
    'phased-plans.cmd':
      '@echo off\r\nsetlocal\r\nset ELECTRON_RUN_AS_NODE=1\r\n"%PHASED_PLANS_NODE%" "%PHASED_PLANS_PROGRAM%" %*\r\n',
  };
}

/** Writes them into a folder of their own. Those that run meanwhile stay whole: a file is replaced in one move. */
export async function writeShims(folder: string, runs: Runs): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(shimTexts(runs))) {
    const file = join(folder, name);
    if ((await readFile(file, 'utf8').catch(() => null)) === text) continue;
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, text);
    await chmod(draft, 0o755);
    await rename(draft, file);
  }
}
