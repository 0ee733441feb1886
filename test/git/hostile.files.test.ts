import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ErrorCode } from '../../src/core/errors';
import { CONTEXT, PLAN, failed, worldIn } from '../support/hostile';
import type { TestWorld } from '../support/world';

const elsewhere = mkdtempSync(path.join(tmpdir(), 'phased-plans-elsewhere-'));
after(() => rmSync(elsewhere, { recursive: true, force: true }));

interface Bad {
  name: string;
  message: RegExp;
  code?: ErrorCode;
  make: (file: string, text: string) => unknown;
}

const BAD: Bad[] = [
  { name: 'a folder', message: /is not a file/, make: (file) => mkdirSync(file) },
  { name: 'a pipe', message: /is not a file/, make: (file) => execFileSync('mkfifo', [file]) },
  { name: 'a socket', message: /is not a file/, make: socketAt },
  {
    name: 'a link to nothing',
    message: /link to something that isn't there/,
    make: (file) => symlinkSync('nowhere.md', file),
  },
  {
    name: 'a link to itself',
    message: /leads in a circle/,
    make: (file) => symlinkSync(path.basename(file), file),
  },
  {
    name: 'a link that leads out of the folder',
    message: /outside the workspace folder/,
    code: 'OUTSIDE_WORKSPACE',
    make(file, text) {
      writeFileSync(path.join(elsewhere, 'file.md'), text);
      symlinkSync(path.join(elsewhere, 'file.md'), file);
    },
  },
  {
    name: 'UTF-16 with a byte order mark',
    message: /UTF-16 text\. Save it as UTF-8/,
    make: (file, text) => writeFileSync(file, `\ufeff${text}`, 'utf16le'),
  },
  {
    name: 'UTF-16 without one',
    message: /UTF-16 text\. Save it as UTF-8/,
    make: (file, text) => writeFileSync(file, text, 'utf16le'),
  },
  {
    name: 'bytes that are no UTF-8',
    message: /isn't UTF-8 text\. Save it as UTF-8/,
    make: (file, text) => writeFileSync(file, Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28])])),
  },
  {
    name: 'a file of 50 MB',
    message: /has 50 MB, more than the 5 MB that are read/,
    make(file, text) {
      writeFileSync(file, text);
      truncateSync(file, 50_000_000);
    },
  },
];

const OPERATIONS: Record<string, (world: TestWorld) => Promise<unknown>> = {
  executePhase: ({ engine }) => engine.executePhase(),
  setTodo: ({ engine }) => engine.setTodo({ index: 0, done: true }),
  setCriterion: ({ engine }) => engine.setCriterion({ phase: 1, index: 0, done: true }),
  approvePlan: ({ engine }) => engine.approvePlan(),
  summarizePhase: ({ engine }) => engine.summarizePhase({ open: 'carry' }),
  createPullRequest: ({ engine }) => engine.createPullRequest(),
  archive: ({ engine }) => engine.archive({ unfinished: 'archive' }),
  createPlan: ({ engine }) => engine.createPlan({ task: 'another' }),
};

describe('what stands in the place of the context file', () => {
  for (const { name, message, code = 'CONTEXT_INVALID', make } of BAD) {
    it(`${name}: is told, is left alone, and the library stays`, async () => {
      const world = await worldIn('started');
      const { file, text } = replace(world, CONTEXT, make);
      const before = looks(file);
      const { state, next, problems } = await world.engine.status();
      assert.equal(state, 'invalid');
      assert.equal(next, null);
      assert.deepEqual([problems.length, problems[0]?.severity, problems[0]?.file], [1, 'error', CONTEXT]);
      assert.match(problems[0]?.message ?? '', message);
      assert.equal((await world.engine.library()).plans.length, 4);
      for (const [operation, run] of Object.entries(OPERATIONS)) {
        const error = await failed(code, () => run(world));
        assert.match(error.message, message, operation);
      }
      assert.deepEqual((await world.engine.init()).created, []);
      assert.deepEqual(looks(file), before);
      rmSync(file, { recursive: true });
      writeFileSync(file, text);
      assert.equal((await world.engine.status()).state, 'executing');
    });
  }
});

