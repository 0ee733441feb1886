import assert from 'node:assert/strict';
import {
  CONTEXT,
  PLAN,
  SUMMARY,
  branch,
  changes,
  failed,
  hook,
  refused,
  same,
  unhook,
  worldIn,
} from '../support/hostile';
import { authentication, makeWorld, type TestWorld } from '../support/world';

/** As fixers do: changes each Markdown file that is committed, stages nothing, and refuses when it has changed one. */
const FIXER = `changed=0
for f in $(git diff --cached --name-only --diff-filter=ACM); do
  case $f in *.md) ;; *) continue ;; esac
  grep -q 'fixed by hook' "$f" || { printf '\\n<!-- fixed by hook -->\\n' >> "$f"; changed=1; }
done
exit $changed`;

interface Operation {
  name: string;
  world: () => Promise<TestWorld>;
  run: (world: TestWorld) => Promise<unknown>;
}

const initialized = async (): Promise<TestWorld> => {
  const world = makeWorld();
  await world.engine.init();
  return world;
};

const operations: Operation[] = [
  { name: 'start', world: () => worldIn('planned'), run: ({ engine }) => engine.executePhase() },
  { name: 'approve', world: () => worldIn('planned'), run: ({ engine }) => engine.approvePlan({ commit: true }) },
  {
    name: 'create a plan',
    world: initialized,
    run: ({ engine }) => engine.createPlan({ ...authentication, commit: true }),
  },
  {
    name: 'summarize',
    world: () => worldIn('started'),
    run: ({ engine }) => engine.summarizePhase({ commit: true, open: 'carry' }),
  },
  {
    name: 'archive',
    world: () => worldIn('started'),
    run: ({ engine }) => engine.archive({ unfinished: 'archive', commit: true }),
  },
  {
    name: 'tick and commit',
    world: () => worldIn('started'),
    run: ({ engine }) => engine.setTodo({ index: 0, done: true, commit: 'feat: Users' }),
  },
];

