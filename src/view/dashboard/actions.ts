import type { PhaseId } from '../../core/types';
import type { IndexedTodo } from '../phaseView';

/** What a button or box of the dashboard does. */
export type DashboardAction =
  | { kind: 'command'; command: string; arguments: readonly unknown[] }
  | { kind: 'open'; path: string; line?: number }
  | { kind: 'todo'; todo: IndexedTodo; done: boolean }
  | { kind: 'criterion'; phase: PhaseId | null; index: number; done: boolean }
  | { kind: 'select'; phase: PhaseId }
  | { kind: 'export'; as: ExportKind };

export type ExportKind = 'svg' | 'markdown';

/**
 * What is on the page can do, by key: the page itself only knows the keys, so a message from it can ask for nothing
 * that isn't offered.
 */
export class DashboardActions {
  readonly #byKey = new Map<string, DashboardAction>();

  /** Offers an action, and gives its key. */
  add(key: string, action: DashboardAction): string {
    this.#byKey.set(key, action);
    return key;
  }

  get(key: string): DashboardAction | undefined {
    return this.#byKey.get(key);
  }
}
