import { nodeAt, valueOf, type JsonPath } from '../../json/json';
import { isBareStatus, isDroppedStatus, readStatus } from '../../plan/status';
import { violations } from '../../context/validate';
import { foundIssues } from '../parts/contextIssues';
import { stateFix } from '../parts/fixes';
import { stateRoot } from '../parts/ranges';
import type { Fix, Rule, Subject } from '../parts/rule';

export const schema: Rule = {
  id: 'schema',
  severity: 'warning',
  description:
    'A value of the state block that has another type than the method gives it, or a status that it doesn’t know.',
  fixes: 'Write the status, or the list, as it is read (safe) · Set one of the statuses · Remove the value',
  check(subject) {
    const wrong = foundIssues(subject, 'schema');
    const root = wrong.length > 0 ? stateRoot(subject.context) : null;
    // In the same order: what was found wrong is what the schema said.
    const places = root ? violations(valueOf(root)).map(({ path }) => path) : [];
    return wrong.map((found, at) => ({ ...found, fixes: fixesOfValue(subject, places[at] ?? []) }));
  },
};

function fixesOfValue(subject: Subject, path: JsonPath): Fix[] {
  const root = stateRoot(subject.context);
  const node = root && nodeAt(root, path);
  if (!root || !node) return [];
  const value = valueOf(node);
  const set = (title: string, to: unknown, safe: boolean) =>
    stateFix(subject, title, () => [{ path: [...path], value: to }], safe);
  const place = path.join('.');
  if (/^phased_execution\.phases\.\d+\.status$/.test(place)) {
    // Anything that isn't known reads as pending.
    const read = isDroppedStatus(value) ? 'dropped' : readStatus(value);
    if (read !== 'pending') return [set(`Write “${read}”`, read, typeof value === 'string' && isBareStatus(value))];
    return ['pending', 'in_progress', 'completed', 'dropped'].map((status) =>
      set(`Set the Status to “${status}”`, status, false),
    );
  }
  if (/^(active_context|completed_summaries)$/.test(place)) {
    return typeof value === 'string' ? [set('Write It as a List', [value], true)] : [];
  }
  const isElement = /^(active_context|completed_summaries)\b.*\.\d+$|\.depends_on\.\d+$/.test(place);
  const isOwnKey = /\.(name|description|plan|depends_on|branch|worktree_path|merged|pr|completed_at)$/.test(place);
  return isElement || isOwnKey ? [set('Remove It', undefined, false)] : [];
}
