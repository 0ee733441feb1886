import { access } from 'node:fs/promises';
import type { Disk } from '../../core/diskPort';
import { readText } from '../files';
import { findGitDirs, readHeadText } from './gitDirs';
import { findHome } from './home';
import { watchFolder, watchFolders } from './watch';

/** The disk of this machine. */
export function createDisk(): Disk {
  return {
    findGitDirs,
    readHead: readHeadText,
    findHome,
    readIn: (folder, path) => readText(folder, path).catch(() => null),
    exists: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    watchFolder,
    watchFolders,
  };
}
