import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { COMMANDS } from '../../src/cli/table';
import { authentication } from '../support/authentication';
import { refusalIn, typed } from '../support/cli';
import { makeWorld, plannedWorld } from '../support/world';

type Ended = [line: string[], code: number, error: string, says: RegExp, next: RegExp | null];

describe('what the command line refuses', () => {
  const ended: Ended[] = [
    [['frobnicate'], 2, 'INVALID_ARGUMENT', /no command “frobnicate”/, /--help/],
    [['stat'], 2, 'INVALID_ARGUMENT', /Did you mean “status”\?/, /--help/],
    [['--json'], 2, 'INVALID_ARGUMENT', /command comes first/, /--help/],
    [['execute', '--phse=1'], 2, 'INVALID_ARGUMENT', /--phse/, /help execute/],
    [['execute', '--dirty=keep'], 2, 'INVALID_ARGUMENT', /one of: stop, carry, stash/, /help execute/],
    [['execute', '--worktree', '--no-worktree'], 2, 'INVALID_ARGUMENT', /contradict/, /help execute/],
    [['done'], 2, 'INVALID_ARGUMENT', /TO-DO is missing/, /help done/],
    [['approve', 'now'], 2, 'INVALID_ARGUMENT', /one argument too many/, /help approve/],
    [['check', '--max-warnings=few'], 2, 'INVALID_ARGUMENT', /must be a number/, /help check/],
    ...['/tmp/x', '../out', '.', '', 'a/../b', '.git/hooks', 'a/.GIT', '.git./hooks', 'GIT~1'].map((folder): Ended => [
      ['init', `--context-folder=${folder}`],
      2,
      'INVALID_ARGUMENT',
      /--context-folder must be a folder below/,
      /--help/,
    ]),
    [['recover', 'all'], 2, 'INVALID_ARGUMENT', /none of: restore/, /help recover/],
    [['done', '9', '--criterion'], 1, 'INVALID_ARGUMENT', /no success criterion number 9/, /phased-plans status/],
    [['done', '--', '--phase'], 1, 'PHASE_NOT_STARTED', /no to-dos/, /phased-plans execute/],
    [['done', 'x', '--phase', '--json'], 2, 'INVALID_ARGUMENT', /argument is ambiguous\. Did you/, /help done/],
    [['execute', '--todo='], 2, 'INVALID_ARGUMENT', /--todo must not be empty/, /help execute/],
    [['check', '--severity=fatal'], 2, 'INVALID_ARGUMENT', /one of: error, warning, info/, /help check/],
    [['execute', '--phase=9'], 1, 'UNKNOWN_PHASE', /9/, /phased-plans status/],
    [['execute', '--phase=1', '--branch=--force'], 1, 'INVALID_ARGUMENT', /--force/, null],
    [['execute', '--phase=1', '--branch=../../x'], 1, 'INVALID_ARGUMENT', /\.\.\/\.\.\/x/, null],
    [['execute', '--phase=2'], 1, 'PHASE_BLOCKED', /hase 1/, /phased-plans status/],
    [['summarize', '--phase=1'], 1, 'PHASE_NOT_STARTED', /./, /phased-plans execute/],
    [['plan', 'another', 'One'], 1, 'UNFINISHED', /./, /phased-plans archive/],
    [['archive'], 1, 'UNFINISHED', /./, /--unfinished=archive/],
    [['import', '../other/plan.md'], 1, 'INVALID_ARGUMENT', /no file/, null],
    [['rebuild', '--plan', '../../etc/passwd'], 0, '', /./, null],
    [['recover', 'restore'], 1, 'INVALID_ARGUMENT', /nothing to restore/, null],
    [['status', '--folder', 'nowhere'], 1, 'NO_FOLDER', /nowhere/, /--folder/],
    [['worktrees', 'remove', '../..'], 1, 'INVALID_ARGUMENT', /no worktree/, /phased-plans worktrees/],
  ];
  for (const [line, code, error, says, next] of ended) {
    it(`phased-plans ${line.join(' ')}: ${code}`, async () => {
      const world = await plannedWorld();
      const before = world.snapshot();
      const said = await typed(
        world.folder,
        line.includes('--') ? ['done', '--json', ...line.slice(1)] : [...line, '--json'],
      );
      assert.equal(said.code, code, said.err);
      if (code === 0) return;
      assert.equal(said.out, '');
      const refusal = refusalIn(said);
      assert.equal(refusal.code, error);
      assert.match(refusal.message, says);
      if (next) assert.match(refusal.next ?? '', next);
      assert.deepEqual(world.snapshot(), before);
    });
  }

  it('a context folder in .git, as the settings of a repository may name it, counts as not set', async () => {
    const world = makeWorld();
    world.write('.vscode/settings.json', '{ "phasedPlans.contextFolder": ".Git/hooks" }');
    const { out } = await typed(world.folder, ['init', '--json']);
    assert.match(out, /"context\/context\.md"/);
    assert.doesNotMatch(out, /hooks/);
  });

  it('a context folder, or a folder in it, that is a link into .git is neither read nor written', async () => {
    for (const [link, target] of [
      ['context', '.git/hooks'],
      ['context', '.git'],
      ['context/plans', '../.git/hooks'],
    ] as const) {
      const world = makeWorld();
      if (link !== 'context') await world.engine.init();
      rmSync(path.join(world.folder, link), { recursive: true, force: true });
      symlinkSync(target, path.join(world.folder, link));
      world.git('add', '--force', link);
      const before = world.snapshot();
      for (const line of [['init'], ['plan', 'pre-commit', 'One']]) {
        if (link !== 'context' && line[0] === 'init') continue;
        const said = await typed(world.folder, [...line, '--json']);
        assert.equal(said.code, 1, line.join(' ') + said.out);
        assert.equal(refusalIn(said).code, 'OUTSIDE_WORKSPACE', line.join(' '));
        assert.match(refusalIn(said).message, /leads into a “\.git” folder/);
      }
      assert.deepEqual(world.snapshot(), before);
    }
  });

  it('in words: code, reason and next step on stderr, nothing on stdout', async () => {
    const world = makeWorld();
    const { code, out, err } = await typed(world.folder, ['approve']);
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /^NOT_INITIALIZED: .*\nNext: phased-plans init\n$/);
  });

  it('asks nothing: what the editor would ask is a flag, which the refusal names', async () => {
    const world = await plannedWorld();
    world.write('README.md', '# Changed\n');
    const line = ['execute', '--phase=1', '--json'];
    assert.match(refusalIn(await typed(world.folder, line)).next ?? '', /--dirty=carry/);
    assert.equal((await typed(world.folder, [...line, '--dirty', 'carry'])).code, 0);
    assert.equal(world.git('status', '--porcelain'), ' M README.md');
  });
});

