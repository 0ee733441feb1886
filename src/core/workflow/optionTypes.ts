import { PlanError } from '../errors';
import { isObject } from '../json/json';

/** Says what a value must be; null when it is so. */
type Kind = (value: unknown) => string | null;
type Kinds = Record<string, Kind>;

const mustBe =
  (words: string, isSo: (value: unknown) => boolean): Kind =>
  (value) =>
    isSo(value) ? null : words;

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isId = (value: unknown): boolean => isText(value) || isNumber(value);
const isListOf = (isOne: (value: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(isOne);

const isTexts = isListOf(isText);
const isSource = (value: unknown): boolean => isText(value) || (isObject(value) && isText(value.text));

const text = mustBe('a text', isText);
const flag = mustBe('true or false', (value) => typeof value === 'boolean');
const number = mustBe('a number', isNumber);
const id = mustBe('a number or a text', isId);
const numbers = mustBe('a list of numbers', isListOf(isNumber));
const texts = mustBe('a list of texts', isTexts);
const mustBeOneOf = (...values: string[]): Kind =>
  mustBe(values.map((each) => `“${each}”`).join(' or '), (value) => values.includes(value as string));

/** What may be left out. */
const optional = (kinds: Kinds): Kinds =>
  Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, (value) => (value === undefined ? null : kind(value))]),
  );

const PHASE_DRAFT: Kinds = {
  name: text,
  ...optional({
    objective: text,
    deliverables: texts,
    dependsOn: mustBe('a list of ids', isListOf(isId)),
    steps: texts,
    criteria: texts,
  }),
};

/** What the options of calls must be. Others than these are let pass. */
const OPTIONS = {
  createPlan: {
    task: text,
    ...optional({ title: text, objective: text, whyPhased: text, date: text, commit: flag, phases }),
  },
  adoptPlan: { plan: text },
  importPlan: {
    from: mustBe('a path, or an object with a “text”', isSource),
    ...optional({
      as: mustBeOneOf('phased', 'simple'),
      tag: text,
      task: text,
      title: text,
      date: text,
      commit: flag,
      dryRun: flag,
      drop: numbers,
      rename: mustBe(
        'an object with a text for each number',
        (value) => isObject(value) && isTexts(Object.values(value)),
      ),
      merge: mustBe('a list of lists of numbers', isListOf(isListOf(isNumber))),
    }),
  },
  setStatus: {
    status: mustBeOneOf('pending', 'in_progress', 'completed', 'dropped'),
    reason: text,
    ...optional({ phase: id }),
  },
  approvePlan: optional({ commit: flag }),
  executePhase: optional({
    phase: id,
    dirty: mustBeOneOf('stop', 'carry', 'stash'),
    existingBranch: mustBeOneOf('stop', 'resume', 'suffix'),
    branch: text,
    offline: mustBeOneOf('stop', 'continue'),
    unmerged: mustBeOneOf('stop', 'continue'),
    todoList: mustBeOneOf('stop', 'replace'),
    todos: texts,
    dryRun: flag,
  }),
  setTodo: {
    index: number,
    done: flag,
    ...optional({ phase: id, text, commit: mustBe('a text, or false', (value) => value === false || isText(value)) }),
  },
  setCriterion: { index: number, done: flag, ...optional({ phase: id, text }) },
  summarizePhase: optional({
    phase: id,
    learnings: texts,
    nextSteps: texts,
    commit: flag,
    open: mustBeOneOf('stop', 'carry'),
  }),
  createPullRequest: optional({ phase: id, title: text, body: text, draft: flag, template: flag, stacked: flag }),
  archive: optional({ mode: mustBeOneOf('seed', 'fresh'), unfinished: mustBeOneOf('stop', 'archive'), commit: flag }),
} satisfies Record<string, Kinds>;

/** The options of a call, of the kinds that the API says: programs may pass anything. Throws `INVALID_ARGUMENT`. */
export function checkOptions<O extends object>(call: keyof typeof OPTIONS, options: O): O {
  const wrong = isObject(options) ? wrongIn(options, OPTIONS[call]) : 'Options must be an object';
  if (wrong !== null) throw new PlanError('INVALID_ARGUMENT', `${wrong}. Correct that, then try again.`);
  const holding = Object.entries(options).find(([name, value]) => name !== 'from' && holdsNul(value));
  if (holding)
    throw new PlanError('INVALID_ARGUMENT', `“${holding[0]}” holds a NUL character. Remove it, then try again.`);
  return wellFormed(options) as O;
}

/** Half a surrogate pair (an emoji cut in two) can't be written: it becomes U+FFFD, as a file would hold it. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\ufffd');
  if (Array.isArray(value)) return value.map(wellFormed);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, wellFormed(each)]));
}

/** No program can be told such a text, and git takes it for the end. What is imported may be any text. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);
}

function wrongIn(options: Record<string, unknown>, kinds: Kinds): string | null {
  for (const [name, kind] of Object.entries(kinds)) {
    const why = kind(options[name]);
    if (why !== null) return `“${name}” must be ${why}`;
  }
  return null;
}

function phases(value: unknown): string | null {
  if (!Array.isArray(value)) return 'a list of phases';
  for (const [index, each] of value.entries()) {
    const wrong = isObject(each) ? wrongIn(each, PHASE_DRAFT) : 'it is no object';
    if (wrong !== null) return `a list of phases (in number ${index + 1}, ${wrong})`;
  }
  return null;
}
