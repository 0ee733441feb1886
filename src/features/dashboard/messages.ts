/** What the page says: that it is there, how wide it is, and which key was pressed. */
export type FromPage = { type: 'ready' | 'width'; width: number } | { type: 'run'; key: string };

/** What the page is told. */
export interface ToPage {
  type: 'show';
  html: string;
  state: DashboardState;
}

/** What the page keeps over a reload of the window. */
export interface DashboardState {
  folder: string;
  chosen: string | null;
}

/** A message of the page; null for what isn't one. */
export function readMessage(given: unknown): FromPage | null {
  const { type, width, key } = (given ?? {}) as Record<string, unknown>;
  if (type === 'run') return typeof key === 'string' ? { type, key } : null;
  if (type !== 'ready' && type !== 'width') return null;
  return typeof width === 'number' && Number.isFinite(width) ? { type, width } : null;
}

/** What a page has kept; null for what isn't that. */
export function readState(given: unknown): DashboardState | null {
  const { folder, chosen } = (given ?? {}) as Record<string, unknown>;
  if (typeof folder !== 'string') return null;
  return { folder, chosen: typeof chosen === 'string' ? chosen : null };
}
