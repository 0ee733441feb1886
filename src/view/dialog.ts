import type { InParts } from '../core/errors';
import { bulletsInShort } from './bullets';

/** What a dialog is about: a `PlanError`, or what is put as one. */
export interface Said {
  message: string;
  parts?: InParts | undefined;
}

/**
 * What a dialog says: its title, which is bold and short, and below it what is listed, what git has said, and `then`,
 * what its buttons will do.
 */
export function inDialog({ message, parts }: Said, then: string): { title: string; detail: string } {
  const { title = message, names, more } = parts ?? {};
  const detail = [...(names?.length ? [bulletsInShort(names)] : []), ...(more ? [more] : []), then].join('\n\n');
  return { title, detail };
}
