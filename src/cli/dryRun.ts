import type { Line } from './terminal';

/** What a dry run answers: what would be done, step by step; nothing, where there are no steps. */
export function wouldDo(title: string, steps: readonly string[]): { json: object; words: Line[] } {
  return { json: { dryRun: true, title, steps }, words: wouldLines(`${title}. `, steps) };
}

/** The same for a person. `what`: what it is about, as the beginning of the line. */
export function wouldLines(what: string, steps: readonly string[]): Line[] {
  if (steps.length === 0) return [`${what}There is nothing to do.`];
  return [`${what}Nothing was changed; it would:`, ...steps.map((step) => `  ${step}`)];
}
