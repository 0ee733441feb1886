import { readFrontMatter } from '../../markdown/frontMatter';
import { lineOffsets } from '../../markdown/lines';
import type { DraftState, ForeignFile } from '../model';
import { readOutline, type Part } from './outline';
import { proseText, readName } from './texts';
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

/** Every file is read for its draft, and again for what isn't in that. */
const outlines = new WeakMap<ForeignFile, Part>();

/** A file as an outline, boxes as most methods mean them. */
export function outlineOfFile(file: ForeignFile): Part {
  const outline = outlines.get(file) ?? readOutline(file.text);
  outlines.set(file, outline);
  return outline;
}

/** The same as an outline. */
export function outlineOf(feature: Feature, name: RegExp, states?: Readonly<Record<string, DraftState>>): Part | null {
  const file = fileCalled(feature, name);
  if (!file) return null;
  return states ? readOutline(file.text, states) : outlineOfFile(file);
}

/** The outlines of all such files, in the order of their paths. */
export function outlinesOf({ files }: Feature, name: RegExp): Part[] {
  const found = files.filter(({ path }) => name.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  return found.map(outlineOfFile);
}

/**
 * The title of the first outline that has one beside the tool's own words, else what front matter calls it, else the
 * source's name in words. The first of several sections is no title, and a phase is none either.
 */
export function titleAmong(feature: Feature, outlines: readonly (Part | null)[]): string {
  const title = ownTitle(outlines, true) ?? titleGiven(feature) ?? ownTitle(outlines, false);
  if (title !== null) return title;
  if (feature.source === '') return firstLine(outlines) ?? 'Plan';
  return titleOfPath(nameOf(feature));
}

/** What a heading of the first level, or of another, gives as a title. */
function ownTitle(outlines: readonly (Part | null)[], isFirstLevel: boolean): string | null {
  for (const outline of outlines) {
    const [heading, another] = outline?.parts ?? [];
    if (!heading || (heading.level === 1) !== isFirstLevel) continue;
    const isPhase = readName(heading.raw).kind === 'phase';
    const title = isPhase && (another || !isFirstLevel) ? null : headingTitle(heading.raw);
    if (title !== null && (isFirstLevel || !another || title !== heading.raw)) return title;
  }
  return null;
}

function titleGiven({ files }: Feature): string | null {
  for (const { text } of files) {
    const values = readFrontMatter({ text, lineOffsets: lineOffsets(text) })?.values ?? [];
    const value = values.find(({ label }) => label.toLowerCase() === 'title')?.value ?? '';
    const title = value === '' ? null : headingTitle(value);
    if (title !== null) return title;
  }
  return null;
}

/** What a text without a heading and without a name begins with, if that is short enough for a title. */
function firstLine(outlines: readonly (Part | null)[]): string | null {
  const first = outlines.find((outline) => outline !== null)?.blocks[0];
  const line = first?.kind === 'text' && first.label === '' ? proseText(first.raw) : '';
  return line.length > LONGEST_TITLE || /[.!?:。]$/.test(line) ? null : headingTitle(line);
}
const LONGEST_TITLE = 80;

/** Files that are called the same in every project. */
const COMMON = /^(?:task_plan|(?:implementation[_-])?plans?|tasks?|todo|roadmap)\.(?:md|json)$/i;

/** The source, or the folder that it lies in where the file's name says nothing. */
function nameOf({ source, project }: Feature): string {
  const [name = '', folder = ''] = source.split('/').reverse();
  if (!COMMON.test(name)) return source;
  return folder === '' || folder.startsWith('.') ? (project ?? source) : folder;
}

/** The outline of the file that a plan can't do without; a file by itself is that, whatever it is called. */
export function mainOutline(
  feature: Feature,
  name: RegExp,
  states?: Readonly<Record<string, DraftState>>,
): Part | null {
  const [only, another] = feature.files;
  return (
    outlineOf(feature, name, states) ??
    (only && !another ? (states ? readOutline(only.text, states) : outlineOfFile(only)) : null)
  );
}
