import * as vscode from 'vscode';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { appendPlain } from '../../editor/plainMarkdown';
import { shortObjective, type Tip } from '../../view/tip';

/** The tooltip of a row. What plans say goes in as text: a plan from somebody else must not bring links or pictures. */
export function treeHover(tip: Tip, objective: string | null): vscode.MarkdownString {
  const hover = new vscode.MarkdownString('**');
  appendWords(hover, tip.title);
  hover.appendMarkdown('**');
  if (objective) {
    hover.appendMarkdown('\n\n');
    appendWords(hover, objective);
  }
  if (tip.facts.length > 0) hover.appendMarkdown('\n\n---\n\n');
  tip.facts.forEach(({ label, value }, index) => {
    hover.appendMarkdown(`${index === 0 ? '' : '  \n'}${label}: `);
    appendWords(hover, value);
  });
  return hover;
}

/** Word by word: blanks that `appendText` escapes don't break, and the hover would be as wide as the window. */
function appendWords(hover: vscode.MarkdownString, text: string): void {
  text
    .trim()
    .split(/\s+/)
    .forEach((word, index) => appendPlain(hover.appendMarkdown(index === 0 ? '' : ' '), word));
}

/** An objective stands near the top; the rest of a long plan isn't worth the wait. */
const objectiveBytes = 16_384;

/** The objective that a plan file names; null when it names none or can't be read: a tooltip does without. */
export async function readObjective(folder: PlanFolder, path: string): Promise<string | null> {
  try {
    const { parsePlan } = await import('../../core/plan/parse');
    const start = await (await folder.engine()).readStart(path, objectiveBytes);
    return shortObjective(parsePlan(start?.text ?? '').objective);
  } catch {
    return null;
  }
}
