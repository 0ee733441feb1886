import { dirname, basename, resolve } from 'node:path';
import { readText } from '../../adapters/files';
import { PlanError } from '../../core/errors';
import { isObject, readJson, valueOf } from '../../core/json/json';
import type { CreatePlanOptions } from '../../core/types';
import { isOn, flagValue } from '../command';
import type { CommandAnswer, Called } from '../answer';
import { defined } from '../options';
import { readInput } from '../stdin';
import { UsageError } from '../usage';

/** `init` */
export async function initialize({ engine, root }: Called): Promise<CommandAnswer> {
  const { created } = await engine.init();
  const words =
    created.length === 0
      ? [`Everything is there already in ${root}.`]
      : ['Made:', ...created.map((path) => `  ${path}`)];
  return { json: { created }, words, next: true };
}

/** `plan`: what is on the command line, over what is in the file of `--input`. */
export async function makePlan(called: Called): Promise<CommandAnswer> {
  const { engine, given } = called;
  const [task, ...names] = given.args;
  const input = await inputOf(called);
  const options = {
    ...input,
    ...defined({
      task,
      title: flagValue(given, 'title'),
      objective: flagValue(given, 'objective'),
      whyPhased: flagValue(given, 'why'),
      date: flagValue(given, 'date'),
      commit: isOn(given, 'commit') || undefined,
      phases: names.length > 0 ? names.map((name) => ({ name })) : undefined,
    }),
  } as CreatePlanOptions;
  if (options.task === undefined) throw new UsageError('TASK is missing, on the command line or in the file.', 'plan');
  const { files } = await engine.createPlan(options);
  return {
    json: { files },
    words: ['Created:', ...files.map((file) => `  ${file}`), 'Fill in steps and criteria, and have it reviewed.'],
    next: true,
  };
}

async function inputOf(called: Called): Promise<object> {
  const from = flagValue(called.given, 'input');
  if (from === undefined) return {};
  const text = await textFrom(called, from);
  const { root, error } = readJson(text, { trailingCommas: false });
  if (!root) throw new PlanError('INVALID_ARGUMENT', `${from} is no JSON: ${error?.message ?? 'it is empty'}.`);
  const value = valueOf(root);
  if (!isObject(value))
    throw new PlanError('INVALID_ARGUMENT', `${from} must hold an object, with “task” and “phases”.`);
  return value;
}

/** The text of a file that is named on the command line, wherever it is; `-` is stdin. Throws `INVALID_ARGUMENT`. */
export async function textFrom({ cwd, stdin, io }: Called, from: string): Promise<string> {
  if (from === '-') return readInput(stdin, io.signal);
  const file = resolve(cwd, from);
  const text = await readText(dirname(file), basename(file));
  if (text === null) throw new PlanError('INVALID_ARGUMENT', `There is no file ${from}.`);
  return text;
}

/** `approve` */
export async function approve({ engine, given }: Called): Promise<CommandAnswer> {
  await engine.approvePlan({ commit: isOn(given, 'commit') });
  return { json: {}, words: ['The plan is approved.'], next: true };
}
