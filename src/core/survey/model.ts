/** A folder that stands for itself: a package, or a part of one. */
export interface SurveyFolder {
  /** From the workspace folder, with `/`; `.` is that itself. */
  path: string;
  /** What it is, by its name and its manifest: `API`, `npm package “web”`; null where neither tells. */
  what: string | null;
  /** The languages of most of its files, at most three, the first one first. */
  languages: string[];
  files: number;
}

/** A command that somebody types in a folder. */
export interface SurveyCommand {
  kind: 'build' | 'test' | 'check';
  folder: string;
  command: string;
  /** The file that tells of it. */
  from: string;
}

/** A layer that work may be cut into phases by, in the order in which phases go. */
export interface SurveyLayer {
  name: string;
  folders: string[];
}

/** A map of a repository for whoever drafts a plan. As JSON it has at most 16,000 characters. */
export interface Survey {
  folders: SurveyFolder[];
  /** Pairs of folders, by how many of the last commits changed both. */
  together: { folders: [string, string]; commits: number }[];
  /** What manifests say: the first folder needs the second one. */
  dependencies: { from: string; to: string }[];
  commands: SurveyCommand[];
  layers: SurveyLayer[];
  /** How many entries of these lists were left out, to keep it short. */
  leftOut: number;
}

/** What it is made of. */
export interface SurveySource {
  /** Every file that git tracks, sorted. */
  files: readonly string[];
  /** What the last commits changed, newest first. */
  commits: readonly (readonly string[])[];
  /** The texts of manifests, by path. */
  manifests: ReadonlyMap<string, string>;
}
