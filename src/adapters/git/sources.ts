import { promises as fs } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { stampOf, Stamps } from '../system/stamp';
import type { RepositoryPlace } from './repository';

/**
 * Notes all that git tells of a repository's branches and remotes from: HEAD, refs however they are kept, and the
 * configuration with what it includes. What commits hold never changes.
 */
export async function noteSources(root: string, { gitDir, commonDir, top }: RepositoryPlace): Promise<Stamps> {
  const stamps = new Stamps();
  const own = ['HEAD', 'config.worktree'].map((name) => path.join(gitDir, name));
  const shared = ['config', 'packed-refs', 'reftable/tables.list', 'shallow', 'info/grafts', 'remotes', 'branches'];
  await Promise.all([
    ...[...own, ...shared.map((name) => path.join(commonDir, name)), ...marks(root, top)].map((file) =>
      stamps.note(file),
    ),
    noteBelow(stamps, path.join(commonDir, 'refs')),
    ...[path.join(commonDir, 'config'), ...ofUser()].map((file) => noteConfig(stamps, file)),
  ]);
  return stamps;
}

/** Notes all that git tells its configuration from. */
export async function noteSettings({ gitDir, commonDir }: RepositoryPlace): Promise<Stamps> {
  const stamps = new Stamps();
  const files = [path.join(gitDir, 'config.worktree'), path.join(commonDir, 'config'), ...ofUser()];
  const texts = (await Promise.all(files.map((file) => noteConfig(stamps, file)))).flat();
  // What is included may depend on the branch.
  if (texts.some((text) => /onbranch/i.test(text))) await stamps.note(path.join(gitDir, 'HEAD'));
  return stamps;
}

/** Notes all that git finds a folder's repository by, which is at a place by all that is known. */
export async function notePlace(root: string, place: RepositoryPlace): Promise<Stamps> {
  const stamps = await noteSettings(place);
  const { gitDir, top } = place;
  await Promise.all([
    ...[path.resolve(root), path.join(top, '.git'), ...marks(root, top)].map((file) => stamps.note(file, whichOf)),
    stamps.note(path.join(gitDir, 'commondir')),
    stamps.note(gitDir, isRepository),
  ]);
  return stamps;
}

/** Of a folder, which one it is and whose: what is in it may change. */
async function whichOf(file: string): Promise<string | null> {
  const stat = await fs.stat(file).catch(() => null);
  return stat?.isDirectory() ? [stat.dev, stat.ino, stat.uid, stat.mode].join('/') : stampOf(file);
}

/** Without a HEAD that git can read it is none; null for that. */
async function isRepository(gitDir: string): Promise<string | null> {
  const head = await fs.readFile(path.join(gitDir, 'HEAD'), 'utf8').catch(() => '');
  return /^(?:ref: refs\/\S|[0-9a-f]{40})/.test(head) ? 'yes' : null;
}

/** What makes a folder a repository of its own, or this one another's; at the top it is known by its HEAD. */
function marks(root: string, top: string): string[] {
  const found: string[] = [];
  for (let folder = path.resolve(root); folder !== path.resolve(top); folder = path.dirname(folder)) {
    found.push(path.join(folder, '.git'));
    if (folder === path.dirname(folder)) break;
  }
  return found;
}

/** Where git is installed says where the settings of the system are. */
const OF_SYSTEM = [
  ...['/etc/gitconfig', '/usr/local/etc/gitconfig', '/opt/homebrew/etc/gitconfig', '/opt/local/etc/gitconfig'],
  '/Library/Developer/CommandLineTools/usr/share/git-core/gitconfig',
  '/Applications/Xcode.app/Contents/Developer/usr/share/git-core/gitconfig',
  ...['C:\\Program Files\\Git\\etc\\gitconfig', 'C:\\ProgramData\\Git\\config'],
].filter((file) => path.isAbsolute(file));

function ofUser(): string[] {
  const { GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM, XDG_CONFIG_HOME } = process.env;
  const home = homedir();
  const usual = [path.join(home, '.gitconfig'), path.join(XDG_CONFIG_HOME ?? path.join(home, '.config'), 'git/config')];
  return [
    ...(GIT_CONFIG_SYSTEM === undefined ? OF_SYSTEM : [GIT_CONFIG_SYSTEM]),
    ...(GIT_CONFIG_GLOBAL === undefined ? usual : [GIT_CONFIG_GLOBAL]),
  ];
}

/** With the files that it includes, whatever the conditions. Gives their texts. */
async function noteConfig(stamps: Stamps, file: string, depth = 0): Promise<string[]> {
  await stamps.note(file);
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  if (depth > DEEPEST || !/^\s*\[include/im.test(text)) return [text];
  const included = [...text.matchAll(/^\s*path\s*=\s*"?(.+?)"?\s*$/gim)].map(([, to = '']) =>
    path.resolve(path.dirname(file), to.replace(/^~(?=\/)/, homedir())),
  );
  return [text, ...(await Promise.all(included.map((each) => noteConfig(stamps, each, depth + 1)))).flat()];
}

/** As git has it. */
const DEEPEST = 10;

async function noteBelow(stamps: Stamps, folder: string): Promise<void> {
  await stamps.note(folder);
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  await Promise.all(
    entries.map((each) => {
      const inside = path.join(folder, each.name);
      return each.isDirectory() ? noteBelow(stamps, inside) : stamps.note(inside);
    }),
  );
}
