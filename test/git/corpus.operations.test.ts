import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { samePhase } from '../../src/core/types';
import { completedContext } from '../../src/core/workflow/completeEdit';
import { startedContext } from '../../src/core/workflow/start/contextEdit';
import { readWorld } from '../../src/core/folder/world';
import type { PhasePlan } from '../../src/core/folder/model';
import { during, tryOnEveryVersion, type Version } from '../support/everyVersion';
import { CONTEXT } from '../support/hostile';
import { changedLines, linesOf, mustKeepTheRest, type Own } from '../support/ownPlaces';

const NOW = new Date('2030-01-01T00:00:00Z');
const STATUS_LINE = /^\*\*Status:\*\* /;

/** Asserts that nothing but one character differs. */
function mustDifferInOneCharacter([before, after]: [string, string], name: string): void {
  assert.equal(after.length, before.length, name);
  const at = [...before].map((_, i) => i).filter((i) => before.charCodeAt(i) !== after.charCodeAt(i));
  assert.equal(at.length, 1, name);
}

/** Asserts that of a plan file nothing but its status line differs. */
function mustDifferInStatusLine([before, after]: [string, string], name: string): void {
  const changed = changedLines(before, after);
  assert.deepEqual(changed.in, changed.out, name);
  assert.equal(changed.out.length, 1, name);
  for (const line of changed.out) {
    const [old = '', now = ''] = [linesOf(before)[line], linesOf(after)[line]];
    assert.match(old, STATUS_LINE, name);
    assert.equal(now.split('** ')[0], old.split('** ')[0], name);
    assert.equal(/\s*$/.exec(now)?.[0], /\s*$/.exec(old)?.[0], name);
  }
}

/** A plan without a status line gets one, and a blank line around it at most. */
function mustGainStatusLine([before, after]: [string, string], name: string): void {
  const at = linesOf(after).findIndex((line) => /^\s*(?:[->]\s*)*\*\*Status:\*\* (Approved|Completed)\s*$/.test(line));
  assert.ok(at >= 0, name);
  const rest = linesOf(after).filter((_, line) => line !== at);
  const filled = (lines: string[]): string[] => lines.filter((line) => line.trim() !== '');
  assert.deepEqual(filled(rest), filled(linesOf(before)), name);
  assert.ok(rest.length - linesOf(before).length <= 2, name);
}

function mustSetStatusLine(file: [string, string], name: string): void {
  const hasOne = linesOf(file[0]).some((line) => STATUS_LINE.test(line));
  (hasOne ? mustDifferInStatusLine : mustGainStatusLine)(file, name);
}

const STARTED: Own = {
  parts: ['summary', 'metadata', 'to-dos'],
  keys: [
    'active_context',
    'execution_branch',
    'execution_started',
    '.current_phase',
    '..status',
    '..branch',
    '..worktree_path',
    'worktree_path',
    'last_updated',
  ],
};

const SUMMARIZED: Own = {
  parts: ['summary'],
  keys: ['active_context', 'completed_summaries', '.current_phase', '..status', 'last_updated'],
};

async function summarizing({ world, text, name }: Version): Promise<void> {
  const before = world.read(CONTEXT);
  world.write(CONTEXT, text);
  const read = await readWorld(world.ports);
  world.write(CONTEXT, before);
  const { plan } = read;
  const running = plan?.kind === 'simple' ? [null] : plan?.phases.filter(({ entry }) => entry.status === 'in_progress');
  for (const phase of running ?? []) {
    const file = phase ? phase.plan : plan?.plan;
    if (!plan || !file) continue;
    const summary = 'context/summaries/2030-01-01-done-summary.md';
    const done = completedContext(read, { plan, phase, file, summary, settings: world.settings, now: NOW });
    const beside = plan.phases.some((each) => each !== phase && each.entry.status === 'in_progress');
    const own = beside
      ? {
          parts: [...(SUMMARIZED.parts ?? []), 'metadata' as const],
          keys: [...(SUMMARIZED.keys ?? []), 'execution_branch'],
        }
      : SUMMARIZED;
    mustKeepTheRest(text, done, own, `${name}: summarized`);
    const state = parseContext(done).state;
    assert.equal(state?.completedSummaries.at(-1), summary, name);
    assert.ok(!state.activeContext.includes(file.path), name);
    const entry = state.phased?.phases.find((each) => samePhase(each.phase, phase?.id));
    assert.equal(entry?.status, phase ? 'completed' : undefined, name);
  }
}

