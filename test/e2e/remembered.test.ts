import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';

const task = 'implement-user-authentication';

/** What the views keep and follow, on the demo: phase 1 merged, phase 2 runs, phase 3 waits. */
describe('the views remember and follow', function () {
  this.timeout(120_000);
  const world = useWorkbench({ demo: true });
  const path = (file: string): string => join(world.repository.folder, file);
  const hasRow = async (view: string, text: RegExp): Promise<boolean> =>
    (await world.workbench.rows(view)).some((row) => text.test(row));
  const planIsThere = () => world.workbench.until('the plan is there', () => hasRow('Plan', /3 · Frontend/));
  const openPlan = async (): Promise<void> => {
    await world.workbench.openContainer('Phased Plans');
    await planIsThere();
  };
  const heading = (view: string) =>
    world.workbench.page.locator('.pane-header .title', { hasText: new RegExp(`^${view}$`, 'i') });

  it('completed phases are hidden from the title’s menu, and stay so; progress is told in the title', async () => {
    const { workbench } = world;
    await openPlan();
    assert.match(await workbench.view('Plan').locator('.pane-header .description').innerText(), /^1\/3 · /);
    await workbench.palette('Phased Plans: Hide Completed Phases');
    await workbench.until('phase 1 is hidden', async () => !(await hasRow('Plan', /^ *1 · /)));
    await workbench.stored('completedHidden":true');
    await workbench.reload();
    // What was open opens by itself; a click meanwhile would close it.
    await planIsThere();
    assert.equal(await hasRow('Plan', /^ *1 · /), false);
    await workbench.palette('Phased Plans: Show Completed Phases');
    await workbench.until('phase 1 is back', () => hasRow('Plan', /^ *1 · /));
  });

  it('the library keeps its order, and takes up a title that somebody else changes', async () => {
    const { workbench } = world;
    await openPlan();
    await heading('Library').click();
    await heading('Plan').click();
    await workbench.row('Library', 'Plans').click();
    await workbench.until('the titles are there', () => hasRow('Library', /Phase 3: Frontend/));
    await workbench.viewAction('Library', 'Sort by Title');
    await workbench.view('Library').locator('[aria-label^="Sort by Date"]').waitFor();
    await workbench.stored('sort":"title"');
    await workbench.reload();
    await workbench.row('Library', 'Summaries').waitFor();
    // What the button offers is the other order.
    await workbench.view('Library').hover();
    await workbench.view('Library').locator('[aria-label^="Sort by Date"]').waitFor();
    const file = path(`context/summaries/2025-12-19-${task}-phase-1-summary.md`);
    await workbench.row('Library', 'Summaries').click();
    await workbench.until('the summary is there', () =>
      hasRow('Library', /Phase 1: Database.*Implement User Authentication/),
    );
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^# .*/, '# Summary: Renamed by an Agent'));
    await workbench.until('its new title is there', () => hasRow('Library', /Renamed by an Agent/));
  });

  it('a to-do at the cursor is ticked once what was typed above it is saved', async () => {
    const { workbench } = world;
    const file = path('context/context.md');
    const line = readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((text) => text.includes('Add POST /login'));
    await workbench.quickOpen('context.md');
    await workbench.goToLine(line);
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.type('- [ ] Typed above');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Control+Alt+P');
    await workbench.page.keyboard.press('t');
    await workbench.notificationButton('The context file has unsaved changes', 'Save and Retry');
    await workbench.until('the one at the cursor is ticked', () =>
      readFileSync(file, 'utf8').includes('- [x] Add POST /login'),
    );
    assert.match(readFileSync(file, 'utf8'), /- \[ \] Typed above\n/);
    await workbench.until('nothing is left to read', async () => (await workbench.notifications()).length === 0);
  });
});
