import { resolveConflict } from '../context/merge/conflict';
import type { ContextFile, ContextState } from '../context/model';
import { parseContext } from '../context/parse';
import { repairedBlock } from '../context/repairBlock';
import { readableState } from '../context/repairState';
import { readContextState } from '../context/state';
import { findStateBlock } from '../context/stateBlock';
import { isPlanError } from '../errors';
import { isTooLarge } from '../limits';
import { applyEdits } from '../markdown/edits';
import { parseMarkdown } from '../markdown/parse';

/**
 * What can be told of the state in a context file whose state can't be used: of both sides of a conflict what they come
 * to, of broken JSON what it would be with the smallest repair, else what can be read of it. Null when that is nothing.
 */
export function stateInBroken({ text, issues }: ContextFile): ContextState | null {
  if (isTooLarge(text)) return null;
  if (issues[0]?.kind === 'conflict') return merged(text);
  return repaired(text) ?? readContextState(readableState(text));
}

function merged(text: string): ContextState | null {
  try {
    return parseContext(resolveConflict(text)).state;
  } catch (error) {
    if (isPlanError(error)) return null;
    throw error;
  }
}

function repaired(text: string): ContextState | null {
  const block = findStateBlock(parseMarkdown(text));
  const whole = block && repairedBlock(block);
  if (!block || !whole) return null;
  const { start, end } = block.fence;
  return parseContext(applyEdits(text, [{ offset: start, length: end - start, text: whole.text }])).state;
}
