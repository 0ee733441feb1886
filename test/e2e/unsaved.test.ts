import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { untilOn, useWorkbench } from '../support/e2e.mjs';
import { worldAt } from '../support/world';

const branch = 'para/fix-it';
const plan = 'context/plans/2025-12-18-fix-it.md';

/** A simple plan without a step that nobody has approved. */
describe('starting a plan that is being written', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    remote: false,
    async prepare({ root, folder, remote }) {
      const { engine } = worldAt(root, folder, remote);
      await engine.init();
      await engine.createPlan({ task: 'fix-it', title: 'Fix It', date: '2025-12-18', commit: true });
    },
  });
  const text = (): string => readFileSync(join(world.repository.folder, plan), 'utf8');
  const lineOf = (part: string): number =>
    text()
      .split('\n')
      .findIndex((line) => line.includes(part)) + 1;
  const asked = (what: string): Promise<void> =>
    world.workbench.page.locator('.quick-input-message', { hasText: what }).waitFor();
  const git = (...args: string[]): Promise<string> => world.repository.git(...args);

  it('keeps the steps that were typed when the questions are left', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.row('Plan', 'Fix It').waitFor();
    await workbench.palette('Phased Plans: Start Phase');
    await workbench.dialogButton('Start Anyway');
    await asked('What is the first one?');
    await workbench.inputBox('Write the form');
    await asked('Step 2');
    await workbench.quickFilter('Test the fo');
    await workbench.page.keyboard.press('Escape');
    await workbench.palette('Phased Plans: Start Phase');
    await workbench.dialogButton('Start Anyway');
    await asked('What is the first one?');
    assert.equal(await workbench.quickField().inputValue(), 'Write the form');
    await workbench.page.keyboard.press('Enter');
    await asked('Step 2');
    assert.equal(await workbench.quickField().inputValue(), 'Test the fo');
    await workbench.page.keyboard.press('Escape');
  });

  it('offers to save what its editor holds before it asks anything, and takes it', async () => {
    const { workbench } = world;
    await workbench.quickOpen('2025-12-18-fix-it.md');
    await workbench.goToLine(lineOf('- [ ] [Step 1]'));
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('Shift+Home');
    await workbench.page.keyboard.insertText('- [ ] Read the form');
    await workbench.page.locator('.tab.active.dirty').waitFor();
    await workbench.palette('Phased Plans: Start Phase');
    await workbench.notificationButton(`There are unsaved changes to ${plan}`, 'Save and Retry');
    assert.match((await workbench.dialog()).message, /hasn’t been approved/);
    assert.match(text(), /- \[ \] Read the form\n/);
    await workbench.dialogButton('Start Anyway');
    await untilOn(world, branch);
    assert.match(await git('show', `${branch}:context/context.md`), /- \[ \] Read the form\n/);
    await workbench.clearNotifications();
  });

  it('offers the same before it asks whether to undo', async () => {
    const { workbench } = world;
    await workbench.quickOpen('context.md');
    await workbench.goToLine(1);
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.insertText(' of mine');
    await workbench.page.locator('.tab.active.dirty').waitFor();
    await workbench.palette('Phased Plans: Undo Last Step');
    await workbench.notificationButton('There are unsaved changes to context/context.md', 'Save and Retry');
    await workbench.notification('can’t be undone').waitFor();
    assert.match(readFileSync(join(world.repository.folder, 'context/context.md'), 'utf8'), /Summary of mine\n/);
  });
});