tryOnEveryVersion({
  async reading({ world, text, name }) {
    const changed = await during(world, async () => {
      const status = await world.engine.status();
      assert.ok(!['invalid', 'uninitialized'].includes(status.state), name);
      assert.equal(status.todos.length, parseContext(text).todos.length, name);
      assert.ok((await world.engine.library()).plans.length > 0);
    });
    assert.deepEqual(changed, {}, name);
  },

  async ticking({ world, text, name }) {
    const { todos } = await world.engine.status();
    const index = todos.length >> 1;
    const todo = todos[index];
    if (!todo) return;
    const changed = await during(world, async () => {
      await world.engine.setTodo({ index, done: !todo.done });
      const ticked = world.read(CONTEXT);
      mustDifferInOneCharacter([text, ticked], name);
      assert.deepEqual(changedLines(text, ticked), { out: [todo.line], in: [todo.line] }, name);
      await world.engine.setTodo({ index, done: todo.done });
    });
    assert.deepEqual(changed, {}, name);
  },

  async 'ticking a criterion'({ world, name }) {
    const { plan } = await readWorld(world.ports);
    const files = plan?.kind === 'simple' ? [{ id: undefined, plan: plan.plan }] : (plan?.phases ?? []);
    for (const { id: phase, plan: own } of files) {
      const [first] = own?.file.criteria ?? [];
      if (!own || !first) continue;
      const o = { index: 0, done: !first.done, ...(phase === undefined ? {} : { phase }) };
      const { [own.path]: file, ...others } = await during(world, () => world.engine.setCriterion(o));
      assert.deepEqual(others, {}, name);
      assert.ok(file, name);
      mustDifferInOneCharacter(file, name);
    }
  },

  async approving({ world, name }) {
    const { plan } = await readWorld(world.ports);
    const changed = await during(world, () => world.engine.approvePlan());
    assert.deepEqual(Object.keys(changed), plan?.plan ? [plan.path] : [], name);
    for (const file of Object.values(changed)) mustSetStatusLine(file, name);
  },

  async 'starting and summarizing'({ world, text, name }) {
    const { plan } = await readWorld(world.ports);
    if (!plan) return;
    const open = plan.phases.find(({ entry }) => entry.status !== 'completed') ?? null;
    const cases: { phase: PhasePlan | null; worktree: string | null }[] = [
      ...(plan.phases.length > 0 ? plan.phases : [null]).map((phase) => ({ phase, worktree: null })),
      { phase: open, worktree: '.para-worktrees/started' },
    ];
    for (const { phase, worktree } of cases) {
      const todos = ['One', 'Two'];
      const o: Parameters<typeof startedContext>[1] = {
        plan,
        phase,
        branch: 'para/started',
        recordBranch: worktree !== null,
        worktree,
        todos,
        freshNotes: false,
        dropped: [],
        now: NOW,
      };
      const started = startedContext(text, o);
      const what = `${name}: phase ${String(phase?.id)} in ${worktree ?? 'this folder'}`;
      mustKeepTheRest(text, started, STARTED, `${what} starts`);
      const read = parseContext(started);
      assert.equal(read.state?.executionBranch, 'para/started', what);
      assert.deepEqual(
        read.todos.filter((todo) => todos.includes(todo.text)).map(({ done }) => done),
        [false, false],
        what,
      );
      const paths = [plan.path, phase?.plan?.path].filter((path) => path !== undefined);
      assert.ok(
        paths.every((path) => read.state?.activeContext.includes(path)),
        what,
      );
      if (worktree === null) assert.equal(startedContext(started, o), started, `${what}: once more`);
      await summarizing({ world, text: started, name: what });
    }
    await summarizing({ world, text, name });
  },

  async archiving({ world, text, name }) {
    const { plan } = await readWorld(world.ports);
    const changed = await during(world, () => world.engine.archive({ unfinished: 'archive' }));
    const { [CONTEXT]: context, [plan?.path ?? '']: master, ...archives } = changed;
    if (master) mustSetStatusLine(master, name);
    if (!plan) return assert.deepEqual(changed, {}, name);
    assert.deepEqual(Object.values(archives), [['', text]], name);
    const [was, is] = (context ?? []).map((each) => parseContext(each).state?.completedSummaries);
    assert.ok(is, name);
    assert.deepEqual(is, was, name);
  },

  async 'creating a plan'({ world, name }) {
    for (const phases of [[], [{ name: 'One' }, { name: 'Two' }]]) {
      const create = () => world.engine.createPlan({ task: 'new-task', date: '2030-01-01', phases });
      const { [CONTEXT]: context, ...plans } = await during(world, create);
      if (!context) continue;
      assert.equal(Object.keys(plans).length, 1 + phases.length, name);
      assert.ok(
        Object.values(plans).every(([before]) => before === ''),
        name,
      );
      const keys = ['active_context', 'execution_branch', 'execution_started', 'phased_execution', 'last_updated'];
      mustKeepTheRest(...context, { parts: ['summary', 'metadata'], keys }, name);
    }
  },
});