describe('a phase that runs', () => {
  it('isn’t called started a second time, and its to-dos are shown as they are', async () => {
    const world = await plannedWorld();
    await world.engine.executePhase();
    await world.engine.setTodo({ index: 0, done: true });
    const { code, out } = await typed(world.folder, ['execute']);
    assert.equal(code, 0);
    assert.match(out, /^Running already on para\/.*\n {2}1 \[x\] /);
  });
});

describe('--dry-run', () => {
  /** A line for each command that changes something, in a world where it would. */
  const lines: Record<string, string[]> = {
    init: ['init', '--context-folder=elsewhere'],
    plan: ['plan', 'more', 'One', '--context-folder=elsewhere'],
    import: ['import', '-'],
    approve: ['approve', '--commit'],
    execute: ['execute'],
    done: ['done', '1'],
    undone: ['undone', '1'],
    summarize: ['summarize', '--open=carry'],
    pr: ['pr'],
    archive: ['archive', '--unfinished=archive', '--commit'],
    undo: ['undo'],
    recover: ['recover'],
    rebuild: ['rebuild'],
    worktrees: ['worktrees', 'repair'],
    'merge-driver': ['merge-driver', 'install'],
  };

  it('is there for every command that changes something', () => {
    const changing = COMMANDS.filter(({ changes }) => changes).map(({ name }) => name);
    assert.deepEqual(
      changing.filter((name) => !(name in lines)),
      [],
    );
  });

  for (const [name, line] of Object.entries(lines)) {
    it(`changes nothing: ${line.join(' ')}`, async () => {
      const world = await plannedWorld();
      const isStarted = ['done', 'undone', 'summarize', 'pr', 'archive', 'undo'].includes(name);
      if (isStarted) await world.engine.executePhase();
      if (name === 'undone') await world.engine.setTodo({ index: 0, done: true });
      if (name === 'import') await world.engine.archive({ unfinished: 'archive' });
      // What is read may be cached in the index.
      world.git('status');
      const before = world.snapshot();
      const said = await typed(world.folder, [...line, '--dry-run', '--json'], {
        stdin: '# A\n\n## Phase 1: One\n\n- [ ] do\n',
      });
      if (name !== 'plan') assert.equal(said.code, 0, said.err);
      assert.deepEqual(world.snapshot(), before);
    });
  }
});

const OWN_STYLES = new RegExp(String.raw`${'\u001b'}\[\d+m`, 'g');

