import type { Ref } from '../gitData';
import type { MethodSettings } from '../ports';

/** What tools of the method begin the names of their branches with; ours, the default, first. */
const [OURS, ...OTHERS] = ['para/', 'pret/'] as const;

/**
 * The settings with the branch prefix that is in use: where nobody has set another than the default, and no branch has
 * that, it is the one of another tool that branches here do have.
 */
export function withPrefixInUse(settings: MethodSettings, refs: readonly Ref[]): MethodSettings {
  const isUsed = (prefix: string): boolean => refs.some((ref) => withoutRemote(ref).startsWith(prefix));
  if (settings.branchPrefix !== OURS || isUsed(OURS)) return settings;
  const other = OTHERS.find(isUsed);
  return other === undefined ? settings : { ...settings, branchPrefix: other };
}

/** A branch's name, without that of its remote. */
export function withoutRemote(ref: Ref): string {
  return ref.remote === null ? ref.name : ref.name.slice(ref.remote.length + 1);
}
