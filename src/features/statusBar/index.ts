import * as vscode from 'vscode';
import type { Deps } from '../../editor/commands/deps';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { targetOf } from '../../view/target';
import { commands } from '../../ids';
import { statusBarHover } from './hover';
import { statusText } from './model';

/** What is over sooner would only flicker. */
const spinAfterMs = 200;

/** The running phase and its progress; a click shows the status, with the next step first. Hidden without a plan. */
export function registerStatusBar({ store }: Pick<Deps, 'store'>): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('phasedPlans.status', vscode.StatusBarAlignment.Left, 40);
  item.name = 'Phased Plans';
  let followed: PlanFolder | undefined;
  let following: vscode.Disposable | undefined;
  let spins = false;
  let timer: NodeJS.Timeout | undefined;
  const stopFollowing = () => {
    following?.dispose();
    clearTimeout(timer);
    spins = false;
  };
  const worked = () => {
    clearTimeout(timer);
    if (!followed?.busy) {
      spins = false;
      return show(item, followed, spins);
    }
    timer = setTimeout(() => {
      spins = true;
      show(item, followed, spins);
    }, spinAfterMs);
  };
  const follow = () => {
    const { active } = store;
    if (active !== followed) {
      stopFollowing();
      followed = active;
      following = active?.onDidChangeBusy(worked);
      if (active?.busy) worked();
    }
    show(item, active, spins);
  };
  follow();
  return vscode.Disposable.from(item, store.onDidChange(follow), new vscode.Disposable(stopFollowing));
}

function show(item: vscode.StatusBarItem, folder: PlanFolder | undefined, spins: boolean): void {
  const status = folder?.shown;
  const shown = status ? statusText(status, folder.snapshot?.branches, folder.snapshot?.obstacle) : null;
  if (!folder || !status || !shown) return item.hide();
  item.text = spins ? shown.text.replace(/^\$\([^)]*\)/, '$(sync~spin)') : shown.text;
  item.tooltip = statusBarHover(folder.uri, status, shown.hover);
  item.accessibilityInformation = { label: spins ? `${shown.spoken}. Working` : shown.spoken, role: 'button' };
  // While the way back to the branch is being taken, the warning is out of place.
  item.backgroundColor = shown.warn && !spins ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  item.command = { title: 'Show Status', command: commands.showStatus, arguments: [targetOf(folder.uri)] };
  item.show();
}
