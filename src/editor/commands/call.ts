import * as vscode from 'vscode';
import type { CommandTarget } from '../../view/target';

/** How a command was called. */
export type Call =
  | { by: 'person'; target: CommandTarget | undefined }
  /** From a menu on a file, or on a repository. */
  | { by: 'person'; target: undefined; file: vscode.Uri }
  | { by: 'program'; options: Record<string, unknown> };

/** Tells the API's options object from what VS Code itself passes to a command. */
export function readCall(argument: unknown): Call {
  if (argument === undefined || argument === null) return { by: 'person', target: undefined };
  if (argument instanceof vscode.Uri) return { by: 'person', target: undefined, file: argument };
  // What the Source Control view passes to the actions in its title.
  if (isSourceControl(argument)) return { by: 'person', target: undefined, file: argument.rootUri };
  if (isTarget(argument)) return { by: 'person', target: argument };
  // A node of one of our trees carries its target.
  if (hasTarget(argument)) return { by: 'person', target: argument.target };
  return { by: 'program', options: argument as Record<string, unknown> };
}

function isTarget(value: unknown): value is CommandTarget {
  return typeof value === 'object' && value !== null && (value as Partial<CommandTarget>).ui === true;
}

function hasTarget(value: unknown): value is { target: CommandTarget } {
  return typeof value === 'object' && value !== null && isTarget((value as { target?: unknown }).target);
}

function isSourceControl(value: unknown): value is vscode.SourceControl & { rootUri: vscode.Uri } {
  const { rootUri, inputBox } = value as Partial<vscode.SourceControl>;
  return rootUri instanceof vscode.Uri && inputBox !== undefined;
}
