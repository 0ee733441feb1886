import type { Ref } from '../gitData';
import type { MethodSettings } from '../ports';
import { BRANCH_PREFIXES } from '../plan/names';

const [OURS, ...OTHERS] = BRANCH_PREFIXES;

/**
 * The settings with the branch prefix that is in use. Where nobody has set another than the default: that which
 * branches of the plan (its `task`) have, else, where no branch has ours, that of another tool which branches here do
 * have.
 */
export function withPrefixInUse(settings: MethodSettings, refs: readonly Ref[], task?: string): MethodSettings {
  if (settings.branchPrefix !== OURS) return settings;
  const names = refs.map(withoutRemote);
  const isUsed = (prefix: string): boolean => names.some((name) => name.startsWith(prefix));
  // A plan goes on as it was begun, whatever else there is.
  const isOfTask = (prefix: string): boolean =>
    task !== undefined && names.some((name) => name === prefix + task || name.startsWith(`${prefix}${task}-phase-`));
  if (isOfTask(OURS)) return settings;
  const other = OTHERS.find(isOfTask) ?? (isUsed(OURS) ? undefined : OTHERS.find(isUsed));
  return other === undefined ? settings : { ...settings, branchPrefix: other };
}

/** A branch's name, without that of its remote. */
export function withoutRemote(ref: Ref): string {
  return ref.remote === null ? ref.name : ref.name.slice(ref.remote.length + 1);
}
