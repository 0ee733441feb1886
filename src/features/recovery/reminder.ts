import * as vscode from 'vscode';
import type { Interrupted } from '../../core/workflow/engine';
import { commands } from '../../ids';
import { shorten } from '../../view/shorten';

/** The status bar is shared. */
const LONGEST_TITLE = 24;

/** Stands in the status bar for as long as a step is interrupted: the message about it may have been closed unread. */
export function createReminder(): vscode.Disposable & { show(waiting: readonly Interrupted[]): void } {
  const item = vscode.window.createStatusBarItem('phasedPlans.interrupted', vscode.StatusBarAlignment.Left, 39);
  item.name = 'Phased Plans: Interrupted Step';
  item.command = commands.recover;
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  return {
    show([first, ...others]) {
      if (!first) return item.hide();
      const more = others.length > 0 ? ` and ${others.length} more` : '';
      item.text = `$(warning) Interrupted: ${shorten(first.title, LONGEST_TITLE)}${more}`;
      const said = `“${shorten(first.title, 200)}”${more} was interrupted. Click to restore or finish it.`;
      item.tooltip = said;
      item.accessibilityInformation = { label: said, role: 'button' };
      item.show();
    },
    dispose: () => item.dispose(),
  };
}
