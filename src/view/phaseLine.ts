import { samePhase, type PhaseId } from '../core/types';

/**
 * Where a phase stands, by id. A plan may write `Phase 01` or `Phase 1a` for what the state block calls `1` or `1A`: no
 * button is lost for that, as long as only one phase can be meant.
 */
export function lineOfPhase(
  places: { phases: readonly { phase: PhaseId; line: number }[] },
  id: PhaseId,
): number | null {
  const exact = places.phases.find((each) => samePhase(each.phase, id));
  if (exact) return exact.line;
  const alike = places.phases.filter((each) => loosely(each.phase) === loosely(id));
  return alike.length === 1 ? (alike[0]?.line ?? null) : null;
}

const loosely = (id: PhaseId): string =>
  String(id)
    .trim()
    .toLowerCase()
    .replace(/^0+(?=\d)/, '');
