import type { MarkdownDocument } from '../markdown/document';
import { cleanInline } from '../markdown/inline';
import type { LineRange } from '../markdown/ranges';
import { isFilled } from './headings';
import type { PlanStep } from './model';
import { readPlanStatus } from './status';
import { readTables } from './tables';
import { STATUS_COLUMNS } from './words';

const STEP_COLUMN = /^(step|task|action|work item|implementation step|aufgabe|schritt|tâche|étape|步骤|任务|作業)s?$/;
const DONE_COLUMN = new RegExp(`^(done|${STATUS_COLUMNS.join('|')})$`);

/** The rows of the tables in these lines that have a column for steps or tasks. */
export function stepsInTables(doc: MarkdownDocument, ranges: readonly LineRange[]): PlanStep[] {
  return readTables(doc).flatMap(({ header, rows }) => {
    const [name, done] = [STEP_COLUMN, DONE_COLUMN].map((column) => header.findIndex((cell) => column.test(cell)));
    if (name === undefined || name < 0) return [];
    return rows.flatMap(({ cells, line }) => {
      const text = cleanInline(cells[name] ?? '');
      if (!isFilled(text) || !ranges.some((range) => line >= range.line && line < range.endLine)) return [];
      const marker = markerOf(cells[done ?? -1] ?? '');
      return [{ text, line, ...(marker === ' ' ? {} : { marker }) }];
    });
  });
}

/** `[x]`, `✅`, `done` → `x`; `in progress` → `~`. */
function markerOf(cell: string): string {
  const box = /^\[(.)\]/u.exec(cell)?.[1];
  if (box !== undefined) return box;
  const status = readPlanStatus(cleanInline(cell));
  return status === 'completed' || /^(x|yes)$/i.test(cell) ? 'x' : status === 'in_progress' ? '~' : ' ';
}
