import { promises as fs, type BigIntStats } from 'node:fs';
import { isSameData } from '../../core/sameData';

/** Within this time of its last change a file may change again without a sign of it, in milliseconds. */
const UNSURE = 20;
/** The same on a disk that knows whole seconds alone. */
const UNSURE_SECONDS = 2_000;

/**
 * Changes whenever what a path (links followed) leads to does: its text, its rights, the names in a folder, or where
 * links lead. Null while that can't be relied on: it was changed a moment ago.
 */
export async function stampOf(file: string): Promise<string | null> {
  const stat = await fs.stat(file, { bigint: true }).catch((error: NodeJS.ErrnoException) => String(error.code));
  if (typeof stat !== 'string') return isSettled(stat) ? signs(stat) : null;
  // A link to nothing is there too.
  return stat !== 'ENOENT' || (await fs.lstat(file).catch(() => null)) === null ? stat : 'link';
}

function signs({ dev, ino, mode, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, mode, size, mtimeNs, ctimeNs].join('/');
}

function isSettled({ mtimeNs, ctimeNs }: BigIntStats): boolean {
  const last = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  const unsure = last % 1_000_000_000n === 0n ? UNSURE_SECONDS : UNSURE;
  return Date.now() - Number(last / 1_000_000n) > unsure;
}

/** What tells of a path whether it is as it was; null where that can't be relied on. */
type Sign = (file: string) => Promise<string | null>;

/** The stamps of what is read, each taken before it is. */
export class Stamps {
  readonly #stamps = new Map<Sign, Map<string, Promise<string | null>>>();

  /** To be waited for before the path is read. */
  async note(file: string, sign: Sign = stampOf): Promise<void> {
    const noted = this.#stamps.get(sign) ?? new Map<string, Promise<string | null>>();
    this.#stamps.set(sign, noted);
    const stamp = noted.get(file) ?? sign(file);
    noted.set(file, stamp);
    await stamp;
  }

  /** Whether all that was noted is surely as it was then. */
  async isUnchanged(): Promise<boolean> {
    const same = [...this.#stamps].flatMap(([sign, noted]) =>
      [...noted].map(async ([file, stamp]) => {
        const before = await stamp;
        return before !== null && before === (await sign(file));
      }),
    );
    return (await Promise.all(same)).every(Boolean);
  }
}

/** Keeps an answer for as long as all that it was told from is surely as it was. */
export class Unchanged<T> {
  #answer: T | null = null;
  #from: Stamps | null = null;

  /** `note`: notes what it is told from, before it is asked; null where that isn't known before there was an answer. */
  async get(note: (before: T | null) => Promise<Stamps | null>, ask: () => Promise<T>): Promise<T> {
    const before = this.#answer;
    if (before !== null && (await this.#from?.isUnchanged())) return before;
    const from = await note(before);
    this.#from = null;
    const answer = await ask();
    this.#answer = answer;
    // Another answer may be told from elsewhere.
    this.#from = before === null || isSameData(before, answer) ? from : null;
    return answer;
  }
}
