import type { FileChange, Finding, Fix } from './parts/rule';

/** More rounds than a folder has problems: only fixes that undo each other get there. */
const MOST_ROUNDS = 100;

export type ChangingFix = Extract<Fix, { safe: boolean }>;

/**
 * The fix of a finding that can be made without a person looking at it: its one safe fix; null when there is a choice.
 */
export function safeFix({ fixes }: Finding): ChangingFix | null {
  const safe = fixes.filter((fix) => 'safe' in fix && fix.safe) as ChangingFix[];
  return safe.length === 1 ? (safe[0] ?? null) : null;
}

/**
 * Makes every safe fix in memory: one fix may bring up or remove another problem, so the folder is read again after
 * each round. In: how to read the folder with texts that stand in for files, the texts open editors hold, and, with
 * `file`, the one file that may change. Out: what is to be changed; nothing is written.
 */
export async function fixAll(
  read: (overlay: ReadonlyMap<string, string>) => Promise<readonly Finding[]>,
  open: ReadonlyMap<string, string>,
  file?: string,
): Promise<FileChange[]> {
  const texts = new Map(open);
  const before = new Map<string, string | null>();
  const seen = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const findings = await read(texts);
    const changed = new Set<string>();
    for (const finding of findings) {
      const changes = safeFix(finding)?.changes() ?? [];
      const usable = changes.every(
        (change) => !changed.has(change.file) && (file === undefined || change.file === file),
      );
      // Computed from the same reading: another fix of the same file waits for the next one.
      if (!usable) continue;
      for (const change of changes) {
        if (change.before === change.after) continue;
        if (!before.has(change.file)) before.set(change.file, change.before);
        texts.set(change.file, change.after);
        changed.add(change.file);
      }
    }
    const now = JSON.stringify([...before.keys()].map((path) => texts.get(path)));
    if (changed.size === 0 || seen.has(now)) break;
    seen.add(now);
  }
  return [...before]
    .map(([path, text]) => ({ file: path, before: text, after: texts.get(path) ?? '' }))
    .filter((change) => change.before !== change.after);
}
