import * as assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dieAtStep, runAndDie } from '../support/dying';
import { useWorkbench } from '../support/e2e.mjs';
import { worldAt } from '../support/world';
import { inProcess, outputOf } from '../support/writers';

/** Runs in a process of its own, which ends itself before the context file is written. */
export async function startAndDie(folder: string): Promise<void> {
  const root = dirname(folder);
  const world = worldAt(root, folder, join(root, 'remote.git'));
  dieAtStep(world, 'write');
  await world.engine.executePhase({ dirty: 'stash' });
}

/**
 * From now on a commit is refused, and what was done can't be taken back whole, since HEAD is locked by then; until the
 * function that it returns is called.
 */
function lockWhenCommitting(folder: string): () => void {
  const [hook, lock] = [join(folder, '.git/hooks/pre-commit'), join(folder, '.git/HEAD.lock')];
  writeFileSync(hook, '#!/bin/sh\ntouch .git/HEAD.lock\nexit 1\n', { mode: 0o755 });
  return () => {
    rmSync(hook);
    rmSync(lock);
  };
}

/** Runs in a process of its own. */
export async function startAndFail(folder: string): Promise<void> {
  const root = dirname(folder);
  const unlock = lockWhenCommitting(folder);
  await worldAt(root, folder, join(root, 'remote.git'))
    .engine.executePhase()
    .catch(() => undefined);
  unlock();
}

async function interrupt(folder: string): Promise<void> {
  await runAndDie(__filename, 'startAndDie', folder);
}

const phases = [{ name: 'Database', steps: ['Create the table'] }];

async function planIn(root: string, folder: string): Promise<void> {
  const { engine } = worldAt(root, folder, join(root, 'remote.git'));
  await engine.init();
  await engine.createPlan({ task: 'add-login', title: 'Add Login', date: '2025-12-18', phases, commit: true });
}

for (const way of ['Restore', 'Finish'] as const) {
  /** A start that was killed when the changes were stashed and the branch was made. */
  describe(`an interrupted start: ${way}`, function () {
    this.timeout(120_000);
    const world = useWorkbench({
      async prepare({ root, folder }) {
        await planIn(root, folder);
        writeFileSync(join(folder, 'README.md'), '# Mine\n');
        await interrupt(folder);
      },
    });
    const path = (file: string): string => join(world.repository.folder, file);
    const files = async (): Promise<string[]> =>
      world.workbench.page.locator('.multiDiffEntry:visible .file-path').allInnerTexts();

    it('is offered in one message, and shows what each way makes of the files before anything is written', async () => {
      const { workbench, repository } = world;
      const before = [read('README.md'), read('context/context.md'), await repository.git('status', '--porcelain')];
      await workbench.notification('was interrupted').waitFor();
      assert.equal((await workbench.notifications()).length, 1);
      await workbench.notificationButton('was interrupted', 'Show Changes');
      await workbench.tab('If You Restore, Not Written Yet').waitFor();
      await workbench.until('its file is there', async () => (await files()).join().includes('README.md'));
      const shown = () => workbench.page.locator('.multiDiffEntry:visible').allInnerTexts();
      await workbench.until('the steps and the text that comes back are there', async () => {
        const text = (await shown()).join('\n').replaceAll('\u00a0', ' ');
        return (
          text.includes('Put back the changes stashed as') &&
          text.includes('Switch back to main') &&
          text.includes('# Mine')
        );
      });
      assert.equal((await files()).join().includes('context.md'), false);
      await workbench.tab('If You Finish, Not Written Yet').click();
      await workbench.until('its file is there', async () => (await files()).join().includes('context.md'));
      await workbench.until('the to-do is there', async () =>
        (await shown()).join().replaceAll('\u00a0', ' ').includes('- [ ] Create the table'),
      );
      assert.equal((await files()).join().includes('README.md'), false);
      await workbench.notification('was interrupted').waitFor();
      assert.equal((await workbench.notifications()).length, 1);
      assert.deepEqual(
        [read('README.md'), read('context/context.md'), await repository.git('status', '--porcelain')],
        before,
      );
    });

    it('can be come back to, from what it is in the way of and from the palette', async () => {
      const { workbench } = world;
      await workbench.clearNotifications();
      await workbench.palette('Phased Plans: Archive Plan');
      const { message, detail } = await workbench.dialog();
      assert.match(message, /is not finished\.$/);
      assert.match(detail, /^• Phase 1 is pending/);
      await workbench.dialogButton('Archive Anyway');
      await workbench.quickFocused('Keep the list');
      await workbench.notificationButton('was interrupted earlier', 'Restore or Finish…');
      await workbench.notification('Finish will do the rest').waitFor();
      await workbench.clearNotifications();
      await workbench.palette('Phased Plans: Restore or Finish Interrupted Step');
      await workbench.notification('Finish will do the rest').waitFor();
      await workbench.clearNotifications();
      await workbench.statusBarItem('Interrupted: Start phase 1').click();
      await workbench.notification('Finish will do the rest').waitFor();
    });

    it('comes to what was shown', async () => {
      const { workbench, repository } = world;
      // The message goes; the button in the editor's title stays.
      await workbench.palette('View: Close All Editors');
      await workbench.notificationButton('was interrupted', 'Show Changes');
      // It is opened last.
      await workbench.tab('If You Restore, Not Written Yet').waitFor();
      await workbench.clearNotifications();
      await workbench.tab(`If You ${way}, Not Written Yet`).click();
      await workbench.titleButton(way);
      await workbench.until('it is over', () => !existsSync(path('.git/phased-plans')));
      await workbench.statusBarItem('Interrupted').waitFor({ state: 'detached' });
      assert.equal(
        await repository.git('branch', '--show-current'),
        way === 'Restore' ? 'main' : 'para/add-login-phase-1',
      );
      assert.equal(read('README.md') === '# Mine\n', way === 'Restore');
      assert.equal(read('context/context.md').includes('- [ ] Create the table'), way === 'Finish');
      await workbench.until(
        'what was shown is closed',
        async () => (await workbench.page.locator('.tab', { hasText: 'Not Written Yet' }).count()) === 0,
      );
      assert.deepEqual(await workbench.notifications(), []);
      assert.deepEqual(await workbench.paletteRows('Phased Plans: Restore or Finish'), []);
    });

    function read(file: string): string {
      return readFileSync(path(file), 'utf8');
    }
  });
}

