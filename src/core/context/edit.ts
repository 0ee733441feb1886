import { PlanError } from '../errors';
import { isTooLarge } from '../limits';
import { parseMarkdown } from '../markdown/parse';
import { isObject, readJson, valueOf } from '../json/json';
import { setJson, type JsonShape } from '../json/edit';
import { keepUnread } from './lists';
import type { ContextEdit, StateEdit } from './model';
import { noteReplaced } from './replaced';
import { keyOrder } from './schema';
import { withNote } from './withNote';
import { freshNotes, replaceMetadata, replacePhaseTodos, replaceSummaryLine, replaceTodos } from './sections';
import { conflictLine, findStateBlock } from './stateBlock';
import { phaseId } from './state';
import { samePhase } from '../types';
import { describePath } from './validate';

/**
 * Changes a context file surgically: what `edit` doesn't name keeps its bytes, line endings, BOM, unknown keys, key
 * order, the user's own sections and text after the state block included.
 *
 * Throws `CONTEXT_INVALID` for a text that is too large, and when state is to be changed and the state block is
 * missing, isn't JSON, holds an unresolved merge conflict, or has something else where the change goes.
 */
export function editContext(text: string, edit: ContextEdit): string {
  if (isTooLarge(text))
    throw invalid('is too large. Move what is no part of the plan to another file, then try again.');
  if (edit.state && edit.state.length > 0) text = editState(text, edit.state);
  if (edit.summaryLine !== undefined) text = replaceSummaryLine(text, edit.summaryLine);
  if (edit.metadata) text = replaceMetadata(text, edit.metadata);
  if (edit.todos) text = replaceTodos(text, edit.todos);
  if (edit.phaseTodos) text = replacePhaseTodos(text, edit.phaseTodos);
  if (edit.freshNotes) text = freshNotes(text);
  if (edit.replaced) text = noteReplaced(text, edit.replaced);
  if (edit.note !== undefined) text = withNote(text, edit.note);
  return text;
}

function editState(text: string, edits: readonly StateEdit[]): string {
  const doc = parseMarkdown(text);
  const block = findStateBlock(doc);
  if (!block) throw invalid('has no state block. Add one (a json code block with "active_context"), then try again.');
  const conflict = conflictLine(doc, block);
  if (conflict !== null)
    throw invalid(`has merge-conflict markers (line ${conflict + 1}). Resolve the conflict, then try again.`);
  if (!isObject(block.json.root && valueOf(block.json.root))) {
    const why = block.json.error?.message ?? 'it is no object';
    throw invalid(`has a state block that can't be read: ${why}. Repair the state block, then try again.`);
  }
  let source = block.source;
  for (const edit of edits)
    source = applyStateEdit(source, edit, { eol: doc.eol, trailingCommas: block.trailingCommas });
  return text.slice(0, block.fence.start) + source + text.slice(block.fence.end);
}

const STATE_SHAPE: JsonShape = {
  keyOrder,
  isSameElement: (a, b) => {
    const id = phaseId(a.phase);
    return id === null ? null : samePhase(id, phaseId(b.phase));
  },
};

function applyStateEdit(source: string, edit: StateEdit, options: { eol: string; trailingCommas: boolean }): string {
  const { root } = readJson(source, options);
  const changed = root && setJson(source, edit.path, keepUnread(root, edit), { ...options, shape: STATE_SHAPE });
  if (changed === null) {
    const where = describePath(edit.path);
    throw invalid(`has something unexpected at ${where}. Repair the state block, then try again.`);
  }
  return changed;
}

function invalid(what: string): PlanError {
  return new PlanError('CONTEXT_INVALID', `The context file ${what}`);
}
