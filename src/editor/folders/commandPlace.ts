import type * as vscode from 'vscode';
import type { CommandTarget } from '../../view/target';
import type { PlanFolder } from './planFolder';

/** Where a person called a command. */
export interface CommandPlace {
  folder: PlanFolder;
  /** What was clicked; undefined from the palette. */
  target: CommandTarget | undefined;
  /** The file whose menu it was. */
  file?: vscode.Uri;
}
