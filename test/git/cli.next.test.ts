import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseCommandLine } from '../../src/cli/parse';
import { withoutWorkTree } from '../../src/adapters/git/refusals';
import { nextStep, REFUSAL_CODES } from '../../src/cli/afterRefusal';
import { NEXT_COMMANDS } from '../../src/cli/next';
import { COMMANDS } from '../../src/cli/table';
import { Diverged, NoRepository, PlanError, PutAway } from '../../src/core/errors';
import { gitCommands } from '../../src/core/reading/next';
import { commands, nodeCommands } from '../../src/ids';
import { BRANCH } from '../support/authentication';
import { refusalIn, typed } from '../support/cli';
import { withProgram } from '../support/programs';
import { makeWorld, plannedWorld, type TestWorld } from '../support/world';

/** The line after `Next: `, without what is said after it. */
const nextIn = (out: string): string | undefined => /^Next: (.*?)(?:, once .*)?$/m.exec(out)?.[1];

const started = async (o: Parameters<typeof plannedWorld>[0] = {}): Promise<TestWorld> => {
  const world = await plannedWorld(o);
  await world.engine.executePhase({ phase: 1 });
  return world;
};

const summarized = async (o: Parameters<typeof plannedWorld>[0] = {}): Promise<TestWorld> => {
  const world = await started(o);
  await world.engine.summarizePhase({ open: 'carry', commit: true });
  return world;
};

describe('the next line of the command line', () => {
  const cases: [what: string, world: () => Promise<TestWorld> | TestWorld, line: string][] = [
    ['no context file', () => makeWorld(), 'phased-plans init'],
    [
      'no plan',
      async () => {
        const world = makeWorld();
        await world.engine.init();
        return world;
      },
      'phased-plans plan TASK PHASE…',
    ],
    ['a plan to be reviewed', () => plannedWorld(), 'phased-plans approve'],
    [
      'an approved plan',
      async () => {
        const world = await plannedWorld();
        await world.engine.approvePlan({ commit: true });
        return world;
      },
      'phased-plans execute 1',
    ],
    ['a running phase', () => started(), 'phased-plans done 1'],
    [
      'a running phase whose branch isn’t checked out',
      async () => {
        const world = await started();
        world.git('switch', '--quiet', 'main');
        return world;
      },
      'phased-plans execute 1 --existing-branch=resume',
    ],
    [
      'a phase whose to-dos are done',
      async () => {
        const world = await started();
        for (const index of [0, 1]) await world.engine.setTodo({ index, done: true });
        return world;
      },
      'phased-plans summarize 1',
    ],
    ['a completed phase', () => summarized(), 'phased-plans pr 1'],
    [
      'a completed phase without a remote',
      () => summarized({ remote: false }),
      `git switch main && git merge ${BRANCH(1)}`,
    ],
    [
      'a phase that waits for its merge',
      async () => {
        const world = await summarized();
        await world.engine.createPullRequest({ phase: 1 });
        return world;
      },
      'git fetch',
    ],
  ];
  for (const [what, make, line] of cases) {
    it(`${what}: ${line}`, async () => {
      const world = await make();
      const { out, err } = await typed(world.folder, ['status']);
      assert.equal(nextIn(out), line, err);
      if (!line.startsWith('phased-plans')) return;
      assert.equal(parseCommandLine(line.split(' ').slice(1)).kind, 'run');
    });
  }

  it('follows a summary, and the last to-do', async () => {
    const world = await started();
    assert.equal(nextIn((await typed(world.folder, ['done', '1'])).out), undefined);
    assert.equal(nextIn((await typed(world.folder, ['done', '2'])).out), 'phased-plans summarize 1');
    const { out } = await typed(world.folder, ['summarize', '1', '--open=carry', '--commit']);
    assert.equal(nextIn(out), 'phased-plans pr 1');
  });

  it('is there for every command that a next action may have', () => {
    const text =
      readFileSync('src/core/reading/next.ts', 'utf8') + readFileSync('src/core/reading/obstacle.ts', 'utf8');
    const named = [...text.matchAll(/command: (commands|nodeCommands|gitCommands)\.(\w+)/g)].map(
      ([, table = '', id = '']) =>
        (({ commands, nodeCommands, gitCommands }) as Record<string, Record<string, string>>)[table]?.[id],
    );
    assert.ok(named.length > 8);
    for (const id of named) assert.ok(id !== undefined && NEXT_COMMANDS.includes(id), id);
  });
});