/** A start in another work tree of the repository, which was deleted after the crash. */
describe('an interrupted start in a folder that is gone', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    async prepare({ root, folder, git }) {
      await planIn(root, folder);
      await git('worktree', 'add', '--quiet', '-b', 'other', join(root, 'tree'));
      await interrupt(join(root, 'tree'));
      rmSync(join(root, 'tree'), { recursive: true });
    },
  });

  it('is shown with all that it did and would have done, and let go', async () => {
    const { workbench, repository } = world;
    const journal = join(repository.folder, '.git/phased-plans');
    const refs = await repository.git('for-each-ref');
    await workbench.notificationButton('which is gone, so it can be neither restored nor finished', 'Discard…');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Delete branch para/add-login-phase-1').waitFor();
    await dialog.getByText('Commit “chore: Initialize').waitFor();
    assert.equal(existsSync(journal), true);
    assert.match((await workbench.dialog()).detail, /Discarding it will change none of your files/);
    await workbench.dialogButton('Discard');
    await workbench.until('it is let go', () => !existsSync(journal));
    assert.equal(await repository.git('for-each-ref'), refs);
    assert.deepEqual(await workbench.notifications(), []);
  });
});

describe('an interrupted start that was half taken back', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    async prepare({ root, folder }) {
      await planIn(root, folder);
      await outputOf(inProcess(__filename, 'startAndFail', folder));
    },
  });

  it('offers the rest of that, and nothing else', async () => {
    const { workbench, repository } = world;
    const message = workbench.notification('was interrupted while it was taken back');
    await message.waitFor();
    assert.equal(await message.getByText('Finish', { exact: true }).count(), 0);
    await workbench.notificationButton('was interrupted while it was taken back', 'Restore');
    await workbench.until('it is over', () => !existsSync(join(repository.folder, '.git/phased-plans')));
    assert.equal(await repository.git('branch', '--list', 'para/*'), '');
    assert.equal(await repository.git('status', '--porcelain'), '');
    assert.deepEqual(await workbench.notifications(), []);
  });
});

describe('a start that can’t be taken back whole', function () {
  this.timeout(120_000);
  const world = useWorkbench({ prepare: ({ root, folder }) => planIn(root, folder) });

  it('offers the rest of that beside what went wrong', async () => {
    const { workbench, repository } = world;
    const unlock = lockWhenCommitting(repository.folder);
    await workbench.palette('Phased Plans: Start Phase');
    await workbench.dialogButton('Start Anyway');
    await workbench.notification('could not be taken back whole').waitFor();
    unlock();
    await workbench.notificationButton('could not be taken back whole', 'Restore or Finish…');
    await workbench.notificationButton('was interrupted while it was taken back', 'Restore');
    await workbench.until('it is over', () => !existsSync(join(repository.folder, '.git/phased-plans')));
    assert.equal(await repository.git('branch', '--list', 'para/*'), '');
    assert.equal(await repository.git('status', '--porcelain'), '');
  });
});
