import * as vscode from 'vscode';
import { isPlanError } from '../../core/errors';
import type { ArchiveOptions } from '../../core/types';
import type { Place } from '../../editor/commands';
import type { Deps } from '../../editor/deps';
import { perform } from '../../editor/perform';
import { askPick } from '../../editor/wizard';
import { commands as ids } from '../../ids';

/** *Archive*: puts the context file away and begins a fresh one. */
export function registerArchive({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.archive, { api: (options: ArchiveOptions) => api.archive(options), ask });
}

const modes: (vscode.QuickPickItem & { mode: 'seed' | 'fresh' })[] = [
  { label: 'Keep the list of summaries', detail: 'The next plan knows what was done before.', mode: 'seed' },
  { label: 'Start from nothing', detail: 'The fresh context file lists no summaries.', mode: 'fresh' },
];

async function ask({ folder }: Place): Promise<{ archive: string } | undefined> {
  const picked = await askPick({
    title: 'Archive Plan',
    placeholder: 'What should the fresh context file keep?',
    items: modes,
  });
  if (!picked || typeof picked === 'symbol') return undefined;
  const archive = (options: ArchiveOptions) => perform(folder, 'Archiving', (engine) => engine.archive(options));
  try {
    return await archive({ mode: picked.mode });
  } catch (error) {
    if (!isPlanError(error, 'UNFINISHED')) throw error;
    const answer = await vscode.window.showWarningMessage(
      error.message,
      { modal: true, detail: 'Archiving keeps every file. Phases that aren’t completed stay as they are.' },
      'Archive Anyway',
    );
    return answer ? archive({ mode: picked.mode, unfinished: 'archive' }) : undefined;
  }
}
