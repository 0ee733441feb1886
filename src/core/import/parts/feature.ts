import type { DraftState, ForeignFile } from '../model';
import { readOutline, type Part } from './outline';
import { headingTitle, titleOfPath } from './titles';

/** The files of one plan, as its reader gets them. */
export interface Feature {
  /** The folder or the file that the plan is named by. */
  source: string;
  /** What the folder is called that the method's own folder lies in; null where no path tells. */
  project: string | null;
  files: readonly ForeignFile[];
}

/** The first file whose path is so; null when it isn't there. */
export function fileCalled({ files }: Feature, name: RegExp): ForeignFile | null {
  return files.find(({ path }) => name.test(path)) ?? null;
}

/** The same as an outline. */
export function outlineOf(feature: Feature, name: RegExp, states?: Readonly<Record<string, DraftState>>): Part | null {
  const file = fileCalled(feature, name);
  return file ? readOutline(file.text, states) : null;
}

/** The outlines of all such files, in the order of their paths. */
export function outlinesOf({ files }: Feature, name: RegExp): Part[] {
  const found = files.filter(({ path }) => name.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  return found.map(({ text }) => readOutline(text));
}

/** The title of the first outline that has one beside the tool's own words, else the source's name in words. */
export function titleAmong(feature: Feature, outlines: readonly (Part | null)[]): string {
  for (const outline of outlines) {
    const heading = outline?.parts[0];
    const title = heading ? headingTitle(heading.raw) : null;
    if (title !== null) return title;
  }
  return titleOfPath(feature.source);
}
