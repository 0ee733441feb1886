import * as vscode from 'vscode';
import type { ForeseenFile } from '../../core/runnerPort';
import type { Interrupted } from '../../core/workflow/engine';
import type { PlanFolder } from '../../editor/folders/planFolder';
import type { VirtualTexts } from '../../editor/virtualTexts';
import { bullets } from '../../view/bullets';

/** The most files a way out is shown with: the editor loads each of them. */
const MOST_SHOWN = 300;

const tabOf = (name: string): string => `If You ${name}, Not Written Yet`;

/**
 * Shows what each way out of an interrupted operation would make of the files, each in an editor of its own, with its
 * steps above.
 */
export async function showBoth(folder: PlanFolder, texts: VirtualTexts, steps: Interrupted): Promise<void> {
  const preview = await (await folder.engine()).previewInterrupted();
  if (!preview) return;
  // What is opened last is in front.
  const { finish } = preview;
  if (finish) await showWay(folder, texts, { name: 'Finish', steps: steps.finish ?? [], files: finish });
  await showWay(folder, texts, { name: 'Restore', steps: steps.restore, files: preview.restore });
}

interface Way {
  name: string;
  steps: readonly string[];
  files: readonly ForeseenFile[];
}

async function showWay(folder: PlanFolder, texts: VirtualTexts, way: Way): Promise<void> {
  const words = texts.add(vscode.Uri.joinPath(folder.planUri, `${way.name}: Steps`), () => wayInWords(way));
  const files = way.files.slice(0, MOST_SHOWN).map((file) => {
    // From git, and so maybe beside the folder: it is looked at, not written.
    const uri = vscode.Uri.joinPath(folder.planUri, file.path);
    return [uri, file.there ? uri : undefined, file.to ? texts.add(uri, () => foreseenText(folder, file)) : undefined];
  });
  await vscode.commands.executeCommand('vscode.changes', tabOf(way.name), [[words, undefined, words], ...files]);
  // Else the next one would take its place.
  await vscode.commands.executeCommand('workbench.action.keepEditor');
}

function wayInWords({ name, steps, files }: Way): string {
  const left = steps.length > 0 ? steps : ['Nothing is left to do'];
  const more = files.length - MOST_SHOWN;
  return [
    `${name}:`,
    bullets(left),
    '',
    files.length === 0 ? 'No file changes.' : 'Below: each file as it is now, and as it would be.',
    ...(more > 0 ? [`${more} more files change, which are not shown.`] : []),
    '',
  ].join('\n');
}

async function foreseenText(folder: PlanFolder, { path, to }: ForeseenFile): Promise<string> {
  if (to === null) return '';
  const text = 'text' in to ? to.text : await (await folder.engine()).textAt(to.at, path);
  if (text !== null && !text.includes('\0')) return text;
  return `${path} would be as at ${'at' in to ? to.at : ''}; it can’t be shown as text.\n`;
}

/** The way whose changes the active editor shows. */
export function shownWay(): 'restore' | 'finish' | undefined {
  const label = vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';
  // The editor adds how many files it shows.
  if (label.startsWith(tabOf('Restore'))) return 'restore';
  return label.startsWith(tabOf('Finish')) ? 'finish' : undefined;
}

/** Closes what `showBoth` opened. */
export async function closeBoth(): Promise<void> {
  const labels = [tabOf('Restore'), tabOf('Finish')];
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  // The editor adds how many files it shows.
  const ours = tabs.filter((tab) => labels.some((label) => tab.label.startsWith(label)));
  await vscode.window.tabGroups.close(ours);
}
