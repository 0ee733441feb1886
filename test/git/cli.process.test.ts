import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { writeShims } from '../../src/adapters/launchers';
import { makeWorld } from '../support/world';

const run = promisify(execFile);

/** The program as it is shipped. */
const bundles = mkdtempSync(path.join(tmpdir(), 'phased-plans-'));
const program = path.join(bundles, 'dist', 'cli.js');
before(() => {
  const args = ['esbuild.mjs', '--production', `--outfile=${path.join(bundles, 'dist', 'extension.js')}`];
  execFileSync(process.execPath, args, { stdio: 'inherit' });
  cpSync('package.json', path.join(bundles, 'package.json'));
});
after(() => rmSync(bundles, { recursive: true, force: true }));

describe('the command-line program as it is shipped', () => {
  it('answers by its exit code, by stdout and by stderr', async () => {
    const { root } = makeWorld();
    const { stdout } = await run(process.execPath, [program, '--version']);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
    await assert.rejects(run(process.execPath, [program, 'approve', '--json'], { cwd: root }), (error: unknown) => {
      const { code, stdout: out, stderr } = error as { code: number; stdout: string; stderr: string };
      assert.deepEqual(
        [code, out, (JSON.parse(stderr) as { error: { code: string } }).error.code],
        [1, '', 'NOT_INITIALIZED'],
      );
      return true;
    });
  });

  it('answers what only helps without the engine', async () => {
    const trace = path.join(bundles, 'trace.cjs');
    writeFileSync(
      trace,
      "const { Module } = require('module'); const load = Module._load;" +
        'Module._load = (...a) => { if (/^\\.\\//.test(a[0])) console.error(a[0]); return load(...a); };',
    );
    const { stdout, stderr } = await run(process.execPath, ['--require', trace, program, '--help']);
    assert.match(stdout, /Usage/);
    const loaded = stderr.trim().split('\n').filter(Boolean);
    const sizes = [...new Set(loaded)].map((file) => statSync(path.join(bundles, 'dist', file)).size);
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 40_000, stderr);
  });

  it('ends well where nobody reads what it says', async () => {
    const child = spawn(process.execPath, [program, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (part) => (stderr += String(part)));
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.deepEqual([code, stderr], [0, '']);
  });

  it('says in one line what keeps it from answering: a full disk, a folder that is gone', async function () {
    if (process.platform !== 'linux') this.skip();
    const said = async (script: string, cwd: string) => {
      const shell = ['-c', script, 'sh', process.execPath, program];
      const { stdout, stderr } = await run('sh', shell, { cwd });
      return [stdout.trim(), stderr.trim()];
    };
    const { root } = makeWorld();
    for (const line of ['status', '--help']) {
      const [code, err] = await said(`"$1" "$2" ${line} > /dev/full; echo $?`, root);
      assert.equal(code, '1');
      assert.match(err ?? '', /^WRITE_FAILED: stdout can’t be written: ENOSPC\.\nNext: .*$/);
    }
    const gone = path.join(root, 'gone');
    mkdirSync(gone);
    const [code, err] = await said('rmdir "$PWD"; "$1" "$2" status; echo $?', gone);
    assert.equal(code, '1');
    assert.match(err ?? '', /^NO_FOLDER: .*\nNext: .*$/m);
    assert.doesNotMatch(err ?? '', /at .*:\d+:\d+/);
  });

  it('ends with a refusal where it is stopped while it reads stdin', async () => {
    const world = makeWorld();
    await world.engine.init();
    const child = spawn(process.execPath, [program, 'plan', '--input', '-', '--json'], { cwd: world.folder });
    let stderr = '';
    child.stderr.on('data', (part) => (stderr += String(part)));
    child.stdin.write('{ "task": ');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.equal(code, 1, stderr);
    assert.match((JSON.parse(stderr) as { error: { message: string } }).error.message, /was cancelled/);
  });

  it('runs by its name in a shell, wherever VS Code and the extension are', async () => {
    const folder = path.join(makeWorld().root, "it's a $HOME `folder`");
    const node = path.join(folder, 'no de');
    mkdirSync(folder);
    symlinkSync(process.execPath, node);
    await writeShims(path.join(folder, 'bin'), { node, program });
    const env = { ...process.env, PATH: `${process.env.PATH ?? ''}${path.delimiter}${path.join(folder, 'bin')}` };
    const { stdout } = await run('sh', ['-c', 'phased-plans done "$HOME `x`" --json || echo $?'], { env, cwd: folder });
    assert.equal(stdout, '1\n');
    assert.match((await run('sh', ['-c', 'phased-plans --version'], { env })).stdout, /^\d/);
  });

  it('loses nothing when twenty tick at once, and an editor ticks besides', async function () {
    this.timeout(120_000);
    const world = makeWorld();
    await world.engine.init();
    const steps = Array.from({ length: 24 }, (_, index) => `To-do ${String(index + 1).padStart(2, '0')}`);
    await world.engine.createPlan({ task: 'many', phases: [{ name: 'All', steps }], commit: true });
    await world.engine.executePhase();
    const lines = steps.slice(0, 20).map((step) =>
      run(process.execPath, [program, 'done', step, '--json'], { cwd: world.folder }).then(
        () => null,
        (error: unknown) =>
          JSON.parse((error as { stderr: string }).stderr) as { error: { code: string; message: string } },
      ),
    );
    const editor = (async () => {
      for (const index of [20, 21, 22, 23]) await world.engine.setTodo({ index, done: true });
    })();
    const [refused] = await Promise.all([Promise.all(lines), editor]);
    const { todos } = await world.engine.status();
    assert.deepEqual(
      refused.filter((each) => each !== null),
      [],
    );
    assert.deepEqual(
      todos.map(({ text }) => text),
      steps,
    );
    assert.ok(todos.every(({ done }) => done));
    assert.equal(world.git('status', '--porcelain'), ' M context/context.md');
  });
});
