import type { Repair, RepairKind } from '../../json/repair';

/** What one edit of a kind is called, and several of it. */
const TITLES: Readonly<Record<RepairKind, [one: string, several: string]>> = {
  'remove-comma': ['Remove the Comma', 'Remove the Commas'],
  'add-comma': ['Add the Comma', 'Add the Commas'],
  'add-colon': ['Add the Colon', 'Add the Colons'],
  open: ['Add the Opening Bracket', 'Add the Opening Brackets'],
  close: ['Add the Closing Bracket', 'Add the Closing Brackets'],
  'remove-bracket': ['Remove the Bracket', 'Remove the Brackets'],
  'change-bracket': ['Change the Bracket', 'Change the Brackets'],
  'double-quotes': ['Use Double Quotes', 'Use Double Quotes'],
  'quote-key': ['Put the Key in Quotes', 'Put the Keys in Quotes'],
  'quote-value': ['Put the Value in Quotes', 'Put the Values in Quotes'],
  'quotation-mark': ['Add the Quotation Mark', 'Add the Quotation Marks'],
  literal: ['Write the Value as JSON Does', 'Write the Values as JSON Does'],
  comment: ['Begin the Comment With //', 'Begin the Comments With //'],
  'end-comment': ['End the Comment', 'End the Comments'],
  escape: ['Escape the Characters', 'Escape the Characters'],
};

/** What the edits do: `Remove the Comma`, `Add the Commas and Use Double Quotes`. */
export function repairTitle(repairs: readonly Repair[]): string {
  const kinds = [...new Set(repairs.map(({ kind }) => kind))];
  if (kinds.length > 2) return `Repair the JSON in ${repairs.length} Places`;
  return kinds
    .map((kind) => TITLES[kind][repairs.filter((each) => each.kind === kind).length === 1 ? 0 : 1])
    .join(' and ');
}
