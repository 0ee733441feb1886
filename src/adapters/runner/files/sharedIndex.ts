import { promises as fs } from 'node:fs';
import path from 'node:path';
import { linkNew } from '../../system/durable';

/**
 * Most of a split index (`core.splitIndex`) stands in a file of this name beside it, which git deletes once it is two
 * weeks old.
 */
const SHARED = /^sharedindex\.((?:[0-9a-f]{2})+)$/;

/** Keeps the shared part of an index beside its copy: a second name takes no room, and stays when git deletes its. */
export async function keepShared(file: string, copy: string): Promise<void> {
  const folder = path.dirname(file);
  const names = (await fs.readdir(folder).catch(() => [])).filter((name) => SHARED.test(name));
  if (names.length === 0) return;
  const bytes = await fs.readFile(copy);
  for (const name of names) {
    const isNamed = bytes.includes(Buffer.from(SHARED.exec(name)?.[1] ?? '', 'hex'));
    if (isNamed) await linkUnlessThere(path.join(folder, name), `${copy}-${name}`);
  }
}

/** Keeps what is kept beside a copy beside another one, too. */
export async function keepKeptShared(copy: string, to: string): Promise<void> {
  for (const name of await keptShared(copy)) await linkUnlessThere(`${copy}-${name}`, `${to}-${name}`);
}

/** Puts the shared part that a copy of an index needs where git looks for it, by the index, unless it is there. */
export async function putSharedBack(copy: string, file: string): Promise<void> {
  for (const name of await keptShared(copy)) {
    const shared = path.join(path.dirname(file), name);
    await linkUnlessThere(`${copy}-${name}`, shared);
    // Git deletes old ones.
    await fs.utimes(shared, new Date(), new Date());
  }
}

async function keptShared(copy: string): Promise<string[]> {
  const prefix = `${path.basename(copy)}-`;
  const names = await fs.readdir(path.dirname(copy)).catch(() => []);
  return names.flatMap((name) =>
    name.startsWith(prefix) && SHARED.test(name.slice(prefix.length)) ? [name.slice(prefix.length)] : [],
  );
}

async function linkUnlessThere(from: string, to: string): Promise<void> {
  await linkNew(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
