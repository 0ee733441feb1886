import * as assert from 'node:assert/strict';
import { useWorkbench } from '../support/e2e.mjs';

const task = 'implement-user-authentication';
const phasePlan = (phase: number): string => `2025-12-18-${task}-phase-${phase}.md`;

/** What the menus of VS Code's own views offer, on the demo: phase 2 runs, phase 3 waits. */
describe('menus elsewhere', function () {
  this.timeout(120_000);
  const world = useWorkbench({ demo: true });
  const ours = /Start Phase|Summarize Phase|Approve Plan|Create Pull Request|Show Status/;
  const entries = async (): Promise<string[]> => (await world.workbench.menu()).filter((entry) => ours.test(entry));

  it('the Explorer has badges on the files of what is done, runs and waits, unless they are switched off', async () => {
    const { workbench } = world;
    await workbench.quickOpen(phasePlan(2));
    await workbench.openContainer('Explorer');
    const badge = (phase: number) => workbench.explorerBadge(phasePlan(phase));
    await workbench.until('they are there', async () => (await badge(3)) !== '');
    assert.deepEqual([await badge(1), await badge(2), await badge(3)], ['✓', '▶', '…']);
    assert.equal(await workbench.explorerBadge('README.md'), '');
    await workbench.setSettings({ 'phasedPlans.explorerBadges': false });
    await workbench.statusBarItem('API Layer · 2/5').waitFor();
    await workbench.openContainer('Explorer');
    await workbench.until('they are gone', async () => (await badge(2)) === '');
  });

  it('the Explorer offers what can be done with a plan’s file', async () => {
    const { workbench } = world;
    await workbench.quickOpen(phasePlan(2));
    await workbench.statusBarItem('API Layer · 2/5').waitFor();
    await workbench.explorerMenu(phasePlan(3));
    assert.deepEqual(await entries(), ['Show Status']);
    await workbench.page.keyboard.press('Escape');
    await workbench.explorerMenu('README.md');
    assert.deepEqual(await entries(), []);
    await workbench.page.keyboard.press('Escape');
    await workbench.explorerMenu(phasePlan(2));
    assert.deepEqual(await entries(), ['Summarize Phase', 'Show Status']);
    await workbench.chooseEntry('Summarize Phase');
    assert.match(
      (await workbench.dialog()).detail,
      /Phase 2 will be completed\. Its summary will have what is committed/,
    );
    await workbench.dialogButton('Cancel');
  });

  it('the palette offers what there is to do, and nothing else', async () => {
    const { workbench } = world;
    assert.deepEqual(await workbench.paletteRows('Phased Plans: Summarize Phase'), ['Phased Plans: Summarize Phase']);
    for (const absent of ['Initialize', 'Create Plan', 'Start Phase', 'Worktree', 'Remove Merge Driver']) {
      assert.deepEqual(await workbench.paletteRows(`Phased Plans: ${absent}`), [], absent);
    }
    const driver = async (): Promise<string> => (await workbench.paletteRows('Merge Driver')).join();
    await workbench.palette('Phased Plans: Install Merge Driver');
    await workbench.until('it can be removed', async () => (await driver()) === 'Phased Plans: Remove Merge Driver');
    await workbench.palette('Phased Plans: Remove Merge Driver');
    await workbench.until('it can be installed', async () => (await driver()) === 'Phased Plans: Install Merge Driver');
    await workbench.palette('Notifications: Clear All Notifications');
  });

  it('Source Control offers the step of the repository’s plan', async () => {
    const { workbench } = world;
    await workbench.sourceControlMenu();
    assert.deepEqual(await entries(), ['Summarize Phase']);
    await workbench.chooseEntry('Summarize Phase');
    assert.match(
      (await workbench.dialog()).detail,
      /Phase 2 will be completed\. Its summary will have what is committed/,
    );
    await workbench.dialogButton('Cancel');
    assert.deepEqual(await workbench.notifications(), []);
  });
});
