import * as vscode from 'vscode';
import type { Deps } from '../../editor/commands/deps';
import { onDidChangeBadgeSetting, showsBadges } from '../../editor/settings';
import { fileBadges, type FileBadge } from '../../view/fileBadges';

/** Badges on plan files in the Explorer: running, done, blocked. */
export function registerFileBadges({ store }: Pick<Deps, 'store'>): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri[]>();
  let shown = new Map<string, FileBadge>();
  const update = () => {
    const before = shown;
    shown = new Map(
      store.folders
        .filter(({ uri }) => showsBadges(uri))
        .flatMap((folder) =>
          [...(folder.shown ? fileBadges(folder.shown) : [])].map(
            ([path, badge]) => [vscode.Uri.joinPath(folder.planUri, path).toString(), badge] as const,
          ),
        ),
    );
    const differs = [...new Set([...before.keys(), ...shown.keys()])].filter(
      (key) => before.get(key)?.tooltip !== shown.get(key)?.tooltip,
    );
    if (differs.length > 0) changed.fire(differs.map((key) => vscode.Uri.parse(key, true)));
  };
  update();
  return vscode.Disposable.from(
    changed,
    store.onDidChange(update),
    onDidChangeBadgeSetting(update),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      provideFileDecoration: (file) => shown.get(file.toString()),
    }),
  );
}
