import type { MarkdownDocument } from '../markdown/document';
import { cleanInline, lineCount, lineText } from '../markdown/parse';

interface TableRow {
  cells: string[];
  line: number;
}

export interface Table {
  /** Cleaned, lower case. */
  header: string[];
  rows: TableRow[];
}

/** Phases and steps are both looked for in tables. */
const tablesOf = new WeakMap<MarkdownDocument, Table[]>();

/** The pipe tables of a file, outside fences. Cells are raw. Each row begins with a pipe, as everyone writes them. */
export function readTables(doc: MarkdownDocument, fenced: ReadonlySet<number> = fencedLines(doc)): Table[] {
  const known = tablesOf.get(doc);
  if (known) return known;
  const tables: Table[] = [];
  tablesOf.set(doc, tables);
  let table: Table | null = null;
  for (let line = 0; line < lineCount(doc); line++) {
    const cells = fenced.has(line) ? null : cellsOf(lineText(doc, line));
    if (cells === null) {
      table = null;
    } else if (table) {
      table.rows.push({ cells, line });
    } else if (!fenced.has(line + 1) && isDelimiter(lineText(doc, line + 1))) {
      table = { header: cells.map((cell) => cleanInline(cell).toLowerCase()), rows: [] };
      tables.push(table);
      line++;
    }
  }
  return tables;
}

/** The lines of all fences, their back-ticks included. */
export function fencedLines(doc: MarkdownDocument): Set<number> {
  const lines = new Set<number>();
  for (const fence of doc.fences) for (let line = fence.line; line < fence.endLine; line++) lines.add(line);
  return lines;
}

function isDelimiter(text: string): boolean {
  return /^ {0,3}\|[\s|:-]*-[\s|:-]*$/.test(text.slice(0, LONGEST));
}

function cellsOf(text: string): string[] | null {
  if (text.length > LONGEST || !/^ {0,3}\|/.test(text)) return null;
  const row = text
    .trim()
    .slice(1)
    .replace(/(^|[^\\])\|$/, '$1');
  return row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** A longer line is no row of a table that someone reads. */
const LONGEST = 4000;
