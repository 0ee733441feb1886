import { isWithoutGit } from '../errors';
import type { Ports } from '../ports';
import { mustBeTrusted } from '../repository/repo';
import { isManifest } from '../survey/manifests';
import type { Survey } from '../survey/model';
import { surveyOf } from '../survey/survey';

/** Enough to tell what changes together, and read in a moment. */
const MOST_COMMITS = 500;
/** Without git every file below the folder may be of anybody's. */
const MOST_FILES = 20_000;
const MOST_MANIFESTS = 200;
const LARGEST_MANIFEST = 200_000;

/**
 * A map of the folder for whoever drafts a plan: from the files that git tracks, its last commits, and manifests. The
 * context folder is left out. Changes nothing. Throws `UNTRUSTED`, and those of git but for want of a repository.
 */
export async function survey(ports: Ports): Promise<Survey> {
  mustBeTrusted(ports);
  const { contextFolder } = ports.settings();
  const isOwn = (file: string): boolean => file.startsWith(`${contextFolder}/`) || file.startsWith('.para-worktrees/');
  const { files, commits } = await readRepository(ports);
  const others = files.filter((file) => !isOwn(file)).sort();
  const manifests = new Map<string, string>();
  const depth = (file: string): number => file.split('/').length;
  const named = others.filter(isManifest).sort((a, b) => depth(a) - depth(b));
  for (const file of named.slice(0, MOST_MANIFESTS)) {
    // One that is gone, leads elsewhere or can't be read says nothing.
    const start = await ports.files.readStart(file, LARGEST_MANIFEST).catch(() => null);
    if (start?.text) manifests.set(file, start.text);
  }
  return surveyOf({ files: others, commits: commits.map((each) => each.filter((file) => !isOwn(file))), manifests });
}

async function readRepository({ git, files }: Ports): Promise<{ files: string[]; commits: string[][] }> {
  try {
    await git.open();
    return { files: await git.trackedFiles(), commits: await git.lastChanges(MOST_COMMITS) };
  } catch (error) {
    if (!isWithoutGit(error)) throw error;
    return { files: (await files.listBelow('', MOST_FILES)) ?? [], commits: [] };
  }
}
