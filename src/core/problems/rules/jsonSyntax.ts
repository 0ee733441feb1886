import { repairedBlock } from '../../context/repairBlock';
import { applyEdits } from '../../markdown/edits';
import { foundIssues } from '../parts/contextIssues';
import { rebuildState, textFix } from '../parts/fixes';
import { locate } from '../parts/ranges';
import { repairTitle } from '../parts/repairTitle';
import type { Fix, Rule, Subject } from '../parts/rule';

export const jsonSyntax: Rule = {
  id: 'json-syntax',
  severity: 'error',
  description: "A state block that isn't valid JSON: nothing can be read from it, so nothing is written to it.",
  fixes:
    'Make it JSON again by the smallest edit: remove a comma that is too many, use double quotes (safe) · Add a comma, a bracket or a quotation mark that is missing · Rebuild the state from everything else that is there',
  check: (subject) =>
    foundIssues(subject, 'syntax').map((found) => ({ ...found, fixes: [...smallestFix(subject), rebuildState()] })),
};

function smallestFix({ path, context }: Subject): Fix[] {
  const { block } = locate(context);
  const repaired = block && repairedBlock(block);
  if (!block || !repaired) return [];
  const { start, end } = block.fence;
  const edit = { offset: start, length: end - start, text: repaired.text };
  const change = (text: string) => applyEdits(text, [edit]);
  const isSafe = repaired.repairs.every(({ guessed }) => !guessed);
  return [textFix(path, context.text, repairTitle(repaired.repairs), change, isSafe)];
}
