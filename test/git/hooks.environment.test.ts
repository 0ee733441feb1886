import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CONTEXT, PHASE, commitFile, failed, hook, refused, worldIn } from '../support/hostile';
import { authentication, makeWorld, worldAt, type TestWorld } from '../support/world';

/** What a person may have set, beside what a test runs in. */
const OWN: Record<string, string | undefined> = {
  LANG: 'C.UTF-8',
  LC_ALL: undefined,
  LANGUAGE: 'de:fr',
  GIT_TERMINAL_PROMPT: undefined,
  EDITOR: 'vi',
  VISUAL: 'vi',
  PAGER: 'less',
  PREFIX: '/usr',
  GIT_LFS_SKIP_SMUDGE: '1',
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'some.key',
  GIT_CONFIG_VALUE_0: 'value',
};

/** As `OWN`, for the time of a test. */
async function withOwn(work: () => Promise<void>, own = OWN): Promise<void> {
  const before = Object.fromEntries(Object.keys(own).map((name) => [name, process.env[name]]));
  const set = (values: Record<string, string | undefined>): void => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  set(own);
  try {
    await work();
  } finally {
    set(before);
  }
}

const HOOKS = ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit', 'post-checkout', 'pre-push'];

/** Hooks that write down what they are given, each under the label that stands then. */
function watchHooks(world: TestWorld): { label: (label: string) => void; seen: (label: string, name: string) => Env } {
  const folder = path.join(world.root, 'seen');
  mkdirSync(folder);
  const label = (text: string): void => writeFileSync(path.join(world.root, 'label'), text);
  for (const name of HOOKS) {
    hook(world, name, `env -0 > "${folder}/$(cat "${world.root}/label").${name}"`);
  }
  return { label, seen: (text, name) => readEnvironment(path.join(folder, `${text}.${name}`)) };
}

type Env = Map<string, string>;

