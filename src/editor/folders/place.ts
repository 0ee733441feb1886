import type * as vscode from 'vscode';
import type { Target } from '../../view/target';
import type { PlanFolder } from './planFolder';

/** Where a person called a command. */
export interface Place {
  folder: PlanFolder;
  /** What was clicked; undefined from the palette. */
  target: Target | undefined;
  /** The file whose menu it was. */
  file?: vscode.Uri;
}
