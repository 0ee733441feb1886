import { isObject, readJson, valueOf, type JsonObject } from '../../json/json';
import { isTooLarge } from '../../limits';
import type { DraftCriterion, DraftState, PlanDraft, TaggedDraft } from '../model';
import { asDraft, type FoundPhase } from '../parts/draft';
import type { Feature } from '../parts/feature';
import { stateOfWords } from '../parts/states';
import { itemText, proseText } from '../parts/texts';
import { titleOfPath } from '../parts/titles';

/** What the tool itself writes as a description. */
const STOCK = /^(?:tasks for .* context|tasks generated from .*)$/i;
const DEFAULT_TAG = 'master';

/** `.taskmaster/tasks/tasks.json`: the tasks of a project, or of each of its tags. */
export function readTaskMaster(feature: Feature): TaggedDraft[] {
  return feature.files.flatMap(({ text }) => {
    const root = isTooLarge(text) ? null : readJson(text.replace(/^\ufeff/, ''), { trailingCommas: true }).root;
    const value = root ? valueOf(root) : null;
    return contextsOf(value).flatMap(({ tag, tasks, about }) => {
      const draft = draftOf(titleOf(feature, tag), objectiveOf(about), tasks);
      return draft ? [{ tag, draft }] : [];
    });
  });
}

interface Context {
  tag: string | null;
  tasks: JsonObject[];
  /** The metadata. */
  about: unknown;
}

/** `[…]`, `{ tasks }`, or `{ tag: { tasks, metadata } }`. */
function contextsOf(value: unknown): Context[] {
  if (Array.isArray(value)) return [{ tag: null, tasks: value.filter(isTask), about: null }];
  if (!isObject(value)) return [];
  if (Array.isArray(value.tasks)) return [contextOf(null, value, value.tasks)];
  return Object.entries(value).flatMap(([tag, context]) =>
    isObject(context) && Array.isArray(context.tasks) ? [contextOf(tag, context, context.tasks)] : [],
  );
}

function contextOf(tag: string | null, context: JsonObject, tasks: unknown[]): Context {
  return { tag, tasks: tasks.filter(isTask), about: context.metadata ?? context.meta };
}

const isTask = (value: unknown): value is JsonObject => isObject(value) && written(value.title) !== '';
const written = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function titleOf({ project, source }: Feature, tag: string | null): string {
  return titleOfPath(tag !== null && (tag !== DEFAULT_TAG || project === null) ? tag : (project ?? source));
}

function objectiveOf(about: unknown): string | null {
  const text = isObject(about) ? proseText(written(about.description)) : '';
  return text === '' || STOCK.test(text) ? null : text;
}

function draftOf(title: string, objective: string | null, tasks: readonly JsonObject[]): PlanDraft | null {
  if (!tasks.some((task) => subtasksOf(task).length > 0)) {
    const steps = tasks.map((task) => ({ text: titleOfTask(task), state: stateOf(task) }));
    return asDraft({ title, objective, steps, criteria: tasks.flatMap(criteriaOfTask) });
  }
  const places = new Map(tasks.map(({ id }, at) => [String(id), at]));
  const phases = tasks.map((task): FoundPhase => ({
    name: titleOfTask(task),
    state: stateOf(task),
    steps: subtasksOf(task).map((each) => ({ text: titleOfTask(each), state: stateWithin(task, each) })),
    criteria: criteriaOfTask(task),
    dependsOn: dependenciesOf(task).map((id) => places.get(id) ?? `task ${id}`),
  }));
  return asDraft({ title, objective, phases });
}

const titleOfTask = (task: JsonObject): string => itemText(written(task.title));

function subtasksOf({ subtasks }: JsonObject): JsonObject[] {
  return Array.isArray(subtasks) ? subtasks.filter(isTask) : [];
}

const stateOf = ({ status }: JsonObject): DraftState => stateOfWords(written(status));

/** Of a task that is cancelled nothing is left to do, whatever its subtasks say. */
function stateWithin(task: JsonObject, subtask: JsonObject): DraftState {
  const own = stateOf(subtask);
  return stateOf(task) === 'dropped' && own !== 'done' ? 'dropped' : own;
}

/** What tells that it is done: the test strategy, and the criteria of its subtasks, line by line. */
function criteriaOfTask(task: JsonObject): DraftCriterion[] {
  const done = stateOf(task) === 'done';
  const strategy = written(task.testStrategy);
  const lines = strategy.split('\n').filter((line) => line.trim() !== '');
  const own = lines.length > 1 && lines.every((line) => MARK.test(line)) ? lines : [strategy];
  const subtasks = subtasksOf(task).flatMap(({ acceptanceCriteria }) =>
    Array.isArray(acceptanceCriteria) ? acceptanceCriteria.map(written) : written(acceptanceCriteria).split('\n'),
  );
  return [...own, ...subtasks].map((line) => ({ text: itemText(line.replace(MARK, '')), done }));
}
const MARK = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+(?:\[.?\]\s+)?/;

/** `2`, `"2"` and `"2.1"` all name task 2. */
function dependenciesOf({ dependencies }: JsonObject): string[] {
  const all = Array.isArray(dependencies) ? dependencies : [];
  return all.flatMap((each) =>
    typeof each === 'string' || typeof each === 'number' ? [String(each).split('.')[0]?.trim() ?? ''] : [],
  );
}
