import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Engine } from '../../src/core/workflow/engine';
import { toldOfStart } from '../../src/core/workflow/told';
import { authentication, BRANCH, MASTER } from '../support/authentication';
import { typed } from '../support/cli';
import { makeWorld, type TestWorld } from '../support/world';

/** What both repositories hold: every file of the context folder, and every branch with its trees and subjects. */
function held(world: TestWorld): Record<string, string> {
  const folder = path.join(world.folder, 'context');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files.map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return [path.relative(world.folder, file), readFileSync(file, 'utf8')] as const;
  });
  const commits = world.git('log', '--all', '--topo-order', '--format=%D %T%n%B');
  return { ...Object.fromEntries(texts), commits, status: world.git('status', '--porcelain') };
}

/** What is done by the API in one repository, and by a command line in the other. */
const STEPS: [line: string[], call: (engine: Engine) => Promise<unknown>, stdin?: string][] = [
  [['init'], (engine) => engine.init()],
  [
    ['plan', '--input', '-', '--commit'],
    (engine) => engine.createPlan({ ...authentication, commit: true }),
    JSON.stringify(authentication),
  ],
  [['approve', '--commit'], (engine) => engine.approvePlan({ commit: true }).then(() => ({}))],
  [
    ['execute', '--dry-run', '--phase=1'],
    async (engine) => toldOfStart(await engine.executePhase({ phase: 1, dryRun: true })),
  ],
  [['execute', '--phase=1', '--no-worktree'], async (engine) => toldOfStart(await engine.executePhase({ phase: 1 }))],
  [['done', '1'], (engine) => engine.setTodo({ index: 0, done: true })],
  [['undone', 'create users'], (engine) => engine.setTodo({ index: 0, done: false })],
  [
    ['done', 'Create users table migration', '--phase', '1'],
    (engine) => engine.setTodo({ index: 0, done: true, phase: 1 }),
  ],
  [['done', '2'], (engine) => engine.setTodo({ index: 1, done: true })],
  [['done', '1', '--criterion'], (engine) => engine.setCriterion({ index: 0, done: true }).then(() => ({}))],
  [
    ['summarize', '--learning', 'Names matter', '--next=Go on', '--open', 'carry', '--commit'],
    async (engine) => {
      const { summary } = await engine.summarizePhase({
        learnings: ['Names matter'],
        nextSteps: ['Go on'],
        open: 'carry',
        commit: true,
      });
      return { summary };
    },
  ],
  [
    ['execute', '--unmerged=continue'],
    async (engine) => toldOfStart(await engine.executePhase({ unmerged: 'continue' })),
  ],
  [
    ['archive', '--fresh', '--unfinished=archive'],
    (engine) => engine.archive({ mode: 'fresh', unfinished: 'archive' }),
  ],
];

