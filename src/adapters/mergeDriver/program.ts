/**
 * The merge driver that git runs for the context file, as `node FILE %O %A %B`: merges ours (`%A`) with theirs (`%B`)
 * by meaning and ends with 0. Whatever keeps it from that ends it with 1 and `%A` as it was; the command it is part of
 * merges by line then.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { errorMessage } from '../../core/errors';
import { mergeContexts } from '../../core/context/merge/merge';

function main([base = '', ours = '', theirs = '']: readonly string[]): number {
  const draft = `${ours}.merged`;
  try {
    const merged = mergeContexts(readUtf8(ours), readUtf8(theirs), readUtf8(base) || null);
    writeFileSync(draft, merged);
    renameSync(draft, ours);
    return 0;
  } catch (error) {
    rmSync(draft, { force: true });
    process.stderr.write(`${errorMessage(error)}\n`);
    return 1;
  }
}

/** Other encodings than UTF-8 are refused: writing them back would change bytes. */
function readUtf8(file: string): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
}

process.exitCode = main(process.argv.slice(2));
