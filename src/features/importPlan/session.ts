import * as vscode from 'vscode';
import { isPlanError } from '../../core/errors';
import type { ForeignPlan } from '../../core/import/model';
import type { ForeseenImport } from '../../core/workflow/importPlan';
import { localDate } from '../../core/plan/names';
import type { PlanFolder } from '../../editor/folders/planFolder';
import type { VirtualTexts } from '../../editor/virtualTexts';
import { nothingChosen, toImportChoices, type Choices } from './choices';

/** Documents that show files which aren't written yet. */
export const SCHEME = 'phased-plans-import';

/** A plan that was read, what is to be made of it, and the editors that show both. */
export class ImportSession {
  choices: Choices;
  /** What would be written; of the last choices with which that can be said. */
  foreseen: ForeseenImport | null = null;
  /** Why it can't be written as it was chosen; null when it can. */
  problem: string | null = null;
  #wanted: { path: string | undefined } | null = null;
  #showing: Promise<void> = Promise.resolve();
  readonly #date = localDate(new Date());
  #shown: { path: string; text: string; uri: vscode.Uri } | null = null;

  constructor(
    readonly folder: PlanFolder,
    readonly plan: ForeignPlan,
    /** What it was read from. */
    readonly original: vscode.Uri | null,
    private readonly texts: VirtualTexts,
  ) {
    this.choices = nothingChosen(plan);
  }

  /** Takes up other choices, and says what would become of them. */
  async choose(choices: Choices): Promise<void> {
    this.choices = choices;
    try {
      this.foreseen = await (await this.folder.engine()).foreseeImport(this.plan, this.asOptions());
      this.problem = null;
    } catch (error) {
      if (!isPlanError(error)) throw error;
      this.problem = error.message;
    }
  }

  asOptions(): ReturnType<typeof toImportChoices> {
    return toImportChoices(this.plan, this.choices, this.#date);
  }

  /** Opens the original on the left. */
  async showOriginal(): Promise<void> {
    if (!this.original) return;
    const options = { viewColumn: vscode.ViewColumn.One, preserveFocus: true, preview: true };
    await vscode.window.showTextDocument(this.original, options);
  }

  /**
   * Shows a file that would be written beside it: the plan’s own where none is named. One after another: of those that
   * are asked for meanwhile, the last.
   */
  show(path?: string): Promise<void> {
    const wanted = (this.#wanted = { path });
    this.#showing = this.#showing.then(() => (this.#wanted === wanted ? this.#show(path) : undefined));
    return this.#showing;
  }

  async #show(path: string | undefined): Promise<void> {
    const { files = [] } = this.foreseen ?? {};
    const file = files.find((each) => each.path === path) ?? files[0];
    if (!file || (file.path === this.#shown?.path && file.text === this.#shown.text)) return;
    const before = this.#shown?.uri;
    const uri = this.texts.add(vscode.Uri.joinPath(this.folder.planUri, file.path), () => file.text);
    this.#shown = { ...file, uri };
    await vscode.window.showTextDocument(uri, {
      viewColumn: this.original ? vscode.ViewColumn.Two : vscode.ViewColumn.One,
      preserveFocus: true,
      preview: true,
    });
    // Where editors aren’t reused for what is only looked at, there would be one of each file.
    if (before) await closeShown(before);
  }
}

/** Closes the documents that aren’t written, or one of them. */
export async function closeShown(only?: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const isShown = ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputText &&
    (only ? input.uri.toString() === only.toString() : input.uri.scheme === SCHEME);
  await vscode.window.tabGroups.close(tabs.filter(isShown), true);
}
