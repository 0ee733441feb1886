import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestWorld } from './world';

/**
 * While something runs, a program of this name is first on the path: it writes down what it was given
 * (`<name>.args`, `<name>.body` beside the repository), then runs the script.
 */
export async function withProgram(
  world: TestWorld,
  name: string,
  script: string,
  run: () => Promise<void>,
): Promise<void> {
  const folder = path.join(world.root, 'bin');
  mkdirSync(folder, { recursive: true });
  const notes = `printf '%s\\n' "$@" > "${world.root}/${name}.args"\ncat > "${world.root}/${name}.body"`;
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${notes}\n${script}\n`);
  chmodSync(path.join(folder, name), 0o755);
  const before = process.env.PATH ?? '';
  process.env.PATH = `${folder}${path.delimiter}${before}`;
  try {
    await run();
  } finally {
    process.env.PATH = before;
  }
}
