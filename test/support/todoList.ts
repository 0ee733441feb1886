// The to-do list of the first phase, and what becomes of it when a phase starts.
import { parseContext } from '../../src/core/context/parse';
import { CONTEXT, commitFile } from './hostile';
import type { TestWorld } from './world';

export const USERS = 'Create users table migration';
export const TOKENS = 'Create refresh_tokens table migration';
export const REPLACED = '### To-dos replaced on 2025-12-18';

export const boxes = (text: string): string[] =>
  parseContext(text).todos.map(({ marker, text: todo }) => `[${marker}] ${todo}`);

/** Puts other items in place of the to-do list, and commits that. */
export function list(world: TestWorld, ...items: string[]): void {
  const text = world.read(CONTEXT).replace(/(?:^ *- \[.\] .*\n)+/m, `${items.join('\n')}\n`);
  commitFile(world, CONTEXT, text, 'docs: Change the list');
}
