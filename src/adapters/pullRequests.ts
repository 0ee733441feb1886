import { promises as fs } from 'node:fs';
import path from 'node:path';
import { isWithoutGit } from '../core/errors';
import type { NotedPullRequest, PullRequests } from '../core/forgePort';
import { gitExec, type GitOptions } from './git/exec';
import { findRepository } from './git/repository';
import { momentaryName } from './writing/names';
import { lockIn } from './writing/meetingPlace';
import { inTurn } from './writing/turn';

const NOTES = 'phased-plans-pull-requests.json';

/**
 * The pull requests made from this repository, noted in its common git directory: every window and work tree has it.
 */
export function createPullRequests(root: string, options: GitOptions): PullRequests {
  const exec = gitExec(root, options);
  let found: Promise<string> | undefined;
  // Asked at every reading: git is asked once.
  const place = (): Promise<string> =>
    (found ??= findRepository(exec, root).then(
      ({ commonDir }) => path.join(commonDir, NOTES),
      (error: unknown) => {
        found = undefined;
        throw error;
      },
    ));
  return {
    async read() {
      try {
        return await readNotes(await place());
      } catch (error) {
        if (isWithoutGit(error)) return new Map();
        throw error;
      }
    },
    async note(branch, noted) {
      const file = await place();
      await inTurn([lockIn(path.dirname(file))], async () => {
        const notes = new Map(await readNotes(file)).set(branch, noted);
        const draft = path.join(path.dirname(file), momentaryName('draft'));
        try {
          await fs.writeFile(draft, `${JSON.stringify(Object.fromEntries(notes), null, 2)}\n`, { flag: 'wx' });
          await fs.rename(draft, file);
        } finally {
          await fs.rm(draft, { force: true });
        }
      });
    },
  };
}

/** What isn't as it was written counts as not noted: nothing but a link is lost with it. */
async function readNotes(file: string): Promise<ReadonlyMap<string, NotedPullRequest>> {
  const text = await fs.readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  return new Map(
    Object.entries(parseNotes(text)).filter((each): each is [string, NotedPullRequest] => isNoted(each[1])),
  );
}

function parseNotes(text: string): object {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? read : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function isNoted(value: unknown): value is NotedPullRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { url, tip, into } = value as Partial<NotedPullRequest>;
  const isInto = into === undefined || typeof into === 'string';
  return (url === null || /^https?:\/\//.test(String(url))) && typeof tip === 'string' && isInto;
}
