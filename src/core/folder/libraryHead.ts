import { readTitle } from '../plan/headings';
import type { Library } from './library';

/** What the first lines of a file say of it. */
export interface FileHead {
  /** Its title as a list shows it, or null. */
  title: string | null;
  /** `YYYY-MM-DD`, or null. */
  date: string | null;
}

/**
 * Reads the head of a file of the library. Lines are looked at one by one: a Markdown parse of every file would make a
 * list of thousands slow, and the head of a file may end amid a fence.
 */
export function readLibraryHead(kind: keyof Library, text: string): FileHead {
  const lines = text.slice(0, headLength).split(/\r?\n/);
  const date = /^\W*date\W+(\d{4}-\d{2}-\d{2})/i;
  return {
    title: kind === 'archives' ? archiveTitle(lines) : titleOfHeading(kind, lines),
    date: lines.map((line) => date.exec(line)?.[1]).find(Boolean) ?? null,
  };
}

const headLength = 4096;

function titleOfHeading(kind: Exclude<keyof Library, 'archives'>, lines: readonly string[]): string | null {
  const heading = lines.map((line) => /^\uFEFF?# +(\S.*?)[ #]*$/.exec(line)?.[1]).find(Boolean);
  if (!heading) return null;
  const text = withoutMarks(heading);
  if (kind === 'summaries') return text.replace(/^(?:phase |execution )?summary\s*[:\-–—]+\s*/i, '') || text;
  if (kind === 'research') return text;
  const { title, phase } = readTitle(text);
  if (phase === null) return title;
  return title.toLowerCase().startsWith('phase') ? title : `Phase ${phase}: ${title}`;
}

/** An archive is called by the one-line summary of what it held: `Completed: Add Login` → `Add Login`. */
function archiveTitle(lines: readonly string[]): string | null {
  const line = lines.find((each) => each.trim() !== '' && !/^\uFEFF?[#>*`\-|]/.test(each));
  const text = line && withoutMarks(line).replace(/^(?:completed|executing|planned)\s*:\s*/i, '');
  return text && !/^ready (?:to start|for)\b/i.test(text) ? text : null;
}

/** Without code marks and emphasis. */
function withoutMarks(text: string): string {
  return text.replace(/[`*]|(?<!\w)_|_(?!\w)/g, '').trim();
}
