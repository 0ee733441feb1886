import type { Readable } from 'node:stream';
import type { Given } from './command';
import type { Io } from './io';
import type { Place, PlaceOptions } from './place';
import type { Line } from './terminal';

/** What a command answers: to a program, and to a person. */
export interface CommandAnswer {
  /** In the API's shape; undefined where stdout has had something else. */
  json: unknown;
  /** Only made where they are shown. */
  words: Line[] | (() => Promise<Line[]>);
  /** Whether words end with the line to be typed next, by what is there then. */
  next?: true;
  /** Left out: 0. */
  code?: 1;
}

/** Where and with what a command runs. */
export interface Called extends Place {
  given: Given;
  dryRun: boolean;
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  stdin: Readable;
  io: Io;
  flags: PlaceOptions['flags'];
}

export type Run = (called: Called) => Promise<CommandAnswer>;
