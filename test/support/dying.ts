// Processes that end themselves at a moment, as a crash would end them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createRunner } from '../../src/adapters/runner/runner';
import type { Step } from '../../src/core/steps';
import { quiet, type TestWorld } from './world';
import { inProcess } from './writers';

export function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Lets this process die when an operation of a world is about to do a step of this kind. */
export function dieAtStep({ ports, folder }: TestWorld, kind: Step['kind']): void {
  const info = (message: string): void => void (message.endsWith(`(${kind})`) && die());
  ports.runner = createRunner(folder, { binary: 'git', log: { ...quiet, info } });
}

/** Lets this process die when an operation of a world runs git so. */
export function dieAtGit({ ports, folder }: TestWorld, command: string): void {
  const debug = (message: string): void => void (message.includes(command) && die());
  ports.runner = createRunner(folder, { binary: 'git', log: { ...quiet, debug } });
}

/** Calls what a test's bundle exports in a process of its own, which is to die over it. */
export async function runAndDie(bundle: string, exported: string, ...given: string[]): Promise<void> {
  const [, signal] = (await once(inProcess(bundle, exported, ...given), 'exit')) as [unknown, string | null];
  assert.equal(signal, 'SIGKILL');
}
