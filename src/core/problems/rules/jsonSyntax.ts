import { repairCommas } from '../../json/json';
import { applyEdits } from '../../markdown/edits';
import { foundIssues } from '../parts/contextIssues';
import { rebuildState, textFix } from '../parts/fixes';
import { locate } from '../parts/ranges';
import type { Fix, Rule, Subject } from '../parts/rule';

export const jsonSyntax: Rule = {
  id: 'json-syntax',
  severity: 'error',
  description: "A state block that isn't valid JSON: nothing can be read from it, so nothing is written to it.",
  fixes:
    'Remove commas that are too many (safe), and add missing ones · Rebuild the state from everything else that is there',
  check: (subject) =>
    foundIssues(subject, 'syntax').map((found) => ({ ...found, fixes: [...commas(subject), rebuildState()] })),
};

function commas({ path, context }: Subject): Fix[] {
  const { block } = locate(context);
  const repaired = block && repairCommas(block.source);
  if (!block || !repaired) return [];
  const { start, end } = block.fence;
  const edit = { offset: start, length: end - start, text: repaired.text };
  const change = (text: string) => applyEdits(text, [edit]);
  return [textFix(path, context.text, 'Repair the Commas', change, repaired.added === 0)];
}
