import type { MergeFinding } from '../repository/merged';
import type { Records } from '../repository/records';
import type { PhaseMap } from '../phaseMap';
import type { PullRequestInfo } from '../types';

/**
 * A pull request that was made into the branch of an earlier phase, saying whether that is merged by now. Where that
 * branch is gone from the remote, the forge has changed the base itself.
 */
export function sayingIfIntoMerged(
  info: PullRequestInfo,
  { records, merged }: { records: Records | null; merged: PhaseMap<MergeFinding> },
): PullRequestInfo {
  const [key, branch] = [...(records?.branches ?? [])].find(([, { name }]) => name === info.into) ?? [];
  if (key === undefined || !branch?.remote || merged.get(key)?.merged !== true) return info;
  return { ...info, isIntoMerged: true };
}