describe('hostile input to the command line', () => {
  it('refuses 10 MB on stdin, and reads no more than it takes', async () => {
    const world = await plannedWorld();
    let sent = 0;
    const flood = Readable.from(
      (function* () {
        for (; sent < 10; sent++) yield Buffer.alloc(1_000_000, 'a');
      })(),
    );
    const said = await typed(world.folder, ['import', '-', '--json'], { stdin: flood });
    assert.equal(said.code, 1);
    assert.match(refusalIn(said).message, /more than 5000000 bytes/);
    assert.ok(sent < 10);
  });

  it('refuses bytes that are no text, and JSON that is none or of another shape', async () => {
    const world = makeWorld();
    await world.engine.init();
    const refused = async (line: string[], stdin: string | Readable) =>
      refusalIn(await typed(world.folder, [...line, '--json'], { stdin })).message;
    assert.match(await refused(['import', '-'], Readable.from([Buffer.from([0xff, 0xfe, 0xff])])), /no text in UTF-8/);
    assert.match(await refused(['plan', '--input=-'], '{ "task": '), /is no JSON/);
    assert.match(await refused(['plan', '--input=-'], '[]'), /must hold an object/);
    assert.match(await refused(['plan', '--input=-'], '{ "task": 7 }'), /“task” must be a text/);
    assert.match(
      await refused(['plan', '--input=-'], '{ "task": "x", "phases": [{ "name": "../../out" , "steps": 1 }] }'),
      /number 1/,
    );
    assert.match((await typed(world.folder, ['plan', '../../out'])).out, /context\/plans\/[\d-]+-out\.md/);
  });

  it('prints no escape sequence and no line of a plan’s own making', async () => {
    const world = makeWorld();
    await world.engine.init();
    const evil = '\u001b[2J\u001b]0;owned\u0007\u009b31mRed\u202e';
    world.write(
      'context/context.md',
      world
        .read('context/context.md')
        .replace('"active_context": []', '"active_context": ["context/plans/2025-12-18-x.md"]'),
    );
    world.write(
      'context/plans/2025-12-18-x.md',
      `# Plan: ${evil}\n\n**Status:** ${evil}\n\n## Implementation Steps\n\n- [ ] ${evil}\n`,
    );
    for (const terminal of [false, true]) {
      for (const line of [['status'], ['status', '--json'], ['check'], ['check', '--format=github'], ['done', evil]]) {
        const { out, err } = await typed(world.folder, line, { terminal });
        const plain = `${out}${err}`.replace(OWN_STYLES, terminal ? '' : '!');
        // eslint-disable-next-line no-control-regex -- these are what is looked for
        assert.doesNotMatch(plain, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/, line.join(' '));
      }
    }
    const { out } = await typed(world.folder, ['status', '--json']);
    assert.equal((JSON.parse(out) as { plan: { title: string } }).plan.title.includes('Red'), true);
  });

  it('follows no context folder out of the folder, whoever names it', async () => {
    const world = makeWorld();
    const outside = path.join(world.root, 'outside');
    mkdirSync(outside);
    mkdirSync(path.join(world.folder, '.vscode'));
    writeFileSync(
      path.join(world.folder, '.vscode/settings.json'),
      '{ "phasedPlans.contextFolder": "../outside", // no\n }',
    );
    assert.equal((await typed(world.folder, ['init'])).code, 0);
    assert.equal((await typed(world.folder, ['init', '--context-folder', outside])).code, 2);
    assert.ok(world.read('context/context.md'));
  });
});

describe('the settings of the command line', () => {
  it('are the user’s, over these the folder’s, over these the flags', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan({ ...authentication, commit: true });
    const env = { PHASED_PLANS_SETTINGS: '{ "phasedPlans.branchPrefix": "mine/" }' };
    const branch = async (argv: string[], settings?: string) => {
      if (settings !== undefined) world.write('.vscode/settings.json', settings);
      const { out, err } = await typed(world.folder, ['execute', '--dry-run', '--json', '--dirty=carry', ...argv], {
        env,
      });
      return (JSON.parse(out || err) as { branch: string }).branch;
    };
    assert.match(await branch([]), /^mine\//);
    assert.match(await branch([], '{ /* ours */ "phasedPlans.branchPrefix": "ours/", }'), /^ours\//);
    assert.match(await branch(['--branch-prefix', 'flag/']), /^flag\//);
  });

  it('belong to the folder, which is found from anywhere in it', async () => {
    const world = await plannedWorld();
    mkdirSync(path.join(world.folder, 'src/deep'), { recursive: true });
    const { out } = await typed(path.join(world.folder, 'src/deep'), ['status', '--json']);
    assert.equal((JSON.parse(out) as { state: string }).state, 'planned');
    const { out: named } = await typed(world.root, ['status', '--json', '--folder', 'project/src']);
    assert.equal((JSON.parse(named) as { state: string }).state, 'uninitialized');
  });
});
