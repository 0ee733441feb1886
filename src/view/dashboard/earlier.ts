import type { ArchivedPlan } from '../../core/folder/archived';
import { slugInWords, type LibraryFile } from '../../core/folder/library';
import { readPlanFileName } from '../../core/plan/names';
import { countDone } from '../../core/markdown/settled';
import { plural } from '../phaseView';

/** A plan that was archived, as the dashboard lists it. */
export interface EarlierPlan {
  path: string;
  title: string;
  /** How long it took and how large it was: `9 days · 3/3 phases`. */
  told: string;
  /** The day it was archived. */
  date: string | null;
}

/** An archived plan in words; null for an archive that held none. `title`: its plan file's, where that is there. */
export function earlierPlan(archive: LibraryFile, held: ArchivedPlan, title: string | null): EarlierPlan | null {
  if (held.plan === null) return null;
  const name = readPlanFileName(held.plan);
  // What nobody was to do any more isn't missing.
  const counted = held.phases.filter(({ dropped }) => !dropped);
  const { done, total } = countDone(counted.map(({ status }) => ({ done: status === 'completed' })));
  const size = total === 0 ? 'no phases' : `${done}/${total} phases`;
  return {
    path: archive.path,
    title: title ?? slugInWords(name?.task ?? held.plan),
    told: [daysBetween(name?.date ?? null, archive.date), size].filter(Boolean).join(' · '),
    date: archive.date,
  };
}

const dayMs = 86_400_000;

/** `9 days`, from the day a plan is named after to the one of its archive, both counted; null where one isn't known. */
function daysBetween(from: string | null, to: string | null): string | null {
  const days = (Date.parse(to ?? '') - Date.parse(from ?? '')) / dayMs + 1;
  return Number.isInteger(days) && days > 0 ? plural(days, 'day') : null;
}
