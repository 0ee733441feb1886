import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  promises as fs,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDisk } from '../../src/adapters/disk/disk';
import { meetingPlace } from '../../src/adapters/writing/meetingPlace';
import { plainText } from '../../src/adapters/system/read';
import { findGitDirs, readHeadText } from '../../src/adapters/disk/gitDirs';
import { CONTEXT, PLAN, SUMMARY, completedWorld, failed, worldIn } from '../support/hostile';
import type { TestWorld } from '../support/world';

const elsewhere = mkdtempSync(path.join(tmpdir(), 'phased-plans-special-'));
after(() => rmSync(elsewhere, { recursive: true, force: true }));

/** Longer than anything here takes that waits for nobody. */
const SOON = 3_000;

/** Node reads files in four threads: one more that wait for the other end of a pipe, and nothing is read at all. */
const MANY = 5;

function pipeAt(file: string): string {
  rmSync(file, { force: true, recursive: true });
  execFileSync('mkfifo', [file]);
  return file;
}

/** What comes of some work within a time; whoever waits for the pipe is let go then, or the process would never end. */
async function soon<T>(pipe: string, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It waits for the other end of a pipe.')), SOON);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
    closeSync(openSync(pipe, constants.O_RDWR));
  }
}

/** As `soon`, for what lets nothing else happen meanwhile. */
function atOnce(pipe: string, work: () => void): void {
  const helper = spawn('sh', ['-c', `sleep ${SOON / 1000}; while :; do : <>"$0"; done`, pipe], { stdio: 'ignore' });
  const begun = Date.now();
  try {
    work();
    assert.ok(Date.now() - begun < SOON, 'It waits for the other end of a pipe.');
  } finally {
    helper.kill();
  }
}

const absolute = (world: TestWorld, file: string): string => path.join(world.folder, file);

function linkOut(world: TestWorld, file: string, text = '# Secret\n\n## Objective\n\nNobody’s business\n'): void {
  const target = path.join(elsewhere, path.basename(file));
  writeFileSync(target, text);
  rmSync(absolute(world, file), { force: true });
  symlinkSync(target, absolute(world, file));
}

describe('a pipe', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  it('as a plan is neither waited for nor in the way of other readings', async () => {
    const world = await worldIn('planned');
    const pipe = pipeAt(absolute(world, `${PLAN}.md`));
    await soon(pipe, async () => {
      const read = () => world.engine.readStart(`${PLAN}.md`, 1000);
      await Promise.all(Array.from({ length: MANY }, () => failed('CONTEXT_INVALID', read, /is not a file/)));
      assert.equal(await fs.readFile(absolute(world, 'README.md'), 'utf8'), '# Project\n');
      const { phases, problems } = await world.engine.status();
      assert.equal(phases.length, 3);
      assert.ok(problems.some(({ message }) => message.includes('can’t be read')));
    });
  });

  it('as a summary, or behind a link, is a file that is not there, and never opened', async () => {
    const world = await completedWorld();
    const pipe = pipeAt(path.join(elsewhere, 'pipe'));
    const inside = pipeAt(absolute(world, `${SUMMARY}-phase-1-summary.md`));
    symlinkSync(path.basename(inside), absolute(world, 'context/summaries/2025-01-01-linked.md'));
    symlinkSync(pipe, absolute(world, 'context/plans/2025-01-01-piped.md'));
    await soon(inside, async () => {
      const { status, closed } = await world.engine.read();
      const missing = status.problems.filter(({ code }) => code === 'missing-file').map(({ message }) => message);
      assert.match(missing.join(), /There is no file “.*phase-1-summary\.md”/);
      assert.deepEqual([...closed], [`${SUMMARY}-phase-1-summary.md`]);
      const { plans, summaries } = await world.engine.library();
      assert.ok(plans.every((each) => !each.path.includes('piped')));
      assert.deepEqual(summaries, []);
    });
  });

  it('as the context file keeps nobody from looking into it before there is an engine', async () => {
    const world = await worldIn('planned');
    const pipe = pipeAt(absolute(world, CONTEXT));
    await soon(pipe, async () => {
      const read = () => createDisk().readIn(world.folder, CONTEXT);
      assert.deepEqual(new Set(await Promise.all(Array.from({ length: MANY }, read))), new Set([null]));
    });
  });

  it('in a git directory keeps nobody from finding the repository', async () => {
    const folder = mkdtempSync(path.join(elsewhere, 'repository-'));
    mkdirSync(path.join(folder, '.git'));
    const pipe = pipeAt(path.join(folder, '.git/HEAD'));
    await soon(pipe, async () => {
      const all = await Promise.all(Array.from({ length: MANY }, () => findGitDirs(folder)));
      for (const dirs of all) assert.equal(dirs && (await readHeadText(dirs)), '');
    });
    writeFileSync(path.join(folder, '.git/config'), '');
    const common = pipeAt(path.join(folder, '.git/commondir'));
    await soon(common, async () => assert.equal((await findGitDirs(folder))?.common, path.join(folder, '.git')));
    atOnce(common, () => {
      assert.equal(meetingPlace(path.join(folder, 'a.md')).commonDir, path.join(folder, '.git'));
      assert.equal(plainText(common), null);
    });
  });
});

