// Git repositories in temporary folders, for the hosted suites and the demo.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './processes.mjs';
import { temporaryFolder } from './worlds.mjs';

/**
 * Runs git in a folder; resolves to what it printed, and rejects with what it complained about. The workbench runs git
 * of its own on the repository it shows: as a person would, this waits until it is done with its index.
 */
export async function git(folder, args, env = process.env) {
  const until = Date.now() + 10_000;
  for (;;) {
    const { code, stdout, stderr } = await run('git', args, { cwd: folder, env: { ...process.env, ...env } });
    if (code === 0) return stdout.trimEnd();
    if (!/index\.lock': File exists/.test(stderr) || Date.now() > until) {
      throw new Error(`git ${args.join(' ')}: ${(stderr || stdout).trim()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Writes files given as `{ 'path/in/folder': text }`. */
export function writeFiles(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/**
 * A repository with a first commit on `main`, pushed to a bare remote beside it.
 * @param {{
 *   files?: Record<string, string>,
 *   env?: Record<string, string | undefined>,
 *   name?: string,
 *   remote?: boolean,
 * }} [options]
 * @returns {Promise<{ root: string, folder: string, remote: string, git: (...args: string[]) => Promise<string> }>}
 *   `root` is the temporary folder that holds both
 */
export async function makeRepository({ files = {}, env, name = 'project', remote = true } = {}) {
  const root = temporaryFolder('repository');
  const folder = join(root, name);
  const bare = join(root, 'remote.git');
  mkdirSync(folder);
  const inFolder = (...args) => git(folder, args, env);
  await inFolder('init', '--quiet', '--initial-branch=main');
  writeFiles(folder, { 'README.md': `# ${name}\n`, ...files });
  await inFolder('add', '--all');
  await inFolder('commit', '--quiet', '--message=chore: Begin');
  if (remote) {
    await git(root, ['init', '--quiet', '--bare', '--initial-branch=main', bare], env);
    await inFolder('remote', 'add', 'origin', bare);
    await inFolder('push', '--quiet', '--set-upstream', 'origin', 'main');
    await inFolder('remote', 'set-head', 'origin', 'main');
  }
  return { root, folder, remote: bare, git: inFolder };
}
