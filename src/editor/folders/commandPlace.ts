import type * as vscode from 'vscode';
import type { Answers } from '../answers';
import type { CommandTarget } from '../../view/target';
import type { PlanFolder } from './planFolder';

/** Where a person called a command. */
export interface CommandPlace {
  folder: PlanFolder;
  /** What is answered on the way. */
  answers: Answers;
  /** What was clicked; undefined from the palette. */
  target: CommandTarget | undefined;
  /** The file whose menu it was. */
  file?: vscode.Uri;
}
