import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, useWorkbench } from '../support/e2e.mjs';

describe('the wizard', function () {
  this.timeout(120_000);
  const world = useWorkbench();
  const plan = (name: string): string => readFileSync(join(world.repository.folder, 'context/plans', name), 'utf8');
  const plans = (): string[] =>
    filesIn(join(world.repository.folder, 'context/plans')).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));

  /** Waits for a question, so that nothing is typed into the one before. */
  const question = async (text: string | RegExp): Promise<void> => {
    await world.workbench.page.locator('.quick-input-message', { hasText: text }).waitFor();
  };
  const answer = async (asked: string | RegExp, text: string): Promise<void> => {
    await question(asked);
    await world.workbench.inputBox(text);
  };
  const goBack = async (): Promise<void> => {
    await world.workbench.page.locator('.quick-input-widget:visible .action-label[aria-label^="Back"]').click();
  };
  const value = (): Promise<string> => world.workbench.quickField().inputValue();

  it('checks a title as it is typed, and finds it again by Back', async () => {
    const { workbench } = world;
    await workbench.palette('Phased Plans: Initialize');
    await workbench
      .notification(
        'Created context/context.md and the folders plans, summaries, archives, data and servers in context/.',
      )
      .waitFor();
    await workbench.palette('Phased Plans: Create Plan');
    assert.equal(await workbench.quickTitle(), 'Create Plan (1/6)');
    await workbench.quickFocused('Phased plan');
    await question('What is the task?');
    assert.equal(await workbench.quickTitle(), 'Create Plan (2/6)');
    await workbench.quickFilter('!!!');
    await question('letter or digit');
    await answer('letter or digit', 'Split Orders Table');
    await question('What will be true');
    await goBack();
    await question('What is the task?');
    assert.equal(await value(), 'Split Orders Table');
    await workbench.page.keyboard.press('Enter');
    await answer('What will be true', 'Orders are found in a millisecond');
  });

  it('starts from a pattern whose phases can be renamed, left out and added to', async () => {
    const { workbench } = world;
    // The question before is still shown for a moment.
    await workbench.page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'Strangler' }).waitFor();
    const labels = await workbench.quickPicks();
    assert.deepEqual(
      ['Layers', 'Strangler', 'Zero-Downtime Migration', 'Infrastructure + Feature', 'Service Decomposition'].filter(
        (name) => !labels.some((label) => label.includes(name)),
      ),
      [],
    );
    const row = workbench.page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'Strangler' });
    assert.match(await row.innerText(), /Common Entrance · First Piece · Remaining Pieces · Removal of the Old/);
    assert.equal(await workbench.quickTitle(), 'Create Plan (4/6)');
    await workbench.quickPick('Layers');
    await question('Phase 1 of 3.');
    assert.equal(await workbench.quickTitle(), 'Create Plan: Layers (5/6)');
    await goBack();
    await workbench.quickPick('Zero-Downtime Migration');
    await question('Phase 1 of 5.');
    assert.equal(await value(), 'Expand');
    await workbench.inputBox('New Tables');
    await question('Phase 2 of 5.');
    assert.equal(await value(), 'Write to Both');
    await workbench.quickFilter('new tables');
    await question('Another phase has this name.');
    await answer('Another phase has this name.', 'Write to Both');
    await answer('Phase 3 of 5.', '');
    // The one left out is in its place again, and stays out.
    await question('Phase 3 of 4.');
    assert.equal(await value(), 'Read from the New');
    await goBack();
    await question('Phase 3 of 4. All old data');
    assert.equal(await value(), '');
    await workbench.page.keyboard.press('Enter');
    await answer('Phase 3 of 4. All reads', 'Read from the New');
    await answer('Phase 4 of 4.', 'Contract');
    await answer('What is phase 5 called?', 'Clean Up');
    await answer('What is phase 6 called?', '');
  });

  it('fills in everything again when it was left and is opened again', async () => {
    const { workbench } = world;
    const { keyboard } = workbench.page;
    await workbench.page
      .locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'Create 6 files' })
      .waitFor();
    await keyboard.press('Escape');
    await workbench.palette('Phased Plans: Create Plan');
    await workbench.page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'Start over' }).waitFor();
    assert.match((await workbench.quickField().getAttribute('placeholder')) ?? '', /entered before is filled in/);
    await workbench.quickFocused('Phased plan');
    await question('What is the task?');
    assert.equal(await value(), 'Split Orders Table');
    await workbench.quickFilter('Split Orders');
    await keyboard.press('Escape');
    await workbench.palette('Phased Plans: Create Plan');
    await workbench.quickFocused('Phased plan');
    await question('What is the task?');
    assert.equal(await value(), 'Split Orders');
    await workbench.inputBox('Split Orders Table');
    await question('What will be true');
    assert.equal(await value(), 'Orders are found in a millisecond');
    await keyboard.press('Enter');
    await workbench.quickFocused('Zero-Downtime Migration');
    await question('Phase 1 of 5.');
    assert.equal(await value(), 'New Tables');
    for (const asked of ['Phase 2 of 5.', 'Phase 3 of 5. All old', 'Phase 3 of 5. All reads', 'Phase 4 of 5.']) {
      await keyboard.press('Enter');
      await question(asked);
    }
    await keyboard.press('Enter');
    await question(/Phase 5 of 5|What is phase 5 called/);
    assert.equal(await value(), 'Clean Up');
    await keyboard.press('Enter');
    await answer('What is phase 6 called?', '');
  });

  it('shows the files before it makes them', async () => {
    const { workbench } = world;
    await workbench.page
      .locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'Create 6 files' })
      .waitFor();
    const rows = await workbench.quickPicks();
    assert.match(rows[0] ?? '', /Create 6 files/);
    assert.match((await workbench.quickRows())[0] ?? '', /and add the plan to context\/context\.md/);
    assert.equal(await workbench.quickTitle(), 'Create Plan (6/6)');
    assert.match(rows[6] ?? '', /split-orders-table-phase-4\.md/);
    await workbench.quickPick('Change the name of files and branches');
    await question('What are files and branches called?');
    await workbench.quickFilter('con');
    await question('“con-task”');
    await answer('“con-task”', '注文 テーブル');
    const renamed = async () => (await workbench.quickPicks()).join();
    await workbench.until('it is shown', async () =>
      /注文-テーブル-phase-4\.md.*para\/注文-テーブル-phase-1/.test(await renamed()),
    );
    // The lines of the preview create nothing: they ask for the name that they show.
    await workbench.quickPick('phase-4.md');
    await answer('What are files and branches called?', '');
    await workbench.until('the title names them again', async () => /split-orders-table\.md/.test(await renamed()));
    assert.deepEqual(plans(), []);
    await workbench.quickPick('Create 6 files');
    await workbench.until('the files are there', () => plans().length === 6);
    const [master = '', ...phases] = plans();
    assert.match(plan(master), /### Why Phased\?\n\nAt every moment old and new code run side by side/);
    assert.match(plan(master), /### Phase 3: Read from the New/);
    const third = plan(phases[2] ?? '');
    assert.match(third, /\*\*Dependencies:\*\* Phase 2 must be complete and merged/);
    assert.match(third, /- \[ \] Switch reads step by step/);
    assert.match(plan(phases[4] ?? ''), /\*\*Dependencies:\*\* Phase 4 must be complete and merged/);
    await workbench.openContainer('Phased Plans');
    await workbench.until('the tree shows the phases', async () =>
      (await workbench.rows('Plan')).some((row) => row.includes('1 · New Tables')),
    );
  });
});
