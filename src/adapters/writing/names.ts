import { createHash, randomBytes } from 'node:crypto';

/** What a writer makes for a moment; each has a name of its own, by which a leftover is known. */
type Kind = 'new' | 'old' | 'draft';

/** A name that nobody else takes. */
export function momentaryName(kind: Kind): string {
  return `.phased-plans-${randomBytes(8).toString('hex')}.${kind}`;
}

/** The name that always is the same for one file. */
export function asideName(file: string): string {
  return `.phased-plans-${createHash('sha256').update(file).digest('hex').slice(0, 16)}.old`;
}

/** Whether a file, by its name, is such a thing. */
export function isMomentary(name: string): boolean {
  return /^\.phased-plans-[0-9a-f]{16}\.(?:new|old|draft)$/.test(name);
}

/** Whether a file of the git directory, by its name, is of somebody who waits for their turn, or did. */
export function isOfWaiting(name: string): boolean {
  return (isMomentary(name) && name.endsWith('.draft')) || /^phased-plans\.lock\../.test(name);
}

/** What git is told so that it takes no leftover into a commit. */
export const NO_MOMENTARY = ['new', 'old'].map(
  (kind) => `:(top,exclude,glob)**/.phased-plans-${'?'.repeat(16)}.${kind}`,
);
