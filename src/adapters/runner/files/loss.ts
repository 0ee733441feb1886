import { inShort } from '../../../core/errors';
import type { ChangedRef, Otherwise } from './uncommitted';

/** Of what it is told already: files by their paths, refs in words. */
interface Known {
  files: readonly string[];
  refs: readonly string[];
}

/** What has become of what isn't committed, and of branches and tags, in sentences. */
export function lossInWords({ changed, gone, stashed, dropped, refs }: Otherwise, known: Known): string[] {
  const files: string[] = [];
  const are = (all: readonly string[], one: string, many: string): void => {
    const names = all.filter((file) => !known.files.includes(file));
    if (names.length > 0) files.push(`${inShort(names)} ${names.length === 1 ? one : many}.`);
  };
  are(changed, 'is no longer as you had changed it', 'are no longer as you had changed them');
  are(gone, 'is gone', 'are gone');
  if (files.length > 0 && stashed.length === 0)
    files.push(
      'A hook or somebody else has done that meanwhile; the Timeline in the Explorer may still have the text.',
    );
  const entries = stashed.map(
    (name) => `There is a new entry in the stash, ${name}: “git stash pop ${name}” puts it back.`,
  );
  const lost = dropped.map((id) => `An entry of the stash is gone: “git stash store ${id}” brings it back.`);
  const isTold = ({ name }: ChangedRef): boolean => known.refs.some((each) => each.split(' ').includes(shortRef(name)));
  const changedRefs = refs.filter((ref) => !isTold(ref)).map(refInWords);
  const moved = changedRefs.length > 0 ? [`A hook or somebody else also changed ${inShort(changedRefs)}.`] : [];
  return [...files, ...entries, ...lost, ...moved];
}

function refInWords({ name, was, now }: ChangedRef): string {
  const what = `${name.startsWith('refs/tags/') ? 'tag' : 'branch'} ${shortRef(name)}`;
  if (was === null) return `${what}, which is new`;
  const how = now === null ? 'is gone' : `is at ${now.slice(0, 8)} now`;
  return `${what}, which ${how} (“git update-ref ${name} ${was.slice(0, 12)}” puts it back)`;
}

function shortRef(name: string): string {
  return name.replace(/^refs\/(?:heads|tags)\//, '');
}
