/** The methods that plans are brought from: a row each. What is where, what it is called, who reads it. */
import type { Feature } from './parts/feature';
import type { MethodId, PlanDraft } from './model';
import { readKiro } from './readers/kiro';

export interface TaggedDraft {
  tag: string | null;
  draft: PlanDraft;
}

export interface Method {
  id: MethodId;
  /** As its makers write it. */
  name: string;
  /** Paths of its files; the group `source` is the folder or file that a plan of it is named by. */
  paths: RegExp;
  /** Of these files one must be there; left out: each of them is a plan. */
  needs?: RegExp;
  /** What only a text of this method has: tells where a pasted text is from. */
  shape: RegExp;
  read: (feature: Feature) => PlanDraft | null | TaggedDraft[];
}

/** Where several fit a path or a text, the first is taken. */
export const METHODS: readonly Method[] = [
  {
    id: 'kiro',
    name: 'Kiro',
    paths: /^(?<source>(?:.*\/)?\.kiro\/specs\/[^/]+)\/(?:requirements|bugfix|design|tasks)\.md$/i,
    needs: /\/tasks\.md$/i,
    shape: /^[ \t]*[-*] \[[ xX~-]\]\*? \d+(?:\.\d+)?\.? .*$[^]*^\s*[-*]\s+_Requirements?:/m,
    read: readKiro,
  },
];

export function methodOf(id: MethodId): Method | undefined {
  return METHODS.find((method) => method.id === id);
}
