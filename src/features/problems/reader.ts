import type * as vscode from 'vscode';
import type { Finding } from '../../core/problems/parts/rule';
import { unsavedContextDocuments, unsavedContextTexts } from '../../editor/folders/documents';
import type { PlanFolder } from '../../editor/folders/planFolder';

/** Long enough for a word to be typed out: a reading costs more than a key stroke may. */
const quietMs = 300;

/** The problems of one folder as its files are in the editor: those on disk, and unsaved ones as they stand. */
export class ProblemReader implements vscode.Disposable {
  findings: readonly Finding[] = [];
  #timer: NodeJS.Timeout | undefined;
  #reading = false;
  /** Rises with every change: a reading that began before is late. */
  #version = 0;
  #disposed = false;

  constructor(
    readonly folder: PlanFolder,
    private readonly shown: (reader: ProblemReader) => void,
    private readonly failed: (error: unknown) => void,
  ) {
    this.storeChanged();
  }

  /** The files on disk were read. */
  storeChanged(): void {
    if (unsavedContextDocuments(this.folder).length > 0) this.#soon();
    else this.#show(this.folder.snapshot?.findings ?? []);
  }

  documentChanged(document: vscode.TextDocument): void {
    if (this.folder.contextPathOf(document.uri) !== null) this.#soon();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }

  #soon(): void {
    this.#version++;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), quietMs);
  }

  async #read(): Promise<void> {
    // The one under way sees that it is late, and is followed by another.
    if (this.#reading) return;
    this.#reading = true;
    const version = this.#version;
    try {
      const findings = await this.#findings();
      if (version === this.#version) this.#show(findings);
    } catch (error) {
      if (!this.#disposed) this.failed(error);
    } finally {
      this.#reading = false;
    }
    if (version !== this.#version && !this.#disposed) this.#soon();
  }

  async #findings(): Promise<readonly Finding[]> {
    const texts = unsavedContextTexts(this.folder);
    if (texts.size > 0) return (await this.folder.readWith(texts)).findings;
    await this.folder.refresh();
    return this.folder.snapshot?.findings ?? [];
  }

  #show(findings: readonly Finding[]): void {
    if (this.#disposed) return;
    this.findings = findings;
    this.shown(this);
  }
}
