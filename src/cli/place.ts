import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { findGitDirs } from '../adapters/disk/gitDirs';
import { findHome } from '../adapters/disk/home';
import { readText } from '../adapters/files';
import { createMergeDriver } from '../adapters/mergeDriver/install';
import { PlanError } from '../core/errors';
import { contextFileIn } from '../core/folder/paths';
import { neverRunning } from '../core/foreseenRun';
import type { Logger, MergeDriver, MethodSettings } from '../core/ports';
import type { Engine } from '../core/workflow/engine';
import { engineIn } from '../adapters/engine';
import { settingsIn, type SettingsIn } from './settings';

/** A folder with a plan, or without one yet, and the method in it. */
export interface Place {
  /** The folder with the context file. */
  root: string;
  settings: MethodSettings;
  engine: Engine;
  /** The way to it from the top of its repository, with `/`; empty at the top, and without a repository. */
  inside: string;
  driver: () => MergeDriver;
}

export interface PlaceOptions extends Pick<SettingsIn, 'env' | 'flags'> {
  cwd: string;
  /** As it was given; left out: found from `cwd`. */
  folder?: string | undefined;
  log: Logger;
  now: () => Date;
  /** Where the bundles are. */
  program: string;
  /** Nothing is to be changed: what comes to a change ends with `WouldRun`. */
  dryRun: boolean;
}

const binary = 'git';

/** Throws `NO_FOLDER`. */
export async function openPlace(o: PlaceOptions): Promise<Place> {
  const { log } = o;
  const folder = await findFolder(o);
  const settings = await settingsIn({ ...o, folder });
  const { root, worktree } = await findHome(folder, settings.contextFolder);
  const engine = engineIn(root, {
    binary,
    log,
    ...(o.dryRun ? { runner: neverRunning } : {}),
    clock: { now: o.now },
    settings: () => settings,
    // Whoever types a command line trusts the folder as much as one who types git’s.
    trusted: () => true,
    ...(worktree === undefined ? {} : { worktree }),
  });
  const driver = () => createMergeDriver(root, { binary, log, bundles: o.program, node: process.execPath });
  return { root, settings, engine, inside: (await findGitDirs(root))?.inside.replaceAll('\\', '/') ?? '', driver };
}

/** The folder that is named, as it is; else the nearest one with a context file, up to the top of the repository. */
async function findFolder({ cwd, folder, env, flags }: PlaceOptions): Promise<string> {
  const start = resolve(cwd, folder ?? '.');
  const isFolder = await stat(start).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new PlanError('NO_FOLDER', `There is no folder ${start}. Name one that is there.`);
  if (folder !== undefined) return start;
  const real = await realpath(start);
  const top = (await findGitDirs(real))?.top ?? real;
  for (let at = real; ; at = dirname(at)) {
    const { contextFolder } = await settingsIn({ env, flags, folder: at });
    if ((await readText(at, contextFileIn(contextFolder)).catch(() => '')) !== null) return at;
    if (at === top || at === dirname(at)) return start;
  }
}
