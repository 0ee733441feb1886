import * as vscode from 'vscode';
import type { Deps } from '../../editor/deps';
import { nextTarget } from '../../editor/nextAction';
import type { PlanFolder } from '../../editor/planFolder';
import { targetOf } from '../../editor/target';
import { commands } from '../../ids';
import { statusText } from './model';

/** The running phase and its progress; a click does the next action. Hidden without a plan. */
export function registerStatusBar({ store }: Pick<Deps, 'store'>): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('phasedPlans.status', vscode.StatusBarAlignment.Left, 40);
  item.name = 'Phased Plans';
  const show = () => {
    const { active } = store;
    const shown = active?.status ? statusText(active.status) : null;
    if (!active || !shown) return item.hide();
    item.text = shown.text;
    item.tooltip = shown.tooltip;
    item.accessibilityInformation = { label: shown.spoken, role: 'button' };
    item.backgroundColor = shown.warn ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.command = clickOf(active);
    item.show();
  };
  show();
  return vscode.Disposable.from(item, store.onDidChange(show));
}

function clickOf({ uri, status }: PlanFolder): vscode.Command {
  const next = status?.next;
  return next
    ? { title: next.title, command: next.command, arguments: [nextTarget(uri, next)] }
    : { title: 'Show Status', command: commands.showStatus, arguments: [targetOf(uri)] };
}
