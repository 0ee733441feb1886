import { lineText, lineOffsets } from '../markdown/lines';
import { parseMarkdown } from '../markdown/parse';

const COMMENT = /<!--\s*phased-plans-disable(-next-line)?((?:[\s,]+[a-z][a-z-]*)*)\s*-->/g;

/**
 * Reads the comments that switch rules off: `<!-- phased-plans-disable no-steps -->` for the whole file, `<!--
 * phased-plans-disable-next-line no-steps -->` for the line below; without names they mean every rule. Comments in
 * fences are examples.
 */
export function readSwitches(text: string): (rule: string, line: number) => boolean {
  if (!text.includes('phased-plans-disable')) return () => false;
  const { fences } = parseMarkdown(text);
  const doc = { text, lineOffsets: lineOffsets(text) };
  const off: { line: number | null; rules: string[] }[] = [];
  for (let line = 0; line < doc.lineOffsets.length - 1; line++) {
    if (fences.some((fence) => line >= fence.line && line < fence.endLine)) continue;
    for (const [, nextLine, names = ''] of lineText(doc, line).matchAll(COMMENT)) {
      const rules = names.split(/[\s,]+/).filter((name) => name !== '');
      off.push({ line: nextLine === undefined ? null : line + 1, rules });
    }
  }
  return (rule, line) =>
    off.some(
      (each) => (each.line === null || each.line === line) && (each.rules.length === 0 || each.rules.includes(rule)),
    );
}