describe('what is to be done after a refusal', () => {
  it('is said for each code, whatever was typed', () => {
    for (const { name } of COMMANDS) {
      for (const code of REFUSAL_CODES) {
        const next = nextStep(new PlanError(code, 'x'), name);
        assert.ok(next.length > 5 && !next.includes('COMMAND'), `${name} ${code}: ${next}`);
        const [, line] = /^phased-plans ([\w-]+)/.exec(next) ?? [];
        assert.ok(line === undefined || line === 'help' || COMMANDS.some((each) => each.name === line), next);
      }
    }
  });
});

it('a repository is made only where there is none', () => {
  assert.equal(nextStep(new NoRepository(), 'execute'), 'git init');
  assert.doesNotMatch(nextStep(withoutWorkTree(), 'execute'), /git init/);
  // A flag would be refused in the same way.
  assert.match(nextStep(new Diverged('x'), 'execute'), /^git pull --rebase/);
  assert.match(nextStep(new PutAway('x', 'origin/main', 'main'), 'execute'), /^git pull/);
});

describe('execute, of a phase that runs', () => {
  const asked: [line: string[], says: RegExp][] = [
    [['--branch=other'], /runs on .* already/],
    [['--todo=Something else'], /has its to-dos/],
    [['--worktree'], /Leave --worktree out/],
  ];
  for (const [line, says] of asked) {
    it(`refuses what it would not do: ${line.join(' ')}`, async () => {
      const world = await started();
      const before = world.snapshot();
      const said = await typed(world.folder, ['execute', '1', ...line, '--json']);
      assert.equal(said.code, 1);
      assert.equal(refusalIn(said).code, 'INVALID_ARGUMENT');
      assert.match(refusalIn(said).message, says);
      assert.deepEqual(world.snapshot(), before);
    });
  }

  it('takes what is so already, and needs no steps in its plan', async () => {
    const world = await plannedWorld();
    const line = ['execute', '1', `--branch=${BRANCH(1)}`, '--no-worktree', '--todo=One', '--todo=Two'];
    for (const again of [false, true]) {
      const { out, err } = await typed(world.folder, line);
      assert.match(out, again ? /^Running already/ : /^Started/, err);
      assert.match(out, /^ {2}1 \[ \] One\n {2}2 \[ \] Two$/m);
    }
  });

  it('says what nothing is to be done for, and no empty list', async () => {
    const world = await started();
    for (const line of [['execute'], ['init']]) {
      const { out } = await typed(world.folder, [...line, '--dry-run']);
      assert.match(out, /There is nothing to do\.\n$/);
      assert.doesNotMatch(out, /it would:/);
    }
  });
});

describe('pr', () => {
  it('names what isn’t committed, before and after', async () => {
    const world = await summarized();
    world.write('left.txt', 'left\n');
    for (const line of [
      ['pr', '1', '--dry-run'],
      ['pr', '1'],
    ]) {
      const { out, code, err } = await typed(world.folder, line);
      assert.equal(code, 0, err);
      assert.match(out, /^Not committed, so it is missing:\n {2}left\.txt\nCommit that on its branch/m);
    }
    assert.match((await typed(world.folder, ['pr', '1'])).out, /No page of this server is known/);
  });

  it('makes a draft, or says that it is chosen on the page', async () => {
    for (const [answer, said, after] of [
      ['[ "$2" = list ] && echo "[]" || echo https://github.com/o/r/pull/7', 'Open a draft pull', 'It is a draft.'],
      ['exit 1', 'Leave it to you to choose a draft there', 'The forge couldn’t be told of a draft'],
    ] as const) {
      const world = await summarized();
      world.git('remote', 'set-url', '--push', 'origin', world.bare);
      world.git('config', 'remote.origin.url', 'https://github.com/o/r.git');
      await withProgram(world, 'gh', answer, async () => {
        const foreseen = await typed(world.folder, ['pr', '1', '--draft', '--dry-run']);
        assert.ok(foreseen.out.includes(said), foreseen.out + foreseen.err);
        const { out, err } = await typed(world.folder, ['pr', '1', '--draft']);
        assert.ok(out.includes(after), out + err);
      });
    }
  });
});
