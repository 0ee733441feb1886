import type { PhaseId } from '../types';

/** The phase that a heading names: `Phase 1: Core`, `Phase 7A - X`; not `Phase 2 Objective`. */
export function headingPhase(text: string): PhaseId | null {
  const id = /^phase\s+(\d[\w.]*|[A-Za-z]\d*)\s*(?:[:–—(✅-]|$)/iu.exec(text)?.[1];
  if (id === undefined) return null;
  return /^(?:0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id;
}