describe('a link that leads out of the folder', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  it('is in no list, and nothing is read through it', async () => {
    const world = await worldIn('planned');
    linkOut(world, 'context/plans/2025-01-01-secret.md');
    const { plans } = await world.engine.library();
    assert.equal(plans.length, 4);
    await failed('OUTSIDE_WORKSPACE', () => world.engine.readStart('context/plans/2025-01-01-secret.md', 1000));
    assert.equal(await world.engine.kindOf('context/plans/2025-01-01-secret.md'), 'outside');
    assert.equal(await createDisk().readIn(world.folder, 'context/plans/2025-01-01-secret.md'), null);
    assert.equal(await createDisk().readIn(world.folder, '../elsewhere.md'), null);
  });

  it('as the master plan is told as a problem, and never opened', async () => {
    const world = await worldIn('planned');
    linkOut(world, `${PLAN}.md`);
    const { status, closed } = await world.engine.read();
    assert.doesNotMatch(JSON.stringify(status), /Secret|business/);
    const [problem] = status.problems.filter(({ code }) => code === 'outside-workspace');
    assert.match(problem?.message ?? '', /implement-user-authentication\.md” is outside the workspace folder/);
    assert.ok(closed.has(`${PLAN}.md`));
  });

  it('as the context file is told, and its row opens nothing', async () => {
    const world = await worldIn('planned');
    linkOut(world, CONTEXT);
    const { status, closed } = await world.engine.read();
    assert.match(status.problems[0]?.message ?? '', /outside the workspace folder/);
    assert.deepEqual([...closed], [CONTEXT]);
  });

  it('as a template is not taken', async () => {
    const world = await worldIn('planned');
    mkdirSync(absolute(world, 'context/templates'));
    linkOut(world, 'context/templates/plan.md');
    await world.engine.archive({ unfinished: 'archive' });
    await failed('OUTSIDE_WORKSPACE', () => world.engine.createPlan({ task: 'another' }));
  });

  it('inside the folder is followed', async () => {
    const world = await worldIn('planned');
    symlinkSync(path.basename(`${PLAN}.md`), absolute(world, 'context/plans/2025-01-01-inside.md'));
    assert.equal((await world.engine.library()).plans.length, 5);
    const start = await world.engine.readStart('context/plans/2025-01-01-inside.md', 10);
    assert.equal(start?.text, '# Master P');
  });
});

describe('the start of a file', () => {
  it('is read again only when it has changed', async () => {
    const world = await worldIn('planned');
    const first = await world.engine.readStart(CONTEXT, 6);
    assert.equal(first?.text, '# Curr');
    assert.deepEqual(await world.engine.readStart(CONTEXT, 6, first.stamp), { stamp: first.stamp, text: null });
    world.write(CONTEXT, 'Another\n');
    assert.equal((await world.engine.readStart(CONTEXT, 6, first.stamp))?.text, 'Anothe');
    assert.equal(await world.engine.readStart('context/none.md', 6), null);
  });
});
