import { promises as fs } from 'node:fs';
import path from 'node:path';
import { repositoryOf, type RunPlace } from '../ground/runPlace';
import { changesNoFiles, type StepHandler, type StepOf } from './handler';
import { asWriteFailed } from './parts/texts';

const excludeLine = ({ folder }: StepOf<'exclude'>): string => `/${folder}/\n`;

export const exclude: StepHandler<StepOf<'exclude'>> = {
  touchesIndex: false,
  runsHooks: false,
  needsGit: true,
  isUndoable: true,
  commits: false,
  checksOut: () => null,
  ...changesNoFiles,

  /** The file grows by a line, and shrinks by it again. */
  async keep(place) {
    const stat = await fs.stat(await excludeFile(place)).catch(() => null);
    return { size: stat && stat.size };
  },

  async act(place, step) {
    await asWriteFailed('.git/info/exclude', async () => {
      const file = await excludeFile(place);
      await fs.mkdir(path.dirname(file), { recursive: true });
      const before = await fs.readFile(file).catch(() => Buffer.alloc(0));
      const unfinished = before.length > 0 && before.at(-1) !== 0x0a;
      await fs.appendFile(file, `${unfinished ? '\n' : ''}${excludeLine(step)}`);
    });
    return {};
  },

  /** Whether the line is the last one. */
  async isDone(place, step) {
    return (await readExcluded(place)).endsWith(excludeLine(step));
  },

  /** Whether the line is anywhere. */
  async isStillDone(place, step) {
    return `\n${await readExcluded(place)}`.includes(`\n${excludeLine(step)}`);
  },

  /** Takes the line away again where nothing was written after it. */
  async undo(place, step, { record }) {
    const size = record.size ?? null;
    const added = (await readExcluded(place)).slice(size ?? 0);
    // Cut off half-way, it is the beginning of a line.
    if (added === '' || !`\n${excludeLine(step)}`.includes(added)) return;
    const file = await excludeFile(place);
    if (size === null) await fs.rm(file);
    else await fs.truncate(file, size);
  },
};

/** The file of git's own that says what this clone ignores. */
async function excludeFile(place: RunPlace): Promise<string> {
  const { commonDir } = await repositoryOf(place);
  return path.join(commonDir, 'info', 'exclude');
}

/** By the byte; empty where there is none. */
async function readExcluded(place: RunPlace): Promise<string> {
  return fs.readFile(await excludeFile(place), 'latin1').catch(() => '');
}
