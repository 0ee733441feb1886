import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';

/** On the demo: phase 2 runs, phase 3 waits for it. */
describe('a status set by hand', function () {
  this.timeout(120_000);
  const world = useWorkbench({ demo: true });
  const context = (): string => readFileSync(join(world.repository.folder, 'context/context.md'), 'utf8');

  it('asks why, says what will change, and is undone as one step', async () => {
    const { workbench, repository } = world;
    await workbench.openContainer('Phased Plans');
    const before = context();
    await workbench.rowMenu('Plan', /3 · Frontend/, 'Set Status…');
    await workbench.quickPick('Completed');
    const prompt =
      /Why\? It will be kept in the progress notes\. This will change context\/context\.md and .*phase-3\.md, and no branch\./;
    await workbench.until('it says what changes', async () => prompt.test(await workbench.inputMessage()));
    await workbench.inputBox('');
    await workbench.until('a reason is wanted', async () => /Say why/.test(await workbench.inputMessage()));
    await workbench.inputBox('Done in the app’s repository');
    await workbench.until('it is noted', () =>
      context().includes('Phase 3 set by hand from pending to completed: Done in the app’s repository'),
    );
    await workbench.row('Plan', /3 · Frontend.*not merged/).waitFor();
    await workbench.statusBarItem('API Layer · 2/5').waitFor();
    await workbench.palette('Phased Plans: Undo Last Step');
    await workbench.dialogButton('Undo');
    await workbench.until('it is as before', () => context() === before);
    assert.equal(await repository.git('status', '--porcelain'), '');
  });
});
