// The turns that the engine, an agent and a person take.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { StartOptions } from '../../../src/core/workflow/start/options';
import { CONTEXT, check, doAndUndo, mark, operate, statusOf, type, writeAs, type Life } from './life';

/** One turn; `choice` and `yes` are drawn at random, so that a run can be told again from its seed. */
interface Turn {
  name: string;
  choice: number;
  yes: boolean;
}

type Act = (life: Life, turn: Turn) => Promise<unknown> | void;

const TASK = 'para/implement-user-authentication-phase';
const pick = <T>(all: readonly T[], choice: number): T | undefined => all[choice % Math.max(1, all.length)];
const engineOf = ({ world, beside }: Life, { yes }: Turn) => (yes ? world.engine : beside);

async function tick(life: Life, turn: Turn, done: boolean, commit: string | false): Promise<void> {
  const { todos } = await statusOf(life);
  const index = turn.choice % Math.max(1, todos.length);
  const todo = todos[index];
  if (!todo) return;
  const result = await operate(life, () => engineOf(life, turn).setTodo({ index, done, commit }));
  if (result === null) return;
  const after = (await statusOf(life)).todos[index];
  assert.deepEqual([after?.text, after?.done], [todo.text, done], 'what was reported done is there');
  if (done) life.marks.add(`[x] ${todo.text}`);
  else life.marks.delete(`[x] ${todo.text}`);
}

const starting = ({ choice }: Turn): StartOptions => ({
  dirty: pick(['stop', 'carry', 'stash'], choice) ?? 'stop',
  existingBranch: pick(['stop', 'resume', 'suffix'], choice >> 2) ?? 'stop',
  unmerged: choice % 7 === 0 ? 'continue' : 'stop',
  todoList: choice % 5 === 0 ? 'replace' : 'stop',
});

/** The next step that the method has, so that most lives get on. */
async function goOn(life: Life, turn: Turn): Promise<void> {
  const { phases, currentPhase, branch } = await statusOf(life);
  const running = phases.find(({ phase }) => phase === currentPhase);
  if (!running) {
    const merged = phases.filter(({ status, merged }) => status === 'completed' && !merged).at(0);
    // What was left uncommitted would keep git from switching.
    if (merged) commitAll(life);
    if (merged) return mergePhase(life, Number(merged.phase), turn.yes);
    return void (await operate(life, () => engineOf(life, turn).executePhase({ dirty: 'carry' })));
  }
  if (branch.actual !== running.branch) return void type(life, 'switch', '--quiet', running.branch ?? '');
  writeAs(life, `src/${running.phase}-${life.next}.txt`, `${mark(life, 'work')}\n`, 'over');
  for (const choice of turn.choice % 2 === 0 ? [0, 1, 2] : [0]) await tick(life, { ...turn, choice }, true, false);
  commitAll(life);
  await operate(life, () => engineOf(life, turn).summarizePhase({ commit: true, open: 'carry' }));
}

const BY_ENGINE: Record<string, Act> = {
  approve: (life, turn) => operate(life, () => engineOf(life, turn).approvePlan({ commit: turn.choice % 2 === 0 })),
  start: (life, turn) => operate(life, () => engineOf(life, turn).executePhase(starting(turn))),
  tick: (life, turn) => tick(life, turn, turn.choice % 5 !== 0, turn.choice % 3 === 0 ? `feat: ${turn.choice}` : false),
  criterion: (life, turn) =>
    operate(life, () => engineOf(life, turn).setCriterion({ index: 0, done: turn.choice % 2 === 0 })),
  summarize: (life, turn) =>
    operate(life, () =>
      engineOf(life, turn).summarizePhase({
        commit: turn.choice % 2 === 0,
        open: turn.choice % 3 === 0 ? 'carry' : 'stop',
      }),
    ),
  'commit the context': (life, turn) => operate(life, () => engineOf(life, turn).commitContext()),
  archive: (life, turn) =>
    operate(life, () =>
      engineOf(life, turn).archive({ unfinished: turn.choice % 3 === 0 ? 'archive' : 'stop', commit: turn.yes }),
    ),
  'start and undo': (life, turn) => doAndUndo(life, () => engineOf(life, turn).executePhase(starting(turn))),
  'summarize and undo': (life, turn) =>
    doAndUndo(life, () => engineOf(life, turn).summarizePhase({ commit: turn.choice % 2 === 0, open: 'carry' })),
  'commit and undo': (life, turn) => doAndUndo(life, () => engineOf(life, turn).commitContext()),
  'go on': goOn,
  'tick both at once': async (life, turn) => {
    const { todos } = await statusOf(life);
    if (todos.length < 2) return;
    const [one, two] = [turn.choice % todos.length, (turn.choice + 1) % todos.length];
    life.seen = {};
    await Promise.all([
      life.world.engine.setTodo({ index: one, done: true }),
      life.beside.setTodo({ index: two, done: true }),
    ]);
    const after = (await statusOf(life)).todos;
    for (const index of [one, two]) {
      assert.ok(after[index]?.done, 'what both reported done is there');
      life.marks.add(`[x] ${after[index].text}`);
    }
  },
};

