import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { useWorkbench } from '../support/e2e.mjs';
import { Workbench } from '../../scripts/window/workbench.mjs';

describe('first use', function () {
  this.timeout(120_000);
  const world = useWorkbench();
  const made: string[] = [];
  after(() => {
    for (const folder of made) rmSync(dirname(folder), { recursive: true, force: true });
  });

  /** The folder that a window has open, as its address says. */
  const folderOf = (url: string): string => new URL(url).searchParams.get('folder') ?? '';

  const link = (text: string) =>
    world.workbench.view('Plan').locator('.welcome-view-content a:not(.monaco-button)').filter({ hasText: text });

  it('offers one button, and a tour as a link beside it', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await link('Take the tour').waitFor();
    const buttons = workbench.view('Plan').locator('.welcome-view-content .monaco-button');
    assert.deepEqual(await buttons.allInnerTexts(), ['Initialize']);
  });

  it('offers the sample where there is no repository yet, too', async () => {
    const { workbench, repository } = world;
    const [git, aside] = [join(repository.folder, '.git'), join(repository.folder, '.git-aside')];
    renameSync(git, aside);
    await workbench.palette('Phased Plans: Refresh');
    const buttons = workbench.view('Plan').locator('.welcome-view-content .monaco-button');
    await buttons.filter({ hasText: 'Initialize Repository' }).waitFor();
    assert.equal(await buttons.count(), 1);
    await link('try it on a sample').waitFor();
    renameSync(aside, git);
    await workbench.palette('Phased Plans: Refresh');
    await workbench.until(
      'the first step is offered again',
      async () => String(await buttons.allInnerTexts()) === 'Initialize',
    );
  });

  it('opens the tour, which has a picture for each step', async () => {
    const { workbench } = world;
    await link('Take the tour').click();
    const { page } = workbench;
    await page.locator('.gettingStartedContainer', { hasText: 'Get Started with Phased Plans' }).waitFor();
    const steps = page.locator('.gettingStarted .step-title:visible');
    await workbench.until('its steps are drawn', async () => (await steps.count()) === 5);
    const pictures = ['tree', 'files', 'patterns', 'context', 'summary'];
    for (const [index, title] of (await steps.allInnerTexts()).entries()) {
      await steps.filter({ hasText: title }).click();
      const picture = readFileSync(join(root, `media/walkthrough/${pictures[index]}.svg`), 'utf8');
      await workbench.frame(`svg[viewBox="${/viewBox="([^"]*)"/.exec(picture)?.[1]}"]`);
    }
  });

  it('opens the tour from the palette too', async () => {
    const { workbench } = world;
    await workbench.palette('View: Close All Editors');
    await workbench.palette('Welcome: Open Walkthrough');
    await workbench.quickFilter('Phased Plans');
    await workbench.quickPick('Get Started with Phased Plans');
    await workbench.page.locator('.gettingStarted .step-title', { hasText: 'Look around in a sample' }).waitFor();
  });

  it('checks a step off once it is done', async () => {
    const { workbench } = world;
    // Not by the palette: a key that the page gets leads back from the tour.
    await workbench.welcomeButton('Plan', 'Initialize');
    await workbench.page.locator('[data-done-step-id$="initialize"][aria-checked="true"]').first().waitFor();
  });

  it('opens a sample in a window of its own, in the middle of its plan', async () => {
    const { workbench } = world;
    await workbench.clearNotifications();
    const opened = workbench.page.context().waitForEvent('page', { timeout: 30_000 });
    await workbench.palette('Phased Plans: Try It on a Sample');
    const page = await opened;
    const sample = new Workbench(page, workbench.server);
    await sample.ready();
    const folder = folderOf(page.url());
    made.push(folder);
    assert.match(folder, /phased-plans-sample-\w+\/notebook$/);
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
    assert.equal(git('branch', '--show-current'), 'para/implement-user-authentication-phase-2');
    assert.equal(git('status', '--porcelain'), '');
    // Its plan and what to try are on the screen at once.
    await sample.until('the plan is shown', async () =>
      (await sample.rows('Plan')).some((row) => row.includes('2 · API Layer')),
    );
    await sample.statusBarItem('2/5').waitFor();
    await sample.frame('body.vscode-body');
    assert.deepEqual(await workbench.notifications(), []);
    await page.close();
  });
});
