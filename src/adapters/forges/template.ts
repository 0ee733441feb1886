import type { Template } from '../../core/forgePort';
import type { GitExec } from '../git/exec';
import { listPaths } from '../git/listings';
import { readAt } from '../git/objects';
import { findRepository, toWorkspacePath } from '../git/repository';

/** What forges take as the text of a pull request, in characters. */
const LONGEST = 65_536;

/** In a folder of several templates, the one that counts where none is chosen. */
const DEFAULTS = ['default.md', 'pull_request_template.md'];

interface Listed {
  path: string;
  isFolder: boolean;
}

/**
 * The template of pull requests at the first of these places (`ForgeKind.templates`) that a commit has a file at; null
 * where it has none, or one that is too long or no text. Throws those of git.
 */
export async function findTemplate(
  exec: GitExec,
  root: string,
  o: { commit: string; base: string; places: readonly string[] },
): Promise<Template | null> {
  const places = o.places.map((place) => place.replace('{base}', (o.base.split('/')[0] ?? '').toLowerCase()));
  if (places.length === 0) return null;
  const files = await filesOnTheWay(exec, o.commit, places);
  const path = places.flatMap((place) => at(place, files) ?? [])[0];
  if (path === undefined) return null;
  const place = await findRepository(exec, root);
  const [text = null] = await readAt(exec, place, [o.commit], toWorkspacePath(place, path));
  return text === null || text.length > LONGEST || text.includes('\0') ? null : { path, text };
}

function at(place: string, files: readonly string[]): string | undefined {
  if (!place.endsWith('/')) return files.find((file) => file.toLowerCase() === place);
  const within = files.filter((file) => {
    const name = file.toLowerCase();
    return name.startsWith(place) && name.endsWith('.md') && !name.slice(place.length).includes('/');
  });
  const named = DEFAULTS.flatMap((name) => within.filter((file) => file.toLowerCase() === place + name));
  return named[0] ?? (within.length === 1 ? within[0] : undefined);
}

/** The files in the folders that lead to a place, folder by folder: a repository may have very many others. */
async function filesOnTheWay(exec: GitExec, commit: string, places: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  let listed = await list(exec, commit, []);
  while (listed.length > 0) {
    files.push(...listed.flatMap(({ path, isFolder }) => (isFolder ? [] : [path])));
    const folders = listed.flatMap(({ path, isFolder }) => (isFolder ? [`${path}/`] : []));
    const next = folders.filter((folder) => places.some((place) => place.startsWith(folder.toLowerCase())));
    listed = next.length === 0 ? [] : await list(exec, commit, next);
  }
  return files;
}

/** Links and submodules are left out. */
async function list(exec: GitExec, commit: string, folders: readonly string[]): Promise<Listed[]> {
  const entries = await listPaths(exec, ['ls-tree', '-z', '--full-tree', commit, '--', ...folders]);
  return entries.flatMap((entry) => {
    const [, mode = '', path = ''] = /^(\d+) [^\t]*\t([^]*)$/.exec(entry) ?? [];
    const isFolder = mode === '040000';
    return isFolder || mode.startsWith('100') ? [{ path, isFolder }] : [];
  });
}
