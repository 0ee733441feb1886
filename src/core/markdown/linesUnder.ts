import type { ListItem, MarkdownDocument } from './document';
import { isBlank, lineAt, lineText } from './parse';

/**
 * What stands under the to-dos of a top-level item besides other to-dos: bullets without a box, paragraphs, code. By
 * the line of the to-do it belongs to, else of the top-level item itself; with the blank lines between, and without the
 * indentation that the item gives it. An item without a box that holds to-dos has its own first line among these.
 */
export function linesUnder(doc: MarkdownDocument, top: ListItem): Map<number, string[]> {
  const inside = doc.items.filter(({ line, endLine }) => line >= top.line && endLine <= top.endLine);
  const boxes = inside.flatMap(({ line, task }) => (task ? [[line, lineAt(doc, task.offset)] as const] : []));
  const owners = inside.filter((item) => item === top || item.task);
  const found = new Map<number, string[]>();
  for (let line = top.line, blanks = 0; line < top.endLine; line++) {
    if (isBlank(doc, line)) {
      blanks++;
      continue;
    }
    const owner = owners.findLast((item) => item.line <= line && item.endLine > line) ?? top;
    if (!boxes.some(([from, to]) => from <= line && line <= to)) {
      const text = line === owner.line ? lineText(doc, line) : dedented(lineText(doc, line), widthOf(doc, owner));
      found.set(owner.line, [...(found.get(owner.line) ?? []), ...Array<string>(blanks).fill(''), text]);
    }
    blanks = 0;
  }
  return found;
}

/** In how many columns an item's own text begins. */
function widthOf(doc: MarkdownDocument, item: ListItem): number {
  return (/^[\s>]*(?:[-+*]|\d{1,9}[.)])?[ \t]?/.exec(lineText(doc, item.line))?.[0] ?? '').replace(/\t/g, '    ')
    .length;
}

function dedented(text: string, columns: number): string {
  let at = 0;
  for (let column = 0; column < columns && /[ \t>]/.test(text[at] ?? ''); at++) column += text[at] === '\t' ? 4 : 1;
  return text.slice(at);
}
