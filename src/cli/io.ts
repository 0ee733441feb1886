import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Where a program writes; a terminal knows its width and its colours. */
export interface Sink {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
  hasColors?: () => boolean;
}

/** What a run of the program has to do with. */
export interface Io {
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  stdin: Readable;
  stdout: Sink;
  stderr: Sink;
  /** Where the bundles are. */
  program: string;
  now: () => Date;
  /** Aborted when it is to end. */
  signal: AbortSignal;
}

/** Colours are for a terminal that has some; `NO_COLOR` and `TERM=dumb` are heard. */
export const hasColours = (sink: Sink): boolean => sink.isTTY === true && (sink.hasColors?.() ?? false);

/** The width of a text for a person: that of the terminal, and nowhere more than is read with ease. */
export const widthOf = ({ columns }: Sink): number => Math.max(40, Math.min(columns ?? 100, 100));

/** The version of the manifest, which stands beside the bundles’ folder. */
export function versionOf({ program }: Pick<Io, 'program'>): string {
  const { version } = JSON.parse(readFileSync(join(program, '..', 'package.json'), 'utf8')) as { version: string };
  return version;
}
