import { readArchived } from '../../core/folder/archived';
import type { LibraryFile } from '../../core/folder/library';
import { readArchive, type Heads } from '../../editor/folders/heads';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { earlierPlan, type EarlierPlan } from '../../view/dashboard/earlier';

/** More than these are found in the library. */
const most = 20;

/** The plans that were archived last; an archive that can't be read says so in the library, and is left out here. */
export async function readEarlierPlans(folder: PlanFolder, heads: Heads): Promise<EarlierPlan[]> {
  const archives = folder.snapshot?.library.archives.slice(0, most) ?? [];
  const plans = await Promise.all(archives.map((archive) => readOne(folder, heads, archive)));
  return plans.filter((plan) => plan !== null);
}

async function readOne(folder: PlanFolder, heads: Heads, archive: LibraryFile): Promise<EarlierPlan | null> {
  try {
    const held = readArchived(await readArchive(folder, archive.path));
    if (held.plan !== null) await heads.load(folder, 'plans', [{ path: held.plan }]);
    const title = held.plan === null ? null : (heads.get(folder, held.plan)?.title ?? null);
    return earlierPlan(archive, held, title);
  } catch {
    return null;
  }
}
