import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PhasedPlansApi } from '../../src/api';
import { folder, getApi, git, read, reset, write } from './support/folder';

const TASK = 'add-login';
const BRANCH = `para/${TASK}-phase`;
const phases = [
  { name: 'Database', steps: ['Create the table'], criteria: ['The table is there'] },
  { name: 'API', steps: ['Add the endpoint', 'Test the endpoint'] },
  { name: 'Frontend', steps: ['Add the form'] },
];

/** The three ways a pull request reaches the base branch on a forge, done in a clone's stead on the remote's `main`. */
const MERGES: Record<string, (branch: string) => void> = {
  merge: (branch) => {
    git('switch', '--quiet', 'main');
    git('merge', '--quiet', '--no-ff', '--no-edit', branch);
  },
  squash: (branch) => {
    git('switch', '--quiet', 'main');
    git('merge', '--quiet', '--squash', branch);
    git('commit', '--quiet', '--message=feat: Squashed');
  },
  rebase: (branch) => {
    git('switch', '--quiet', '--detach', branch);
    // The base has moved on, so that the commits get new ids.
    git('switch', '--quiet', 'main');
    write('other.txt', 'Somebody else\n');
    git('add', 'other.txt');
    git('commit', '--quiet', '--message=feat: Something else');
    git('switch', '--quiet', '--detach', branch);
    git('rebase', '--quiet', 'main');
    const commit = git('rev-parse', 'HEAD');
    git('switch', '--quiet', 'main');
    git('merge', '--quiet', '--ff-only', commit);
  },
};

describe('the life of a phased plan, through the API', () => {
  let api: PhasedPlansApi;
  before(async () => {
    api = await getApi();
    await reset();
  });

  it('is created and approved', async () => {
    const { created } = await api.init();
    assert.ok(created.includes('context/context.md'));
    const { files } = await api.createPlan({
      task: TASK,
      title: 'Add Login',
      date: '2025-12-18',
      phases,
      commit: true,
    });
    assert.deepEqual(files, [
      `context/plans/2025-12-18-${TASK}.md`,
      ...[1, 2, 3].map((id) => `context/plans/2025-12-18-${TASK}-phase-${id}.md`),
    ]);
    await api.approvePlan({ commit: true });
    git('push', '--quiet');
    const status = await api.status();
    assert.equal(status.state, 'planned');
    assert.equal(status.plan?.status, 'Approved');
    assert.deepEqual(status.next?.arguments, [{ phase: 1 }]);
    assert.equal(git('status', '--porcelain'), '');
  });

  for (const [index, way] of Object.keys(MERGES).entries()) {
    const id = index + 1;
    it(`runs phase ${id} and merges it by ${way}`, async () => {
      const before = git('rev-parse', 'main');
      const { branch, todos } = await api.executePhase();
      assert.equal(branch, `${BRANCH}-${id}`);
      assert.deepEqual(todos, phases[index]?.steps);
      assert.equal(git('rev-parse', 'HEAD^'), before);
      write(`src/${id}.txt`, `${id}\n`);
      for (const [todo] of todos.entries()) {
        const { commit } = await api.setTodo({ index: todo, done: true, commit: `feat: To-do ${todo}` });
        assert.equal(commit, git('rev-parse', 'HEAD'));
      }
      await assert.rejects(api.executePhase({ phase: id === 3 ? 2 : 3 }), {
        code: id === 3 ? 'PHASE_COMPLETED' : 'PHASE_BLOCKED',
      });
      const { summary } = await api.summarizePhase({ learnings: ['It works'], commit: true, open: 'carry' });
      assert.match(read(summary), new RegExp(`src/${id}\\.txt`));
      assert.match(read(summary), /It works/);
      if (id < 3) await assert.rejects(api.executePhase({ phase: id + 1 }), { code: 'NOT_MERGED' });
      // A bare folder has no forge.
      assert.deepEqual(await api.createPullRequest(), { url: null, created: false, kind: 'pushed' });
      assert.equal(git('rev-parse', `origin/${branch}`), git('rev-parse', branch));
      MERGES[way]?.(branch);
      git('push', '--quiet');
      const { phases: after } = await api.status();
      assert.equal(after[index]?.status, 'completed');
      assert.equal(after[index]?.merged, true);
    });
  }

  it('is archived', async () => {
    assert.equal((await api.status()).state, 'complete');
    const { archive } = await api.archive({ commit: true });
    assert.match(archive, /^context\/archives\/\d{4}-\d\d-\d\d-context\.md$/);
    const status = await api.status();
    assert.equal(status.state, 'idle');
    assert.equal(status.summaries.length, 3);
    assert.match(read('context/context.md'), /^Ready for next task\.$/m);
    assert.equal(git('status', '--porcelain'), '');
  });

  it('takes the last step back, and refuses where there is none', async () => {
    assert.deepEqual(await api.undoLast(), { left: [] });
    assert.equal((await api.status()).state, 'complete');
    await assert.rejects(api.undoLast(), { code: 'INVALID_ARGUMENT', message: /^There is no step to undo/ });
  });
});

describe('a simple plan, through commands with options', () => {
  before(reset);

  it('goes from creation to archive without a prompt', async () => {
    const run = (command: string, options: object = {}): Thenable<unknown> =>
      vscode.commands.executeCommand(`phasedPlans.${command}`, options);
    await run('init');
    const { files } = (await run('createPlan', { task: 'Fix the clock', commit: true })) as { files: string[] };
    assert.equal(files.length, 1);
    write(
      files[0] ?? '',
      read(files[0] ?? '').replace(/## Implementation Steps\n[^#]*/, '## Implementation Steps\n\n1. **Wind it**\n\n'),
    );
    git('commit', '--quiet', '--all', '--message=docs: Steps');
    const started = (await run('executePhase')) as { branch: string; todos: string[] };
    assert.deepEqual(started.todos, ['Wind it']);
    assert.equal(started.branch, 'para/fix-the-clock');
    await run('toggleTodo', { index: 0, done: true });
    await run('summarizePhase', { commit: true, open: 'carry' });
    const { archive } = (await run('archive')) as { archive: string };
    assert.match(read(archive), /Completed: Fix the clock/);
  });

  it('rejects with the code and shows nothing', async () => {
    await assert.rejects(async () => vscode.commands.executeCommand('phasedPlans.executePhase', { phase: 9 }), {
      code: 'NO_PLAN',
    });
    await assert.rejects(async () => vscode.commands.executeCommand('phasedPlans.setNothing', {}));
  });
});

describe('a click that says what becomes of a branch that is there', () => {
  before(reset);

  it('isn’t asked about it', async () => {
    const api = await getApi();
    await api.init();
    await api.createPlan({ task: TASK, date: '2025-12-18', phases, commit: true });
    await api.approvePlan({ commit: true });
    git('push', '--quiet');
    git('branch', `${BRANCH}-1`);
    const target = { ui: true, folder: vscode.Uri.file(folder()).toString(), phase: 1, existingBranch: 'suffix' };
    await vscode.commands.executeCommand('phasedPlans.executePhase', target);
    assert.equal(git('branch', '--show-current'), `${BRANCH}-1-2`);
  });
});