describe('the life of a plan by the command line', () => {
  it('leaves the same files and commits as by the API, and answers in the same shapes', async function () {
    this.timeout(120_000);
    const [api, line] = [makeWorld(), makeWorld()];
    const now = () => api.clock.now;
    for (const [argv, call, stdin] of STEPS) {
      const { code, out, err } = await typed(line.folder, [...argv, '--json'], { now, ...(stdin ? { stdin } : {}) });
      assert.equal(code, 0, err);
      const told = await call(api.engine);
      const commits = (text: string) => text.replace(/\b[0-9a-f]{7,40}\b/g, 'COMMIT');
      assert.equal(commits(JSON.stringify(JSON.parse(out))), commits(JSON.stringify(told)), argv.join(' '));
      assert.deepEqual(held(line), held(api), argv.join(' '));
      if (!['execute', 'summarize', 'archive'].includes(argv[0] ?? '')) continue;
      const { out: status } = await typed(line.folder, ['status', '--json']);
      assert.deepEqual(JSON.parse(status), JSON.parse(JSON.stringify(await api.engine.status())));
    }
  });

  it('is told in words, the next line to be typed included', async () => {
    const world = makeWorld();
    const say = async (...argv: string[]) => {
      const { code, out, err } = await typed(world.folder, argv, { now: () => world.clock.now });
      assert.equal(code, 0, err);
      return out;
    };
    assert.match(await say('status'), /Next: phased-plans init$/m);
    assert.match(await say('init'), /^Made:\n.* {2}context\/context\.md\n/s);
    assert.match(
      await say('plan', 'Add login', 'Tables', 'API', '--title=Login'),
      /context\/plans\/2025-12-18-add-login-phase-2\.md/,
    );
    assert.match(
      await say('status'),
      /Login · Planned · In Review\n.*Next: phased-plans approve, once the plan was reviewed\n$/s,
    );
    await say('approve', '--commit');
    assert.match(
      await say('execute', '--todo=One', '--todo', '--two'.slice(2)),
      /^Started on para\/add-login-phase-1\.\n {2}1 \[ \] One\n/,
    );
    const status = await say('status');
    assert.match(status, /▶ Phase 1: Tables running, 0\/2, para\/add-login-phase-1/);
    assert.match(status, /○ Phase 2: API waiting for phase 1/);
    assert.match(status, /Next: phased-plans done 1\n$/);
    world.write('a.txt', 'a\n');
    assert.match(await say('done', 'one', '--commit', 'feat: One'), /^\[x\] One\nCommitted: [0-9a-f]+\n1 left\.\n$/);
    assert.equal(world.git('log', '-1', '--format=%s'), 'feat: One');
    assert.match(
      await say('summarize', '--open=carry'),
      /^Written: context\/summaries\/.*\nNext: phased-plans pr 1\n$/s,
    );
    assert.match(await say('undo', '--dry-run'), /Nothing was changed; it would:/);
    assert.match(await say('undo'), /^Undone: /);
  });
});

describe('a worktree by the command line', () => {
  it('is made by a flag, worked in from inside it, listed, and removed', async () => {
    const world = makeWorld();
    const say = async (cwd: string, ...argv: string[]) => {
      const { code, out, err } = await typed(cwd, [...argv, '--json'], { now: () => world.clock.now });
      assert.equal(code, 0, err);
      return JSON.parse(out) as Record<string, unknown>;
    };
    await say(world.folder, 'init');
    await say(world.folder, 'plan', 'implement-user-authentication', 'One', 'Two', '--commit');
    const { worktree } = await say(world.folder, 'execute', '--worktree', '--todo=It');
    assert.equal(worktree, '.para-worktrees/implement-user-authentication-phase-1');
    const inside = path.join(world.folder, String(worktree));
    assert.equal((await say(inside, 'status')).currentPhase, 1);
    await say(inside, 'done', '1');
    assert.match(world.read('context/context.md'), /- \[x\] It/);
    const listed = (await say(world.folder, 'worktrees')) as { worktrees: { branch: string }[] };
    assert.deepEqual(
      listed.worktrees.map(({ branch }) => branch),
      [BRANCH(1)],
    );
    await say(world.folder, 'summarize', '--open=carry');
    assert.ok(world.read(MASTER).length > 0);
    assert.deepEqual(await say(world.folder, 'worktrees', 'remove', String(worktree)), { branch: BRANCH(1) });
  });

  it('a dry run of an import is refused as that is, and names every change', async () => {
    const world = makeWorld();
    const line = ['import', '-', '--commit', '--json', '--dry-run'];
    const stdin = '# A\n\n## Phase 1: One\n\n- [ ] do\n';
    assert.match((await typed(world.folder, line, { stdin })).err, /"NOT_INITIALIZED"/);
    await world.engine.init();
    const { code, out } = await typed(world.folder, line, { stdin });
    assert.equal(code, 0);
    const { files, steps } = JSON.parse(out) as { files: string[]; steps: string[] };
    for (const each of [...files, 'context/context.md', 'Commit']) assert.ok(steps.join('\n').includes(each), each);
    assert.equal(existsSync(path.join(world.folder, files[0] ?? '')), false);
  });
});
