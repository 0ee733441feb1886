import { readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { OnEntryChange, Watching } from '../../core/diskPort';

/**
 * Watches the entries of one folder by itself: VS Code's watcher of a whole workspace misses what is made in a folder
 * that was made a moment before, as git makes those of worktrees. A folder that isn't there is not watched, and one
 * that goes no longer.
 */
export function watchFolder(folder: string, onChange: OnEntryChange): Watching {
  const changed = (name: string | null): void => {
    if (typeof onChange === 'function') onChange();
    // Not every system tells the name.
    else if (name === null) Object.values(onChange).forEach((each) => each());
    else onChange[name]?.();
  };
  try {
    const watcher = watch(folder, { persistent: false }, (_, name) => changed(name));
    // On some systems that is how a folder tells that it goes.
    watcher.on('error', () => {
      watcher.close();
      changed(null);
    });
    return { dispose: () => watcher.close() };
  } catch {
    return { dispose: () => undefined };
  }
}

/** Watches the entries of every folder in a folder. */
export function watchFolders(parent: string, onChange: OnEntryChange): Watching[] {
  return foldersIn(parent).map((name) => watchFolder(join(parent, name), onChange));
}

function foldersIn(parent: string): string[] {
  try {
    const entries = readdirSync(parent, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}
