import * as vscode from 'vscode';
import type { Deps } from '../../editor/deps';
import { perform } from '../../editor/perform';
import type { PlanFolder } from '../../editor/planFolder';

const showSteps = 'Show Steps';
const listed = (title: string, steps: readonly string[]) =>
  [`${title}:`, ...(steps.length > 0 ? steps : ['Nothing is left to do']).map((step) => `• ${step}`)].join('\n');

/** Offers to take back or finish what an earlier session left half done, once per folder. */
export function registerRecovery({
  store,
  commands,
  log,
}: Pick<Deps, 'store' | 'commands' | 'log'>): vscode.Disposable {
  const seen = new WeakSet<PlanFolder>();
  const look = () => {
    if (!vscode.workspace.isTrusted) return;
    for (const folder of store.folders) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      offer(folder).catch((error: unknown) => log.error('Can’t look for an interrupted operation.', error));
    }
  };

  async function offer(folder: PlanFolder): Promise<void> {
    const interrupted = await (await folder.engine()).interrupted();
    if (!interrupted) return;
    const message = `“${interrupted.title}” was interrupted. Restore takes back what it did; Finish does the rest.`;
    let answer = await vscode.window.showWarningMessage(message, 'Restore', 'Finish', showSteps);
    if (answer === showSteps) {
      const detail = [listed('Restore', interrupted.restore), listed('Finish', interrupted.finish)].join('\n\n');
      answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, 'Restore', 'Finish');
    }
    if (!answer) return;
    await commands.guard(() =>
      answer === 'Restore'
        ? perform(folder, 'Restoring', (engine) => engine.restoreInterrupted())
        : perform(folder, 'Finishing', (engine) => engine.finishInterrupted()),
    );
  }

  look();
  return vscode.Disposable.from(store.onDidChange(look), vscode.workspace.onDidGrantWorkspaceTrust(look));
}
