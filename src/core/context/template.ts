import { applyEdits } from '../markdown/edits';
import { editContext } from './edit';
import { parseContext } from './parse';

const BUILT_IN = `# Current Work Summary

{SUMMARY}

---

\`\`\`json
{
  "active_context": [],
  "completed_summaries": [],
  "last_updated": "{TIMESTAMP}"
}
\`\`\`
`;

/**
 * A new context file. `template`: the user's `context/templates/context.md`. In it, `{SUMMARY}` (or `{WORK_SUMMARY}`)
 * becomes the summary line, `{TIMESTAMP}` the time, `{COMPLETED_SUMMARIES}` the elements of that JSON list, and
 * `{ACTIVE_PLANS}` none. A template that doesn't give a valid state block is passed over for the built-in one. The
 * state says the same whatever the template holds.
 */
export function freshContext(
  summaryLine: string,
  completedSummaries: string[],
  lastUpdated: string,
  template?: string,
): string {
  const fill = (text: string) =>
    editContext(fillTemplate(text, summaryLine, completedSummaries, lastUpdated), {
      state: [
        { path: ['active_context'], value: [] },
        { path: ['completed_summaries'], value: completedSummaries },
        { path: ['last_updated'], value: lastUpdated },
      ],
    });
  if (template !== undefined && usable(fillTemplate(template, summaryLine, completedSummaries, lastUpdated))) {
    return fill(template);
  }
  return fill(BUILT_IN);
}

function usable(text: string): boolean {
  const { state, issues } = parseContext(text);
  return state !== null && issues.length === 0;
}

function fillTemplate(template: string, summary: string, summaries: string[], time: string): string {
  const elements = summaries.map((path) => JSON.stringify(path));
  return fillLists(template, { COMPLETED_SUMMARIES: elements, ACTIVE_PLANS: [] })
    .replace(/\{(?:WORK_)?SUMMARY\}/g, () => summary)
    .replace(/\{TIMESTAMP\}/g, () => time);
}

/** A list placeholder on a line of its own takes one line for each element; a list left empty closes up to `[]`. */
function fillLists(template: string, lists: Record<string, string[]>): string {
  let text = template;
  for (const [name, elements] of Object.entries(lists)) {
    const placeholder = `{${name}}`;
    for (let at = text.indexOf(placeholder); at >= 0; at = text.indexOf(placeholder)) {
      const before = /[ \t\r\n]*$/.exec(text.slice(0, at))?.[0] ?? '';
      const after = /^[ \t\r\n]*/.exec(text.slice(at + placeholder.length))?.[0] ?? '';
      const inList =
        text.charAt(at - before.length - 1) === '[' && text.charAt(at + placeholder.length + after.length) === ']';
      const closeUp = elements.length === 0 && inList;
      const offset = closeUp ? at - before.length : at;
      const length = placeholder.length + (closeUp ? before.length + after.length : 0);
      const separator = /[\r\n]/.test(before) ? `,${before.replace(/^[ \t]+/, '')}` : ', ';
      text = applyEdits(text, [{ offset, length, text: elements.join(separator) }]);
    }
  }
  return text;
}
