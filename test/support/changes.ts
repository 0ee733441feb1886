// Changes to the text of a context file, each of which must find what it is to change.
import assert from 'node:assert/strict';

export type Change = (text: string) => string;

export const replacing =
  (piece: string | RegExp, by: string): Change =>
  (text) => {
    assert.notEqual(text.replace(piece, by), text, String(piece));
    return text.replace(piece, by);
  };

/** One more line at the end of the state block. */
export const key = (line: string): Change => replacing('"last_updated"', `${line}\n  "last_updated"`);

/** Further keys of the entries of phases, by their number. */
export const entries =
  (more: Record<number, string>): Change =>
  (text) =>
    Object.entries(more).reduce(
      (all, [phase, keys]) => replacing(`"phase": ${phase},`, `"phase": ${phase}, ${keys},`)(all),
      text,
    );

/** Other statuses of the first phases. */
export const statuses =
  (...all: string[]): Change =>
  (text) => {
    let at = 0;
    return text.replace(/"status": "pending"/g, (old) => (at < all.length ? `"status": "${all[at++]}"` : old));
  };

export const currentPhase = (value: string): Change => replacing('"current_phase": null', `"current_phase": ${value}`);

/** A path among the summaries. */
export const summarized = (path: string): Change =>
  replacing('"completed_summaries": []', `"completed_summaries": ["${path}"]`);

/** One more path at the beginning of the active context. */
export const active = (path: string): Change => replacing('"active_context": [', `"active_context": ["${path}",`);

/** One after the other. */
export const both =
  (...changes: Change[]): Change =>
  (text) =>
    changes.reduce((all, change) => change(all), text);

/** The lines taken out (`-`) and put in (`+`), without white space around them but a CR. `before`: null for no file. */
export function difference(before: string | null, after: string): string[] {
  const [a, b] = [before === null ? [] : before.split('\n'), after.split('\n')];
  // How many lines both still have in common from one place in each.
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row = common[i] ?? [];
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const lines: string[] = [];
  const add = (sign: string, line = '') => lines.push(sign + line.replace(/^\s+|[ \t]+$/g, ''));
  for (let [i, j] = [0, 0]; i < a.length || j < b.length;) {
    if (i < a.length && a[i] === b[j]) [i, j] = [i + 1, j + 1];
    else if (i < a.length && at(i + 1, j) >= at(i, j + 1)) add('-', a[i++]);
    else if (j < b.length) add('+', b[j++]);
    else add('-', a[i++]);
  }
  return lines;
}

/** A context file of nothing but its state. */
export const stating = (state: object): string => `# Work\n\n\`\`\`json\n${JSON.stringify(state, null, 2)}\n\`\`\`\n`;

/** A text must have these lines. */
export function mustHold(text: string, lines: string[]): void {
  const all = text.split(/\r?\n/);
  for (const line of lines) assert.ok(all.includes(line), `${line}\n\n${text}`);
}
