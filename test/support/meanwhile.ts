// What somebody else does in a repository while one of its hooks runs for an operation of ours.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hook } from './hostile';
import type { TestWorld } from './world';

/**
 * Runs an operation, and does something while this hook runs for the first time, as long as that takes. The hook ends
 * with `after`.
 */
export async function whileInHook<T>(
  world: TestWorld,
  name: string,
  o: { run: () => Promise<T>; meanwhile: () => unknown; after?: string },
): Promise<T> {
  const [begun, done] = ['in-hook', 'go-on'].map((file) => path.join(world.root, `${name}-${file}`));
  const waits = `mkdir "${begun}" 2>/dev/null || exit 0; until [ -e "${done}" ]; do sleep 0.02; done`;
  hook(world, name, `${waits}; ${o.after ?? 'exit 0'}`);
  const running = o.run();
  const ended = running.then(
    () => true,
    () => true,
  );
  while (!existsSync(begun ?? '')) {
    if (await Promise.race([ended, pause()])) break;
  }
  try {
    await o.meanwhile();
  } finally {
    writeFileSync(done ?? '', '');
  }
  return running;
}

async function pause(): Promise<false> {
  await new Promise((resolve) => setTimeout(resolve, 10));
  return false;
}
