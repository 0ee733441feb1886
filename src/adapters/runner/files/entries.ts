import { promises as fs } from 'node:fs';
import type { GitExec } from '../../git/exec';
import { mustRun } from '../../git/repository';

/**
 * What an index or a commit holds, by paths from the top of the work tree: a mode, a blob and a stage. Of what isn't
 * merged there are several, one a line.
 */
export type Entries = Map<string, string>;

/** Whether an entry is that of an empty file: what git only knows to be to come, or has only just begun to write. */
export function isEmpty(entry: string): boolean {
  return /^\d+ (e69de29b|473a0f4c)/.test(entry);
}

/** `file`: a copy of an index; left out: the repository's own. */
export async function readIndex(exec: GitExec, file?: string): Promise<Entries> {
  // A copy of none is empty.
  if (file !== undefined && (await fs.stat(file)).size === 0) return new Map();
  const args = ['ls-files', '--stage', '-z', '--full-name', '--', ':(top)'];
  return parseEntries((await mustRun(exec, { args, ...(file === undefined ? {} : { index: file }) })).out);
}

export async function readTree(exec: GitExec, commit: string): Promise<Entries> {
  const { out } = await mustRun(exec, { args: ['ls-tree', '-r', '-z', '--full-tree', commit] });
  return parseEntries(out.replaceAll(/(^|\0)(\d+) \w+ (\w+)\t/g, '$1$2 $3 0\t'));
}

/** Puts entries into a copy of an index; an empty one goes from it. */
export async function putEntries(exec: GitExec, file: string, entries: Entries): Promise<void> {
  // What isn't merged can't stand beside what is.
  const gone = [...entries].flatMap(([path, entry]) => (entry === '' || entry.includes('\n') ? [path] : []));
  const put = [...entries].flatMap(([path, entry]) =>
    entry.split('\n').flatMap((each) => (each === '' ? [] : [`${each}\t${path}`])),
  );
  const run = async (lines: string[], ...args: string[]): Promise<void> => {
    if (lines.length === 0) return;
    const input = lines.map((line) => `${line}\0`).join('');
    await mustRun(exec, { args: ['update-index', '-z', ...args], input, index: file, writes: true });
  };
  await run(gone, '--force-remove', '--stdin');
  await run(put, '--replace', '--index-info');
}

function parseEntries(out: string): Entries {
  const entries: Entries = new Map();
  for (const line of out.split('\0')) {
    // A name may hold tabs as well.
    const tab = line.indexOf('\t');
    if (tab === -1) continue;
    const [path, entry] = [line.slice(tab + 1), line.slice(0, tab)];
    const before = entries.get(path);
    entries.set(path, before === undefined ? entry : `${before}\n${entry}`);
  }
  return entries;
}
