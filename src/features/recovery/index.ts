import * as vscode from 'vscode';
import type { Deps } from '../../editor/deps';
import { perform, performToTheEnd } from '../../editor/perform';
import type { PlanFolder } from '../../editor/planFolder';
import { createVirtualTexts } from '../../editor/virtualTexts';
import { closeBoth, showBoth } from './changes';

const showChanges = 'Show Changes';

/** Offers to take back or finish what an earlier session left half done, once per folder, and shows what each would change. */
export function registerRecovery({
  store,
  commands,
  log,
}: Pick<Deps, 'store' | 'commands' | 'log'>): vscode.Disposable {
  const texts = createVirtualTexts('phased-plans-recovery');
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
    const ask = () => vscode.window.showWarningMessage(message, 'Restore', 'Finish', showChanges);
    let answer = await ask();
    while (answer === showChanges) {
      await commands.guard(() => showBoth(folder, texts, interrupted));
      answer = await ask();
    }
    if (!answer) return;
    await commands.guard(() =>
      answer === 'Restore'
        ? performToTheEnd(folder, 'Restoring', (engine) => engine.restoreInterrupted())
        : perform(folder, 'Finishing', (engine) => engine.finishInterrupted()),
    );
    await closeBoth();
  }

  look();
  return vscode.Disposable.from(texts, store.onDidChange(look), vscode.workspace.onDidGrantWorkspaceTrust(look));
}
