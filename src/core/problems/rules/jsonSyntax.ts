import { repairedBlock } from '../../context/repairBlock';
import { withClosingFence } from '../../context/stateBlock';
import { applyEdits } from '../../markdown/edits';
import { foundIssues } from '../parts/contextIssues';
import { rebuildState, textFix } from '../parts/fixes';
import { locate, rangeOfLine } from '../parts/ranges';
import { repairTitle } from '../parts/repairTitle';
import type { Fix, Found, Rule, Subject } from '../parts/rule';

export const jsonSyntax: Rule = {
  id: 'json-syntax',
  severity: 'error',
  description:
    "A state block that isn't valid JSON: nothing can be read from it, so nothing is written to it. Also one without its last line of back-ticks.",
  fixes:
    'Make it JSON again by the smallest edit: remove a comma that is too many, use double quotes (safe) · Add a comma, a bracket or a quotation mark that is missing · Close the block (safe) · Rebuild the state from everything else that is there',
  check: (subject) => [
    ...foundIssues(subject, 'syntax').map((found) => ({ ...found, fixes: [...smallestFix(subject), rebuildState()] })),
    ...unclosed(subject),
  ],
};

/** What is written below an open block would be swallowed by it. */
function unclosed({ path, context }: Subject): Found[] {
  const { block, doc } = locate(context);
  if (!context.state || !block || block.fence.isClosed) return [];
  const { fence, source } = block;
  const edit = { offset: fence.start, length: fence.end - fence.start, text: withClosingFence(doc, fence, source) };
  const close = (text: string) => applyEdits(text, [edit]);
  return [
    {
      message: 'The state block has no end: its last line of back-ticks is missing.',
      severity: 'warning',
      file: path,
      range: rangeOfLine(doc, fence.line),
      fixes: [textFix(path, context.text, 'Close the State Block', close, true)],
    },
  ];
}

function smallestFix({ path, context }: Subject): Fix[] {
  const { block, doc } = locate(context);
  const repaired = block && repairedBlock(block);
  if (!block || !repaired) return [];
  const { start, end } = block.fence;
  const edit = { offset: start, length: end - start, text: withClosingFence(doc, block.fence, repaired.text) };
  const change = (text: string) => applyEdits(text, [edit]);
  const isSafe = repaired.repairs.every(({ guessed }) => !guessed);
  return [textFix(path, context.text, repairTitle(repaired.repairs), change, isSafe)];
}
