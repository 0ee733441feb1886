import type { LeftOut, PlanDraft } from './model';
import type { Feature } from './parts/feature';

/** What of the files isn't in the draft, section by section. */
export function leftOut(_feature: Feature, _draft: PlanDraft): LeftOut[] {
  return [];
}
