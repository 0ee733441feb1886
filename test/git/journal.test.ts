import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Journal } from '../../src/adapters/runner/journal/journal';
import type { JournalState } from '../../src/adapters/runner/journal/journalState';
import { ownerOf } from '../../src/adapters/system/owner';
import { isPlanError } from '../../src/core/errors';

const made: string[] = [];
after(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function commonDir(): string {
  made.push(mkdtempSync(path.join(tmpdir(), 'phased-plans-')));
  return made.at(-1) ?? '';
}

const operation = (title = 'Start phase 1') => ({
  started: new Date().toISOString(),
  folder: '/project',
  plan: { title, start: null, proofs: [], steps: [] },
  head: { branch: 'main', commit: null },
});

const journalFile = (folder: string): string => path.join(folder, 'phased-plans', 'journal.json');

/** Changes who holds the journal. */
function heldBy(folder: string, owner: Partial<JournalState>): void {
  const state = JSON.parse(readFileSync(journalFile(folder), 'utf8')) as JournalState;
  writeFileSync(journalFile(folder), JSON.stringify({ ...state, ...owner }));
}

/** Another process that runs: what another window is. */
function another(): { pid: number; end(): void } {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
  return { pid: child.pid ?? 0, end: () => void child.kill('SIGKILL') };
}

describe('what a power cut leaves of the journal', () => {
  const step = (commit: string) => ({ commit, branch: 'main', index: null });

  it('is what was saved before the first change, where what was noted later is cut off', async () => {
    for (const left of ['', '{"version":1,', '\0\0\0']) {
      const folder = commonDir();
      const journal = await Journal.begin(folder, operation());
      journal.state.records.push(step('first'));
      await journal.note();
      journal.state.records.push(step('second'));
      await journal.note();
      assert.equal((await Journal.interrupted(folder))?.state.records.length, 2);
      writeFileSync(journalFile(folder), left);
      assert.deepEqual((await Journal.interrupted(folder))?.state.records, [step('first')]);
    }
  });

  it('is nothing to be restored, where nothing had been changed', async () => {
    const folder = commonDir();
    await Journal.begin(folder, operation());
    writeFileSync(journalFile(folder), '');
    assert.equal(await Journal.interrupted(folder), null);
    await Journal.begin(folder, operation());
  });

  it('is what was taken over, where another one took it over', async () => {
    const folder = commonDir();
    const journal = await Journal.begin(folder, operation());
    journal.state.records.push(step('first'));
    await journal.note();
    await journal.takeOver();
    journal.state.records.push(step('second'));
    await journal.note();
    const file = path.join(path.dirname(journalFile(folder)), 'journal-1.json');
    writeFileSync(file, '');
    assert.deepEqual((await Journal.interrupted(folder))?.state.records, [step('first')]);
  });
});

describe('the journal as a lock', () => {
  it('is one operation’s, however many begin at once, and is whole from its first moment on', async () => {
    const folder = commonDir();
    const begun = await Promise.allSettled(Array.from({ length: 20 }, () => Journal.begin(folder, operation())));
    const refused = begun.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    assert.equal(refused.length, 19);
    assert.ok(refused.every((error) => isPlanError(error, 'GIT_BUSY') && error.message.includes('Start phase 1')));
    assert.deepEqual(readdirSync(path.dirname(journalFile(folder))), ['journal.json']);
  });

  it('says of the one who has it, where several begin at once', async () => {
    for (let turn = 0; turn < 10; turn++) {
      const folder = commonDir();
      const titles = Array.from({ length: 8 }, (_, index) => `Start phase ${index}`);
      const begun = await Promise.allSettled(titles.map((title) => Journal.begin(folder, operation(title))));
      const first = begun.findIndex((each) => each.status === 'fulfilled');
      const state = JSON.parse(readFileSync(journalFile(folder), 'utf8')) as JournalState;
      assert.equal(state.plan.title, titles[first]);
    }
  });

  it('goes without taking away what another operation has just begun', async () => {
    const folder = commonDir();
    for (let turn = 0; turn < 20; turn++) {
      const first = await Journal.begin(folder, operation('First'));
      const second = first.end().then(() => Journal.begin(folder, operation('Second')));
      const journal = await second;
      assert.ok(existsSync(journalFile(folder)));
      await journal.end();
      assert.equal(existsSync(path.dirname(journalFile(folder))), false);
    }
  });

  it('is held while the process that took it runs, and says where', async function () {
    const folder = commonDir();
    await Journal.begin(folder, operation());
    const other = another();
    heldBy(folder, { process: other.pid, mark: null });
    assert.equal(await Journal.interrupted(folder), null);
    await assert.rejects(Journal.begin(folder, operation()), /“Start phase 1” is under way in another window/);
    other.end();
  });

  it('is not held by a process that has the number of the one that took it', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = commonDir();
    await Journal.begin(folder, operation());
    const other = another();
    heldBy(folder, { process: other.pid, mark: 'another boot, or another start' });
    assert.ok(await Journal.interrupted(folder));
    await assert.rejects(Journal.begin(folder, operation()), /was interrupted earlier. Restore or finish it first/);
    other.end();
  });

  it('is not held by a process that has ended, though nobody has asked for its end', async function () {
    if (process.platform !== 'linux') this.skip();
    const folder = commonDir();
    await Journal.begin(folder, operation());
    // What takes the shell's place asks for nothing.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [out] = (await once(parent.stdout, 'data')) as [Buffer];
    const owner = await ownerOf(Number(out.toString()));
    heldBy(folder, owner);
    assert.equal(await Journal.interrupted(folder), null);
    while (!readFileSync(`/proc/${owner.process}/stat`, 'utf8').includes(') Z ')) await pause(10);
    assert.ok(await Journal.interrupted(folder));
    parent.kill('SIGKILL');
  });

  it('is not held since before the machine was started', async () => {
    const folder = commonDir();
    await Journal.begin(folder, operation());
    heldBy(folder, { process: process.ppid, mark: null, started: '2001-01-01T00:00:00.000Z' });
    assert.ok(await Journal.interrupted(folder));
  });

  it('says on which computer, and until when', async () => {
    const folder = commonDir();
    await Journal.begin(folder, operation());
    heldBy(folder, { host: 'elsewhere' });
    await assert.rejects(Journal.begin(folder, operation()), /is under way on elsewhere.*15 minutes/);
  });

  it('is taken over by one window, though two want to restore', async () => {
    const folder = commonDir();
    await Journal.begin(folder, operation());
    const seen = await Promise.all([1, 2, 3].map(() => Journal.interrupted(folder)));
    const turns = await Promise.allSettled(seen.map(async (journal) => journal?.takeOver()));
    assert.deepEqual(turns.map((each) => each.status).sort(), ['fulfilled', 'rejected', 'rejected']);
    const [left] = turns.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    assert.ok(isPlanError(left, 'GIT_BUSY'));
    await seen[turns.findIndex((each) => each.status === 'fulfilled')]?.end();
    assert.equal(await Journal.interrupted(folder), null);
  });

  it('is there again when the one who took it over was cut off too', async () => {
    const folder = commonDir();
    await Journal.begin(folder, operation());
    await (await Journal.interrupted(folder))?.takeOver();
    const again = await Journal.interrupted(folder);
    assert.equal(again?.state.plan.title, 'Start phase 1');
    await again?.takeOver();
    await again?.end();
    assert.equal(existsSync(path.join(folder, 'phased-plans')), false);
  });

  const unknown = [
    ...['{}', '[]', 'null', '{"version":2,"records":[],"plan":{"title":"Later","steps":[]}}'],
    ...['{"kind":"beyond"}', '{"kind":"toString"}', 'null'].map(
      (step) => `{"version":1,"records":[],"plan":{"title":"Later","steps":[${step}]}}`,
    ),
  ];
  for (const text of unknown) {
    it(`is nobody’s to remove where this version can’t read it: ${text}`, async () => {
      const folder = commonDir();
      await Journal.begin(folder, operation());
      writeFileSync(journalFile(folder), text);
      const isTold = (error: unknown): boolean =>
        isPlanError(error, 'GIT_BUSY') &&
        /phased-plans.journal\.json” .* can’t read it.*delete that folder/.test(error.message);
      await assert.rejects(Journal.interrupted(folder), isTold);
      await assert.rejects(Journal.begin(folder, operation()), isTold);
      assert.equal(readFileSync(journalFile(folder), 'utf8'), text);
    });
  }

  it('says what stands where it is to be', async () => {
    const folder = commonDir();
    const file = path.join(folder, 'phased-plans');
    writeFileSync(file, 'notes\n');
    await assert.rejects(
      Journal.begin(folder, operation()),
      (error) => isPlanError(error, 'GIT_BUSY') && error.message.includes(`“${file}” is in the way`),
    );
    assert.equal(readFileSync(file, 'utf8'), 'notes\n');
  });
});