function edit(life: Life, turn: Turn, change: (text: string) => string): void {
  const text = life.world.read(CONTEXT);
  writeAs(life, CONTEXT, change(text), turn.yes ? 'over' : 'rename');
}

const BY_AGENT: Record<string, Act> = {
  'write a note': (life, turn) => {
    const note = mark(life, 'note');
    edit(life, turn, (text) => text.replace(/\n---\n\n```json/, `\n- ${note}\n\n---\n\n\`\`\`json`));
    if (!life.world.read(CONTEXT).includes(note)) life.marks.delete(note);
  },
  'add a to-do': (life, turn) => {
    const todo = mark(life, 'todo');
    edit(life, turn, (text) => text.replace(/^## To-Do List\n\n/m, `## To-Do List\n\n- [ ] ${todo}\n`));
    if (!life.world.read(CONTEXT).includes(todo)) life.marks.delete(todo);
  },
  'tick by hand': (life, turn) => {
    edit(life, turn, (text) =>
      text.replace(/^- \[ \] (.*)$/m, (_, todo: string) => {
        life.marks.add(`[x] ${todo}`);
        return `- [x] ${todo}`;
      }),
    );
  },
  'change a file': (life) => writeAs(life, `src/${life.next}.txt`, `${mark(life, 'work')}\n`, 'over'),
  'add to a plan': (life, turn) => {
    const file = `context/plans/2025-12-18-implement-user-authentication-phase-${(turn.choice % 3) + 1}.md`;
    const remark = mark(life, 'remark');
    try {
      writeAs(life, file, `${life.world.read(file).trimEnd()}\n\n${remark}\n`, turn.yes ? 'over' : 'rename');
    } catch {
      life.marks.delete(remark);
    }
  },
};

function mergePhase(life: Life, phase: number, squash: boolean): void {
  const branch = `${TASK}-${phase}`;
  if (!type(life, 'switch', '--quiet', 'main')) return;
  if (!squash) {
    if (!type(life, 'merge', '--quiet', '--no-ff', '--no-edit', branch)) type(life, 'merge', '--abort');
  } else if (!type(life, 'merge', '--quiet', '--squash', branch)) {
    type(life, 'reset', '--quiet', '--merge');
  } else type(life, 'commit', '--quiet', '--allow-empty', `--message=feat: ${branch}`);
  type(life, 'push', '--quiet', 'origin', 'main');
}

function commitAll(life: Life): void {
  if (type(life, 'add', '--all')) type(life, 'commit', '--quiet', '--message=feat: Work');
}

const BY_PERSON: Record<string, Act> = {
  commit: commitAll,
  'switch to main': (life) => void type(life, 'switch', '--quiet', 'main'),
  'switch to a phase': (life, turn) => void type(life, 'switch', '--quiet', `${TASK}-${(turn.choice % 3) + 1}`),
  'merge a phase': (life, turn) => mergePhase(life, (turn.choice % 3) + 1, turn.yes),
  stash: (life) => void type(life, 'stash', 'push', '--quiet', '--include-untracked'),
  unstash: (life) => {
    if (life.world.git('--no-optional-locks', 'status', '--porcelain') !== '') return;
    if (!type(life, 'stash', 'pop', '--quiet')) type(life, 'reset', '--quiet', '--hard');
  },
  rebase: (life) => {
    if (life.world.git('--no-optional-locks', 'status', '--porcelain', '--untracked-files=no') !== '') return;
    if (!type(life, 'rebase', '--quiet', 'main')) type(life, 'rebase', '--abort');
  },
  amend: (life) => void type(life, 'commit', '--quiet', '--amend', '--no-edit', '--allow-empty'),
  push: (life) => void type(life, 'push', '--quiet', '--force', 'origin', 'HEAD'),
  'delete a merged branch': (life, turn) =>
    void type(life, 'branch', '--quiet', '--delete', `${TASK}-${(turn.choice % 3) + 1}`),
};

const TURNS: Record<string, Act> = { ...BY_ENGINE, ...BY_AGENT, ...BY_PERSON };

/** What happens more often in a life happens more often here. */
const OFTEN = [
  'go on',
  'go on',
  'go on',
  'go on',
  'go on',
  'go on',
  'go on',
  'start',
  'tick',
  'summarize',
  'write a note',
  'commit',
];

export const turns = (atMost: number): fc.Arbitrary<Turn[]> =>
  fc.array(
    fc.record({
      name: fc.constantFrom(...Object.keys(TURNS), ...OFTEN),
      choice: fc.nat(95),
      yes: fc.boolean(),
    }),
    { minLength: atMost >> 1, maxLength: atMost, size: 'max' },
  );

export async function take(life: Life, all: readonly Turn[]): Promise<void> {
  try {
    for (const turn of all) {
      life.story.push(`${turn.name} (${turn.choice}, ${turn.yes ? 'one' : 'the other'})`);
      await TURNS[turn.name]?.(life, turn);
      await check(life);
    }
  } catch (error) {
    if (error instanceof Error) error.message += `\n${life.story.join('\n')}`;
    throw error;
  }
}
