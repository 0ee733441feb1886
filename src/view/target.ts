import type { ExecuteOptions, PhaseId } from '../core/types';
import { commands } from '../ids';

/**
 * What a click was on. Commands get the API's options as their first argument from other programs, and then never
 * prompt; a target marks a call as made by the user interface. It is plain JSON, so that it survives command links.
 */
export interface CommandTarget {
  ui: true;
  /** The workspace folder, as a string. */
  folder: string;
  phase?: PhaseId;
  /** What is to become of a branch that is there already, where that isn't asked. */
  existingBranch?: ExecuteOptions['existingBranch'];
  /** Index into `PlanStatus.todos`. */
  todo?: number;
  /** A file of the folder. */
  path?: string;
}

/** The address of a workspace folder. */
export interface FolderUri {
  readonly scheme: string;
  toString(): string;
}

export function targetOf(folder: FolderUri, rest: Omit<CommandTarget, 'ui' | 'folder'> = {}): CommandTarget {
  return { ui: true, folder: folder.toString(), ...rest };
}

/**
 * What a row does that says what can't be shown. Without an argument: that would be gone when the row is drawn again in
 * the very moment it is clicked.
 */
export const tryAgain = { command: commands.refresh, title: 'Try Again' };
