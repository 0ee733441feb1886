import { upperFirst } from '../errors';
import { baseName } from './paths';
import { listPlans } from './planFiles';
import { readPlanFileName, readSummaryFileName } from '../plan/names';
import type { Ports } from '../ports';
import { phaseText } from '../phaseTexts';
import type { PhaseId } from '../types';

/** The files of the context folder by their names, newest first; none is opened. */
export async function readLibrary(ports: Ports): Promise<Library> {
  const { contextFolder } = ports.settings();
  const { files } = ports;
  const list = async (name: string, label: (path: string) => string = withoutDate): Promise<LibraryFile[]> => {
    const inFolder = async () =>
      (await files.list(`${contextFolder}/${name}`)).map((file) => `${contextFolder}/${name}/${file}`);
    const paths = name === 'plans' ? await listPlans(files, contextFolder) : await inFolder();
    return paths
      .filter((path) => /\.md$/i.test(path))
      .map((path) => ({ path, date: dateIn(path), label: label(path) }))
      .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? '') || byName.compare(stem(a.path), stem(b.path)));
  };
  const [plans, summaries, archives, ...documents] = await Promise.all([
    list('plans', planLabel),
    list('summaries', summaryLabel),
    list('archives'),
    list('research'),
    list('data'),
  ]);
  return { plans, summaries, archives, research: documents.flat() };
}

/** A master plan before its phases, phase 2 before phase 10. */
const byName = new Intl.Collator('en', { numeric: true });
const stem = (path: string) => path.replace(/\.md$/i, '');

/** Of the file's name, or of the folder that its task has. */
function dateIn(path: string): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(baseName(path))?.[0] ?? readPlanFileName(path)?.date ?? null;
}

function planLabel(file: string): string {
  const parts = readPlanFileName(file);
  return parts ? labelOf(parts) : withoutDate(file);
}

function summaryLabel(file: string): string {
  const parts = readSummaryFileName(file);
  return parts ? labelOf(parts) : withoutDate(file);
}

function labelOf({ task, phase }: { task: string; phase: PhaseId | null }): string {
  return `${slugInWords(task)}${phase === null ? '' : ` – ${phaseText(phase)}`}`;
}

function withoutDate(path: string): string {
  const file = baseName(path);
  return slugInWords(file.replace(/\.md$/i, '').replace(/^\d{4}-\d{2}-\d{2}-?/, '')) || file;
}

/** `fix-login` as `Fix login`. */
export function slugInWords(slug: string): string {
  return upperFirst(slug.replace(/[-_]+/g, ' ').trim());
}

/** Whether a plan file is named as a master plan or one without phases is. */
export function isWholePlan({ path }: Pick<LibraryFile, 'path'>): boolean {
  return readPlanFileName(path)?.phase === null;
}

/** A file of the context folder, for the library. */
export interface LibraryFile {
  path: string;
  /** The date in its name (`YYYY-MM-DD`), or null. */
  date: string | null;
  /** A readable name made from the file's name alone (no file is opened to list it). */
  label: string;
}

export interface Library {
  plans: LibraryFile[];
  summaries: LibraryFile[];
  archives: LibraryFile[];
  /** What was found out before planning: documents of `research/`, and those among the data. */
  research: LibraryFile[];
}
