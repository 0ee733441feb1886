import { nodeAt, property, type JsonNode, type JsonPath } from '../../json/json';
import { baseName, isDirectlyIn } from '../../folder/paths';
import { rangeOfNode, stateRoot } from './ranges';
import { MOST_FINDINGS, type Found, type Subject } from './rule';

/** A path in the state block, at one of its places. */
export interface NamedPath {
  path: string;
  place: JsonPath;
  node: JsonNode;
  where: 'active_context' | 'completed_summaries' | 'master_plan' | 'plan';
}

const pathsBySubject = new WeakMap<Subject, Map<string, NamedPath[]>>();

/** Every path that the state block names, with its places in file order of the lists. */
export function namedPaths(subject: Subject): ReadonlyMap<string, NamedPath[]> {
  let found = pathsBySubject.get(subject);
  if (!found) {
    found = new Map();
    for (const each of subject.world ? collectPaths(subject) : []) {
      const places = found.get(each.path);
      if (places) places.push(each);
      else found.set(each.path, [each]);
    }
    pathsBySubject.set(subject, found);
  }
  return found;
}

function collectPaths({ context }: Subject): NamedPath[] {
  const root = stateRoot(context);
  if (!root) return [];
  const phased = ['phased_execution'];
  const phases = nodeAt(root, [...phased, 'phases'])?.children ?? [];
  return [
    ...pathsIn(root, ['active_context'], 'active_context'),
    ...pathsIn(root, ['completed_summaries'], 'completed_summaries'),
    ...pathsIn(root, [...phased, 'master_plan'], 'master_plan'),
    ...phases.flatMap((entry, index) =>
      pathsIn(entry, ['plan'], 'plan').map((each) => ({ ...each, place: [...phased, 'phases', index, 'plan'] })),
    ),
  ].filter(({ path }) => path.trim() !== '' && !/^tb[da]$/i.test(path.trim()));
}

/** The texts at a path of the JSON: one, those of a list, or those of named groups. */
function pathsIn(root: JsonNode, place: JsonPath, where: NamedPath['where']): NamedPath[] {
  const node = nodeAt(root, place);
  return node ? textsIn(node, place).map((each) => ({ ...each, where })) : [];
}

function textsIn(node: JsonNode, place: JsonPath): Omit<NamedPath, 'where'>[] {
  if (node.type === 'string') return [{ path: String(node.value), place, node }];
  if (node.type === 'array') return (node.children ?? []).flatMap((child, i) => textsIn(child, [...place, i]));
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap((member) => {
    const key = String(member.children?.[0]?.value);
    const value = member.children?.[1];
    // Of a key that stands twice the last one counts.
    return value && property(node, key) === member ? textsIn(value, [...place, key]) : [];
  });
}

/** The names of the files in the archives, by the list of files they are in. */
const archivedNamesByList = new WeakMap<readonly string[], ReadonlySet<string>>();

function archivedNames({ files }: Subject): ReadonlySet<string> {
  const found =
    archivedNamesByList.get(files) ?? new Set(files.filter((file) => isDirectlyIn(file, 'archives')).map(baseName));
  archivedNamesByList.set(files, found);
  return found;
}

export type PathJudgement = 'fine' | 'outside' | 'braces' | 'archived' | 'missing';

/** What is to be said of a path, one thing at most. */
export function judgePath(subject: Subject, path: string): PathJudgement {
  const kind = subject.paths.get(path);
  if (kind === undefined || /^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return 'fine';
  const active = namedPaths(subject)
    .get(path)
    ?.some(({ where }) => where === 'active_context');
  if (kind === 'file' || kind === 'folder') return active && isDirectlyIn(path, 'archives') ? 'archived' : 'fine';
  if (kind === 'outside') return 'outside';
  if (BRACES.test(path)) return 'braces';
  return active && archivedNames(subject).has(baseName(path)) ? 'archived' : 'missing';
}

/** A problem for each path of a kind, at its first place. */
export function foundPaths(
  subject: Subject,
  kind: PathJudgement,
  describe: (path: string) => Required<Pick<Found, 'message' | 'fixes'>>,
  leftOut: ReadonlySet<string> = new Set(),
): Found[] {
  return [...namedPaths(subject)]
    .filter(([path]) => !leftOut.has(path) && judgePath(subject, path) === kind)
    .slice(0, MOST_FINDINGS)
    .flatMap(([path, [first]]) =>
      first ? [{ ...describe(path), file: subject.path, range: rangeOfNode(subject.context, first.node) }] : [],
    );
}

/** A list of alternatives, or a range: `phase-{1,2}.md`, `phase-{1..3}.md`. */
export const BRACES = /\{([^{},]*(?:,[^{},]*)+|\d+\.\.\d+)\}/;
