import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { WouldRun } from '../../core/foreseenRun';
import { describeSteps } from '../../core/steps';
import type { ImportOptions } from '../../core/types';
import { isOn, flagValue, textsOfFlag } from '../command';
import type { CommandAnswer, Called } from '../answer';
import { wouldLines } from '../dryRun';
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
  } as ImportOptions;
  const { draft, files, left } = await engine.importPlan({ ...options, dryRun });
  const leftOut = left.length > 0 ? ['Left out:', ...left.map(({ what, why }) => `  ${what}: ${why}`)] : [];
  if (dryRun) {
    const steps = await stepsOf(() => engine.importPlan(options));
    return { json: { draft, files, left, steps }, words: [...wouldLines(`“${draft.title}”. `, steps), ...leftOut] };
  }
  const words = [`Created “${draft.title}”:`, ...files.map((file) => `  ${file}`), ...leftOut];
  return { json: { draft, files, left }, words, next: true };
}

/** What a dry run comes to, which is refused as the import would be. */
async function stepsOf(run: () => Promise<unknown>): Promise<string[]> {
  try {
    await run();
    return [];
  } catch (error) {
    if (error instanceof WouldRun) return describeSteps(error.plan);
    throw error;
  }
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