describe('what stands in the place of a plan file', () => {
  for (const { name, message, code, make } of BAD) {
    it(`${name}: the rest stays usable`, async () => {
      const world = await worldIn('started');
      const { file } = replace(world, `${PLAN}-phase-1.md`, make);
      const before = looks(file);
      const { state, phases, todos, problems } = await world.engine.status();
      assert.equal(state, 'executing');
      assert.equal(phases[0]?.plan, null);
      assert.equal(todos.length, 2);
      assert.ok(problems.some((problem) => problem.message.includes(`${PLAN}-phase-1.md`)));
      await world.engine.setTodo({ index: 0, done: true });
      // What leads out of the folder is no file of the plan.
      const why = code === 'OUTSIDE_WORKSPACE' ? /There is no plan file/ : message;
      for (const run of [OPERATIONS.setCriterion, OPERATIONS.summarizePhase]) {
        await failed('PLAN_MISSING', async () => run?.(world), why);
      }
      assert.deepEqual(looks(file), before);
    });
  }
});

describe('files that change or are kept from us', () => {
  it('a file that is made and deleted while it is read is there or not', async () => {
    const world = await worldIn('planned');
    const file = path.join(world.folder, 'context', 'plans', 'flicker.md');
    const texts = new Set<string | null>();
    for (let round = 0; round < 100; round++) {
      writeFileSync(file, '# Here\n');
      const reading = world.ports.files.read('context/plans/flicker.md');
      if (round % 2) await Promise.resolve();
      unlinkSync(file);
      texts.add(await reading);
    }
    for (const text of texts) assert.ok(text === null || text === '# Here\n');
  });

  it('a file without permission is told', async function () {
    if (process.getuid?.() === 0) this.skip();
    const world = await worldIn('planned');
    chmodSync(path.join(world.folder, CONTEXT), 0);
    const { state, problems } = await world.engine.status();
    assert.equal(state, 'invalid');
    assert.match(problems[0]?.message ?? '', /there is no permission/);
    await failed('CONTEXT_INVALID', () => world.engine.approvePlan());
  });

  it('nothing is read or written through a folder that leads out', async () => {
    const world = await worldIn('planned');
    const outside = mkdtempSync(path.join(elsewhere, 'folder-'));
    writeFileSync(path.join(outside, '2025-01-01-secret.md'), '# Secret\n');
    rmSync(path.join(world.folder, 'context', 'archives'), { recursive: true });
    symlinkSync(outside, path.join(world.folder, 'context', 'archives'));
    assert.deepEqual((await world.engine.library()).archives, []);
    await failed('OUTSIDE_WORKSPACE', () => world.ports.files.read('context/archives/2025-01-01-secret.md'));
    const before = world.read(CONTEXT);
    await failed('OUTSIDE_WORKSPACE', () => world.engine.archive({ unfinished: 'archive' }));
    assert.equal(world.read(CONTEXT), before);
    assert.deepEqual(looks(path.join(outside, '2025-01-01-secret.md')).bytes, Buffer.from('# Secret\n'));
  });

  it('a link inside the folder is followed, also where the folder itself is one', async () => {
    const world = await worldIn('planned');
    const link = path.join(elsewhere, 'the-folder');
    symlinkSync(world.folder, link);
    symlinkSync('context/plans', path.join(world.folder, 'plans'));
    assert.match(
      (await world.ports.files.read('plans/2025-12-18-implement-user-authentication.md')) ?? '',
      /^# Master/,
    );
    const { createFiles } = await import('../../src/adapters/files');
    assert.equal(await createFiles(link).read(CONTEXT), world.read(CONTEXT));
  });
});

function replace(world: TestWorld, relative: string, make: Bad['make']): { file: string; text: string } {
  const file = path.join(world.folder, relative);
  const text = readFileSync(file, 'utf8');
  rmSync(file);
  make(file, text);
  return { file, text };
}

/** What is at a path, without waiting for a pipe. */
function looks(file: string): { kind: number; bytes: Buffer | null } {
  const stat = lstatSync(file);
  const plain = stat.isFile() && stat.size < 1_000_000;
  return { kind: stat.mode * 1000 + stat.size, bytes: plain ? readFileSync(file) : null };
}

function socketAt(file: string): void {
  const server = createServer().listen(file);
  server.unref();
  // The server takes its file along when it closes; it is bound at once.
  after(() => server.close());
}
