import { isPlanError } from '../errors';
import type { Files } from '../ports';
import { isPlanInTaskFolder } from '../plan/names';

/** More files than anybody's plans are: folders per task are then not looked for. */
const MOST_FILES = 20_000;

/** The plan files of a context folder: those in `plans/`, and those of a task that has a folder of its own there. */
export async function listPlans(files: Files, contextFolder: string): Promise<string[]> {
  const folder = `${contextFolder}/plans`;
  const own = (await files.list(folder)).filter((name) => /\.md$/i.test(name)).map((name) => `${folder}/${name}`);
  const below = await files.listBelow(folder, MOST_FILES).catch((error: unknown) => {
    // What leads out of the workspace is nobody's to look into; the list above says the same.
    if (isPlanError(error)) return null;
    throw error;
  });
  return [...own, ...(below ?? []).filter(isPlanInTaskFolder)];
}
