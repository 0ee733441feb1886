import * as assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';

/** Phase 2 of the demo runs, with three to-dos and its success criteria open. */
describe('summarizing a phase in which something is open', function () {
  this.timeout(120_000);
  const world = useWorkbench({ demo: true });
  const folder = (): string => join(world.repository.folder, 'context/summaries');
  const context = (): string => readFileSync(join(world.repository.folder, 'context/context.md'), 'utf8');
  const state = async (): Promise<string[]> => [
    context(),
    await world.repository.git('status', '--porcelain'),
    await world.repository.git('rev-parse', 'HEAD'),
  ];

  it('asks once about all of it, and leaves everything as it is when it is cancelled', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.statusBarItem('API Layer · 2/5').waitFor();
    const before = await state();
    const starts: [string, () => Promise<void>][] = [
      ['palette', () => workbench.palette('Phased Plans: Summarize Phase')],
      ['tree', () => workbench.inlineAction('Plan', '2 · ', 'Summarize Phase')],
    ];
    for (const [start, run] of starts) {
      await run();
      const { message, detail, buttons } = await workbench.dialog();
      assert.match(message, /^3 to-dos and \d success criteria are open\.$/, start);
      assert.match(detail, /^(• .*\s+){6}Phase 2 will be completed\. Its summary will have/);
      assert.deepEqual(buttons.sort(), ['Cancel', 'Summarize Anyway']);
      await workbench.dialogButton('Cancel');
      assert.deepEqual(await state(), before, start);
      assert.equal(await workbench.quickField().count(), 0);
    }
  });

  it('lists what is open in the summary', async () => {
    const { workbench } = world;
    await workbench.quickOpen('2025-12-18-implement-user-authentication-phase-2.md');
    await workbench.codeLens('Summarize Phase 2');
    await workbench.dialogButton('Summarize Anyway');
    await workbench.quickFilter('Locks wait');
    await workbench.page.keyboard.press('Escape');
    await workbench.codeLens('Summarize Phase 2');
    await workbench.dialogButton('Summarize Anyway');
    await workbench.quickField().waitFor();
    assert.equal(await workbench.quickField().inputValue(), 'Locks wait');
    await workbench.inputBox('');
    await workbench.statusBarItem('2/3 phases').waitFor();
    const name = readdirSync(folder()).find((file) => file.includes('phase-2')) ?? '';
    const summary = readFileSync(join(folder(), name), 'utf8');
    assert.match(
      summary,
      /### To-Dos\n\n(- \[ \] .*\n){3}(- \[x\] .*\n){2}\n## Success Criteria Validation\n\n- \[ \] /,
    );
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('is undone after a question, which is only asked where it can be', async () => {
    const { workbench, repository } = world;
    await repository.git('commit', '--quiet', '--allow-empty', '--message=docs: Mine');
    const before = await state();
    await workbench.palette('Phased Plans: Undo Last Step');
    await workbench.notification('can’t be undone').waitFor();
    assert.equal(await workbench.page.locator('.monaco-dialog-box').count(), 0);
    await workbench.clearNotifications();
    assert.deepEqual(await state(), before);
    await repository.git('reset', '--quiet', '--soft', 'HEAD~');
    await workbench.palette('Phased Plans: Undo Last Step');
    assert.match((await workbench.dialog()).message, /^Undo “/);
    await workbench.dialogButton('Undo');
    await workbench.statusBarItem('API Layer · 2/5').waitFor();
    assert.ok(!readdirSync(folder()).some((file) => file.includes('phase-2')));
  });
});
