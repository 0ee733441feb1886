import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { ImportOptions } from '../../core/types';
import { isOn, flagValue, textsOfFlag } from '../command';
import type { CommandAnswer, Called } from '../answer';
import { defined } from '../options';
import { numberIn, UsageError } from '../usage';
import { textFrom } from './plan';

/** `import`: a file or folder of the folder, a file elsewhere, or a text on stdin. */
export async function importPlanFrom(called: Called): Promise<CommandAnswer> {
  const { engine, given, dryRun } = called;
  const options = {
    from: await sourceOf(called, given.args[0] ?? ''),
    ...defined({
      as: flagValue(given, 'as') as ImportOptions['as'],
      tag: flagValue(given, 'tag'),
      task: flagValue(given, 'task'),
      title: flagValue(given, 'title'),
      date: flagValue(given, 'date'),
      commit: isOn(given, 'commit') || undefined,
      drop: textsOfFlag(given, 'drop')?.map((text) => numberIn('import', '--drop', text)),
      rename: renamed(textsOfFlag(given, 'rename')),
      merge: textsOfFlag(given, 'merge')?.map((text) =>
        text.split(',').map((each) => numberIn('import', '--merge', each.trim())),
      ),
    }),
    dryRun,
  } as ImportOptions;
  const { draft, files, left } = await engine.importPlan(options);
  const words = [
    dryRun ? `“${draft.title}”. Nothing was changed; it would write:` : `Created “${draft.title}”:`,
    ...files.map((file) => `  ${file}`),
    ...(left.length > 0 ? ['Left out:', ...left.map(({ what, why }) => `  ${what}: ${why}`)] : []),
  ];
  return { json: { draft, files, left }, words };
}

async function sourceOf(called: Called, source: string): Promise<ImportOptions['from']> {
  if (source === '-') return { text: await textFrom(called, source) };
  const file = resolve(called.cwd, source);
  const path = relative(called.root, file);
  if (!isAbsolute(path) && path !== '..' && !path.startsWith(`..${sep}`)) return path.split(sep).join('/');
  const isFolder = await stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) throw new UsageError(`${source} is a folder outside this one: name a file in it.`, 'import');
  return { text: await textFrom(called, source) };
}

function renamed(texts: string[] | undefined): Record<number, string> | undefined {
  const entries = texts?.map((text) => {
    const [, number, name] = /^(\d{1,9})=(.+)$/s.exec(text) ?? [];
    if (number === undefined || name === undefined)
      throw new UsageError(`--rename must be N=NAME, not “${text}”.`, 'import');
    return [Number(number), name] as const;
  });
  return entries && Object.fromEntries(entries);
}