function readEnvironment(file: string): Env {
  const entries = readFileSync(file, 'utf8')
    .split('\0')
    .filter((line) => line !== '');
  return new Map(entries.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

/** Ours alone may say: speak English, and never ask. */
const OURS = ['LANGUAGE', 'GIT_TERMINAL_PROMPT', 'GCM_INTERACTIVE'];
/** Names of files and moments, which git gives to each command. */
const OF_THE_COMMAND = ['GIT_INDEX_FILE', 'GIT_AUTHOR_DATE', 'GIT_DIR', 'PWD'];

function differences(ours: Env, terminal: Env): string[] {
  return [...new Set([...ours.keys(), ...terminal.keys()])].filter((name) => {
    if (OURS.includes(name)) return false;
    if (OF_THE_COMMAND.includes(name)) return ours.has(name) !== terminal.has(name);
    return ours.get(name) !== terminal.get(name);
  });
}

describe('hooks: get the environment that a terminal would give them', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  const inTerminal = (folder: string, ...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

  /** An operation of ours, and what does the same in a terminal, with the hooks that both run. */
  const CASES: {
    title: string;
    stage: 'planned' | 'started';
    ours: (world: TestWorld) => Promise<unknown>;
    terminal: (world: TestWorld) => void;
    hooks: string[];
  }[] = [
    {
      title: 'a start: switch and commit',
      stage: 'planned',
      ours: (world) => world.engine.executePhase(),
      terminal: (world) => {
        inTerminal(world.folder, 'switch', '-c', 'mine');
        world.write(CONTEXT, `${world.read(CONTEXT)}\nMore.\n`);
        inTerminal(world.folder, 'commit', '--only', '--message=Mine', '--', CONTEXT);
      },
      hooks: ['post-checkout', 'pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit'],
    },
    {
      title: 'a tick with a commit of everything',
      stage: 'started',
      ours: (world) => {
        world.write('new.txt', 'new\n');
        return world.engine.setTodo({ index: 0, done: true, commit: 'feat: New' });
      },
      terminal: (world) => {
        world.write('newer.txt', 'newer\n');
        inTerminal(world.folder, 'add', '--all');
        inTerminal(world.folder, 'commit', '--message=Mine');
      },
      hooks: ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit'],
    },
    {
      title: 'a push',
      stage: 'started',
      ours: (world) => world.engine.createPullRequest().catch(() => undefined),
      terminal: (world) => {
        commitFile(world, 'more.txt');
        inTerminal(world.folder, 'push', '--set-upstream', '--', 'origin', `${PHASE}-1`);
      },
      hooks: ['pre-push'],
    },
    {
      title: 'a start in a worktree',
      stage: 'planned',
      ours: (world) => {
        world.settings.isolation = 'worktree';
        return world.engine.executePhase();
      },
      terminal: (world) => void inTerminal(world.folder, 'worktree', 'add', '-b', 'mine', '../mine'),
      hooks: ['post-checkout'],
    },
  ];

  for (const { title, stage, ours, terminal, hooks } of CASES) {
    it(`${title}`, () =>
      withOwn(async () => {
        const world = await worldIn(stage);
        const { label, seen } = watchHooks(world);
        label('ours');
        await ours(world);
        label('terminal');
        terminal(world);
        for (const name of hooks) assert.deepEqual(differences(seen('ours', name), seen('terminal', name)), [], name);
      }));
  }

  it('a pattern means in a hook what it means in a terminal', async () => {
    const world = await worldIn('planned');
    hook(world, 'pre-commit', 'git diff --cached --name-only -- "*.md" | grep -q . || exit 0\nexit 1');
    await refused(world, 'COMMIT_FAILED', () => world.engine.approvePlan({ commit: true }));
    await refused(world, 'COMMIT_FAILED', () => world.engine.executePhase());
  });

  it('a hook that reads UTF-8 text can', () =>
    withOwn(async () => {
      const world = await worldIn('started');
      world.write('naïve.txt', 'Zażółć gęślą jaźń\n');
      hook(
        world,
        'pre-commit',
        `exec perl -e 'use open ":locale"; use warnings FATAL => "all"; open my $f, "-|", "git", "diff", "--cached" or die; while (<$f>) {}'`,
      );
      await world.engine.setTodo({ index: 0, done: true, commit: 'feat: Names' });
      assert.equal(world.git('log', '-1', '--format=%s'), 'feat: Names');
    }));

  it('git in a hook takes an option cut short, as it does in a terminal', async () => {
    const world = await worldIn('planned');
    hook(world, 'pre-commit', 'git ls-files --cach > /dev/null');
    await world.engine.executePhase();
    assert.equal(world.git('branch', '--show-current'), `${PHASE}-1`);
  });

  it('names with signs of patterns are taken letter by letter, below the top too', async () => {
    const made = makeWorld();
    const folder = path.join(made.folder, 'app');
    const world = worldAt(made.root, folder, made.bare, { contextFolder: '[c]:(top)x' });
    // What the names would mean as patterns, and at the top.
    for (const name of ['c:(top)x/notes.md', '../[c]:(top)x/notes.md', '../README.md']) world.write(name, 'mine\n');
    await world.engine.init();
    await world.engine.createPlan({ ...authentication, commit: true });
    await world.engine.executePhase({ dirty: 'stash' });
    await world.engine.setTodo({ index: 0, done: true, commit: 'docs: Tick' });
    const foreign = world.git('log', '--format=', '--name-only', 'main^..', '--', ':(top)').split('\n');
    assert.deepEqual(
      foreign.filter((name) => !name.startsWith('app/[c]:(top)x/')),
      [],
    );
    await world.engine.undoLast();
    assert.equal(world.git('status', '--porcelain'), '');
  });
});

describe('git: speaks English to us, whatever language a person has', () => {
  const GERMAN = { LANG: 'C.UTF-8', LC_ALL: undefined, LANGUAGE: 'de' };

  for (const own of [
    GERMAN,
    { ...GERMAN, LC_ALL: 'C.UTF-8' },
    { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' },
  ]) {
    it(JSON.stringify(own), () =>
      withOwn(async () => {
        const world = await worldIn('planned');
        writeFileSync(path.join(world.folder, '.git', 'index.lock'), '');
        await refused(world, 'GIT_BUSY', () => world.engine.approvePlan({ commit: true }), /index\.lock/);
        const none = makeWorld({ repository: false });
        await assert.rejects(none.ports.git.open(), { code: 'NOT_A_REPOSITORY' });
      }, own),
    );
  }
});

describe('the words of a refusal', () => {
  it('have the reason of a hook that lists first what is well, and none of git’s warnings', async () => {
    const world = await worldIn('planned');
    world.git('config', 'core.autocrlf', 'true');
    hook(
      world,
      'pre-commit',
      'for n in 1 2 3 4 5 6 7 8 9; do echo "check $n: passed" >&2; done; echo "lint: 2 errors" >&2; exit 1',
    );
    const { message } = await failed('COMMIT_FAILED', () => world.engine.approvePlan({ commit: true }));
    assert.match(message, /check 1: passed\ncheck 2: passed\n…\ncheck 7: passed\n[^]*lint: 2 errors/);
    assert.doesNotMatch(message, /warning:/);
  });
});