describe('faults: a hook that changes what is committed, and refuses', () => {
  for (const { name, world: made, run } of operations) {
    for (const kind of ['pre-commit', 'prepare-commit-msg', 'commit-msg']) {
      it(`${kind}: ${name} is taken back, again and again`, async () => {
        const world = await made();
        hook(world, kind, FIXER);
        const message =
          /Everything is as it was before\. What a hook had made of .*\.md \(“git cat-file -p [\da-f]{12}”/;
        await refused(world, 'COMMIT_FAILED', () => run(world), message);
        await refused(world, 'COMMIT_FAILED', () => run(world), message);
        unhook(world, kind);
        await run(world);
      });
    }
  }

  it('stages what it changes', async () => {
    const world = await worldIn('started');
    hook(world, 'pre-commit', 'echo fixed >> context/context.md; git add --all; exit 1');
    await refused(world, 'COMMIT_FAILED', () => world.engine.summarizePhase({ commit: true, open: 'carry' }));
  });

  it('deletes what is committed', async () => {
    const world = await worldIn('started');
    hook(world, 'pre-commit', 'rm -r context; exit 1');
    const before = world.snapshot();
    const run = () => world.engine.summarizePhase({ commit: true, open: 'carry' });
    const { message } = await failed('COMMIT_FAILED', run, /also changed: .*left as they are/);
    // What the operation had written is there; what it had not is the hook's affair, and named.
    const gone = Object.keys(before).filter(
      (file) => file.startsWith('context/') && world.snapshot()[file] === undefined,
    );
    assert.ok(gone.length > 0 && !gone.includes(CONTEXT) && !gone.includes(`${PLAN}-phase-1.md`));
    for (const file of gone) assert.match(message, new RegExp(file));
    same(world.snapshot(), before, gone);
  });

  it('keeps what somebody else wrote meanwhile, and says where', async () => {
    const world = await worldIn('started');
    hook(world, 'pre-commit', 'echo "Written meanwhile." >> context/context.md; exit 1');
    const run = () => world.engine.setTodo({ index: 0, done: true, commit: 'feat: Users' });
    const { message } = await refused(world, 'COMMIT_FAILED', run);
    const [, id = ''] = /git cat-file -p ([\da-f]+)/.exec(message) ?? [];
    assert.match(world.git('cat-file', '-p', id), /- \[x\] Create users(.|\n)*Written meanwhile\./);
  });
});

describe('faults: a hook that changes other files', () => {
  for (const { name, world: made, run } of operations) {
    it(`${name}: they are left, and named`, async () => {
      const world = await made();
      world.write('.gitignore', '*.log\n');
      world.git('add', '.gitignore');
      world.git('commit', '--quiet', '--message=chore: Ignore');
      world.write('mine.txt', 'mine\n');
      world.git('add', 'mine.txt');
      world.git('commit', '--quiet', '--message=chore: Mine');
      world.git('push', '--quiet', '--set-upstream', 'origin', 'HEAD');
      hook(
        world,
        'pre-commit',
        'echo formatted > README.md; echo ran > hook.log; echo new > new.txt; rm mine.txt; exit 1',
      );
      const before = world.snapshot();
      const { message } = await failed(
        'COMMIT_FAILED',
        () => run(world),
        /was taken back\. .*also changed: .*; left as they are/,
      );
      for (const file of ['README.md', 'hook.log', 'new.txt', 'mine.txt'])
        assert.match(message, new RegExp(`\\b${file}\\b`));
      assert.doesNotMatch(message, /context|as it was before/);
      same(world.snapshot(), before, ['README.md', 'hook.log', 'new.txt', 'mine.txt']);
    });
  }

  it('doesn’t name what a person had changed before', async () => {
    const world = await worldIn('planned');
    world.write('README.md', '# Mine\n');
    world.write('new.txt', 'new\n');
    hook(world, 'pre-commit', 'echo ran > hook.log; exit 1');
    const run = () => world.engine.executePhase({ dirty: 'stash' });
    const { message } = await failed('COMMIT_FAILED', run, /also changed: hook\.log; left/);
    assert.doesNotMatch(message, /README|new\.txt/);
    assert.deepEqual(changes(world), [' M README.md', '?? hook.log', '?? new.txt']);
  });

  it('when the context is committed: the texts are the person’s', async () => {
    const world = await worldIn('started');
    world.write(CONTEXT, `${world.read(CONTEXT)}\nMine.\n`);
    hook(world, 'pre-commit', FIXER);
    const before = world.snapshot();
    await failed(
      'COMMIT_FAILED',
      () => world.engine.commitContext(),
      /also changed: context\/context\.md; left as they are/,
    );
    same(world.snapshot(), before, [CONTEXT]);
  });

  it('post-checkout, and the switch is refused', async () => {
    const world = await worldIn('planned');
    hook(world, 'post-checkout', 'echo hooked > README.md; exit 1');
    const before = world.snapshot();
    await failed('GIT_FAILED', () => world.engine.executePhase(), /also changed: README\.md; left as they are/);
    same(world.snapshot(), before, ['README.md']);
  });

  it('post-checkout, and the commit is refused', async () => {
    const world = await worldIn('planned');
    hook(world, 'post-checkout', 'echo hooked > new.txt');
    hook(world, 'pre-commit', 'exit 1');
    const before = world.snapshot();
    await failed('COMMIT_FAILED', () => world.engine.executePhase(), /also changed: new\.txt; left as they are/);
    same(world.snapshot(), before, ['new.txt']);
  });

  it('post-checkout, and it is the context file', async () => {
    const world = await worldIn('planned');
    hook(world, 'post-checkout', 'echo hooked >> context/context.md');
    const before = world.snapshot();
    await failed('CONTEXT_CHANGED', () => world.engine.executePhase(), /context\.md/);
    same(world.snapshot(), before, [CONTEXT]);
    assert.equal(branch(world), 'main');
  });

  it('in a worktree', async () => {
    const world = await worldIn('planned');
    world.settings.isolation = 'worktree';
    hook(world, 'post-checkout', 'echo hooked > hook.txt; exit 1');
    const before = world.snapshot();
    const file = '.para-worktrees/implement-user-authentication-phase-1/hook.txt';
    await failed('GIT_FAILED', () => world.engine.executePhase(), new RegExp(`also changed: ${file}; left`));
    same(world.snapshot(), before, [file]);
  });
});

describe('faults: a hook that changes what is committed, and lets it pass', () => {
  const mess = 'echo "<!-- formatted -->" >> context/context.md';
  const hooks: [name: string, script: string][] = [
    ['pre-commit', `${mess}; git add context`],
    ['pre-commit', mess],
    ['post-commit', mess],
    ['commit-msg', 'echo "\nChange-Id: I1" >> "$1"'],
    ['commit-msg', 'echo "docs: In other words" > "$1"'],
    ['prepare-commit-msg', 'sed -i.old "1s/^/[ABC-1] /" "$1"'],
  ];
  for (const [name, script] of hooks) {
    for (const operation of operations) {
      it(`${name} (${script.slice(0, 8)}…): ${operation.name} can be undone`, async () => {
        const world = await operation.world();
        hook(world, name, script);
        const before = world.snapshot();
        await operation.run(world);
        const { left, hooked } = await world.engine.undoLast();
        assert.deepEqual(left, []);
        // What is committed so is there to be read anyway.
        const isTold = script === mess && operation.name !== 'approve';
        assert.equal(hooked?.some((each) => each.startsWith(`${CONTEXT} (“git cat-file`)) ?? false, isTold);
        // An approval doesn't write the context file, so that is the hook's affair.
        same(world.snapshot(), before, operation.name === 'approve' && script.includes(mess) ? [CONTEXT] : []);
      });
    }
  }

  it('and somebody has changed it since', async () => {
    const world = await worldIn('started');
    hook(world, 'pre-commit', mess);
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    world.write(CONTEXT, `${world.read(CONTEXT)}\nMine.\n`);
    const before = world.snapshot();
    await failed('CONTEXT_CHANGED', () => world.engine.undoLast(), /changed since/);
    same(world.snapshot(), before);
    assert.match(world.read(`${SUMMARY}-phase-1-summary.md`), /Summary/);
  });
});
