import { foldersAbove } from '../folder/paths';
import type { Ports } from '../ports';
import { runSteps } from '../repository/commit';
import { mustBeSaved, mustBeTrusted } from '../repository/repo';
import type { Step } from '../steps';

/** A skill to be written: `was` is what its file held when that was decided, null for none. */
export interface SkillFile {
  path: string;
  was: string | null;
  text: string;
}

/**
 * Writes a skill where an agent looks for it, with the folders that lead there; as one step that can be undone. Throws
 * `UNTRUSTED`, `CONTEXT_DIRTY` where an editor holds unsaved changes to it, `CONTEXT_CHANGED` where it is no longer as
 * it was, `OUTSIDE_WORKSPACE` where a link leads out of the folder, and `WRITE_FAILED`.
 */
export async function writeSkill(ports: Ports, { path, was, text }: SkillFile): Promise<void> {
  mustBeTrusted(ports);
  mustBeSaved(ports, [path]);
  const steps: Step[] = [];
  for (const folder of foldersAbove([path])) {
    if (!(await ports.files.exists(folder))) steps.push({ kind: 'makeFolder', path: folder });
  }
  // Of one that was there, only the record can bring back what it held.
  await runSteps(ports, 'Write the skill', [...steps, { kind: 'write', path, was, text }], { isRecorded: true });
}
