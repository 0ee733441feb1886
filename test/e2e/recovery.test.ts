import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRunner } from '../../src/adapters/runner/runner';
import { useWorkbench } from '../support/e2e.mjs';
import { quiet, worldAt } from '../support/world';

/** Runs in a process of its own, which ends itself before the context file is written. */
export async function startAndDie(folder: string): Promise<void> {
  const root = dirname(folder);
  const world = worldAt(root, folder, join(root, 'remote.git'));
  const info = (message: string): void => {
    if (message.endsWith('(write)')) process.kill(process.pid, 'SIGKILL');
  };
  world.ports.runner = createRunner(folder, { binary: 'git', log: { ...quiet, info } });
  await world.engine.executePhase({ dirty: 'stash' });
}

const CHILD = `for (const name of ['after', 'before', 'describe']) globalThis[name] = () => undefined;
require(process.argv[1]).startAndDie(process.argv[2]).catch((error) => { console.error(error); process.exit(1); });`;

async function interrupt(folder: string): Promise<void> {
  const child = spawn(process.execPath, ['-e', CHILD, __filename, folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  assert.equal(signal, 'SIGKILL');
}

const phases = [{ name: 'Database', steps: ['Create the table'] }];

for (const way of ['Restore', 'Finish'] as const) {
  /** A start that was killed when the changes were stashed and the branch was made. */
  describe(`an interrupted start: ${way}`, function () {
    this.timeout(120_000);
    const world = useWorkbench({
      async prepare({ root, folder }) {
        const { engine } = worldAt(root, folder, join(root, 'remote.git'));
        await engine.init();
        await engine.createPlan({ task: 'add-login', title: 'Add Login', date: '2025-12-18', phases, commit: true });
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
        return text.includes('Put back the changes stashed as') && text.includes('Switch back to main') && text.includes('# Mine'); // prettier-ignore
      });
      assert.equal((await files()).join().includes('context.md'), false);
      await workbench.tab('If You Finish, Not Written Yet').click();
      await workbench.until('its file is there', async () => (await files()).join().includes('context.md'));
      await workbench.until('the to-do is there', async () => (await shown()).join().replaceAll('\u00a0', ' ').includes('- [ ] Create the table')); // prettier-ignore
      assert.equal((await files()).join().includes('README.md'), false);
      await workbench.notification('was interrupted').waitFor();
      assert.equal((await workbench.notifications()).length, 1);
      assert.deepEqual([read('README.md'), read('context/context.md'), await repository.git('status', '--porcelain')], before); // prettier-ignore
    });

    it('can be come back to, from what it is in the way of and from the palette', async () => {
      const { workbench } = world;
      await workbench.clearNotifications();
      await workbench.palette('PARA: Archive Plan');
      await workbench.quickFirst('Keep the list');
      await workbench.dialogButton('Archive Anyway');
      await workbench.notificationButton('was interrupted earlier', 'Restore or Finish…');
      await workbench.notification('Finish does the rest').waitFor();
      await workbench.clearNotifications();
      await workbench.palette('PARA: Restore or Finish Interrupted Step');
      await workbench.notification('Finish does the rest').waitFor();
    });

    it('comes to what was shown', async () => {
      const { workbench, repository } = world;
      await workbench.notificationButton('was interrupted', way);
      await workbench.until('it is over', () => !existsSync(path('.git/phased-plans')));
      assert.equal(
        await repository.git('branch', '--show-current'),
        way === 'Restore' ? 'main' : 'para/add-login-phase-1',
      );
      assert.equal(read('README.md') === '# Mine\n', way === 'Restore');
      assert.equal(read('context/context.md').includes('- [ ] Create the table'), way === 'Finish');
      await workbench.until('what was shown is closed', async () => (await workbench.page.locator('.tab', { hasText: 'Not Written Yet' }).count()) === 0); // prettier-ignore
      assert.deepEqual(await workbench.notifications(), []);
      assert.deepEqual(await workbench.paletteRows('PARA: Restore or Finish'), []);
    });

    function read(file: string): string {
      return readFileSync(path(file), 'utf8');
    }
  });
}
