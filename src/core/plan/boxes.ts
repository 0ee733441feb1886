import { oneLine } from './plainText';

/** What becomes a box: its text, or with the character in the box and the sub-heading that it stands under. */
export type BoxDraft = string | { text: string; marker?: string; group?: string };

/** A list of boxes, open ones unless they say otherwise; `otherwise` for none. */
export function boxes(items: readonly BoxDraft[] | undefined, otherwise = ''): string {
  const given = (items ?? []).map(asBox).filter(({ text }) => text !== '');
  if (given.length === 0) return `- [ ] ${otherwise}`;
  let under = '';
  const lines = given.flatMap(({ text, marker, group }, index) => {
    const heading = group === under ? [] : [...(index === 0 ? [] : ['']), `### ${group}`, ''];
    under = group;
    return [...heading, `- [${marker}] ${text}`];
  });
  return lines.join('\n');
}

function asBox(item: BoxDraft): { text: string; marker: string; group: string } {
  const { text, marker = ' ', group = '' } = typeof item === 'string' ? { text: item } : item;
  return { text: oneLine(text), marker, group: oneLine(group) };
}
