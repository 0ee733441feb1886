import * as assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';
import { worldAt } from '../support/world';

const VIEW = 'Plan';
const plan = 'context/plans/2025-12-18-fix-it.md';

/** A simple plan that nobody has approved, without a step, in a repository without a remote. */
describe('a simple plan without a remote', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    remote: false,
    async prepare({ root, folder, remote }) {
      const { engine } = worldAt(root, folder, remote);
      await engine.init();
      await engine.createPlan({ task: 'fix-it', title: 'Fix It', date: '2025-12-18', commit: true });
      writeFileSync(join(folder, 'context/archives/2025-12-01-context.md'), '# Before\n');
    },
  });
  const git = (...args: string[]): Promise<string> => world.repository.git(...args);
  const text = (file: string): string => readFileSync(join(world.repository.folder, file), 'utf8');
  const row = (what: RegExp): Promise<unknown> =>
    world.workbench.until(`a row says ${what}`, async () =>
      (await world.workbench.rows(VIEW)).some((each) => what.test(each)),
    );

  it('asks about the approval once, keeps the steps that are typed, and says that it isn’t approved', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await row(/Fix It In Review/);
    await workbench.palette('Phased Plans: Start Phase');
    const { message, detail, buttons } = await workbench.dialog();
    assert.match(message, /hasn’t been approved/);
    assert.match(
      detail,
      /^Its status is “In Review”\. “Approve and Start” will set it to “Approved” in .*fix-it\.md\.\n\nStarting will switch to the branch para\/fix-it and commit the plan’s files there\. 1 other changed file will be in that commit too:\n• context\/archives\/2025-12-01-context\.md$/,
    );
    assert.ok(buttons.includes('Approve and Start'), buttons.join());
    await workbench.dialogButton('Start Anyway');
    await workbench.inputBox('Mend the form');
    await workbench.until('the next one is asked for', async () => /^Step 2/.test(await workbench.inputMessage()));
    assert.equal(await workbench.quickTitle(), 'Steps of the Plan');
    await workbench.inputBox('');
    await row(/Fix It 0\/1 · not approved/);
    await workbench
      .notification('with 1 to-do. The commit also contains 1 other changed file: context/archives/2025-12-01')
      .waitFor();
    assert.match(text(plan), /\*\*Status:\*\* In Review[^]*- \[ \] Mend the form/);
    assert.equal(await git('status', '--porcelain'), '');
  });

  it('has no phases to be shown from the status bar', async () => {
    const { workbench } = world;
    await workbench.statusBarItem('Fix It').hover();
    const hover = workbench.page.locator('.monaco-hover:visible').filter({ hasText: '0 of 1 to-do' }).first();
    await hover.waitFor();
    const links = (await hover.locator('a').allInnerTexts()).map((link) => link.replaceAll('\u00a0', ' ').trim());
    assert.deepEqual(links, ['Open the To-Do List']);
    await workbench.page.mouse.move(700, 450);
  });

  it('warns when a terminal switches away', async () => {
    const { workbench } = world;
    await git('switch', '--quiet', 'main');
    await row(/not approved · on para\/fix-it/);
    await workbench.page.locator('.statusbar-item.warning-kind', { hasText: 'Fix It' }).waitFor();
    await git('switch', '--quiet', 'para/fix-it');
    await row(/Fix It 0\/1 · not approved$/);
  });

  it('commits the summary, and says how to merge it here', async () => {
    const { workbench } = world;
    const { root, folder, remote } = world.repository;
    await worldAt(root, folder, remote).engine.summarizePhase({ open: 'carry' });
    await row(/Fix It 0\/1 · Completed · not merged/);
    await workbench.palette('Phased Plans: Archive Plan');
    const { message, detail } = await workbench.dialog();
    assert.match(message, /^“Fix It” is completed, but it is not merged\.$/);
    assert.match(
      detail,
      /^Merge first, or archive it as it is\.\s+Archiving will keep every file and every branch, and merge nothing\. Other branches will show the plan until para\/fix-it is merged there\.$/,
    );
    await workbench.dialogButton('Cancel');
    await workbench.palette('Phased Plans: Create Pull Request');
    assert.match((await workbench.dialog()).message, /missing in the merge/);
    await workbench.dialogButton('Commit Them');
    await workbench.notification('git switch main && git merge para/fix-it').waitFor();
    assert.equal(await git('status', '--porcelain'), '');
    await git('switch', '--quiet', 'main');
    await git('merge', '--quiet', 'para/fix-it');
    await row(/Fix It 0\/1 · Completed$/);
  });

  it('leads back to the base branch before it is archived', async () => {
    const { workbench } = world;
    await git('switch', '--quiet', 'para/fix-it');
    await workbench.until(
      'the view says so',
      async () => (await workbench.page.locator('.pane-header', { hasText: 'Switch to main' }).count()) > 0,
    );
    await workbench.palette('Phased Plans: Archive Plan');
    const { message, detail } = await workbench.dialog();
    assert.match(message, /would be archived on para\/fix-it, not on the base branch\.$/);
    assert.match(detail, /^Switch to main first, or archive it here\./);
    await workbench.dialogButton('Switch to main');
    await workbench.until('it is checked out', async () => (await git('branch', '--show-current')) === 'main');
    await workbench.until(
      'archiving is next',
      async () => (await workbench.page.locator('.pane-header', { hasText: 'Archive the Plan' }).count()) > 0,
    );
  });
});

/** Of the same plan, where there is nothing to start from. */
describe('a simple plan in a repository without a commit', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    remote: false,
    async prepare({ root, folder, remote, git }) {
      await git('update-ref', '-d', 'HEAD');
      const { engine } = worldAt(root, folder, remote);
      await engine.init();
      await engine.createPlan({ task: 'fix-it', title: 'Fix It', date: '2025-12-18' });
    },
  });

  it('says so before it asks about the approval', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.row(VIEW, 'Fix It').waitFor();
    await workbench.palette('Phased Plans: Start Phase');
    await workbench.notification('has no commit yet').waitFor();
  });

  it('names what can be undone with one pair of quotation marks in the other', async () => {
    const { workbench } = world;
    await workbench.palette('Phased Plans: Undo Last Step');
    assert.equal((await workbench.dialog()).message, 'Undo “Create the plan ‘Fix It’”?');
    await workbench.dialogButton('Cancel');
  });
});

describe('a plan that only its own branch has', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    async prepare({ root, folder, remote, git }) {
      const { engine } = worldAt(root, folder, remote);
      await engine.init();
      await engine.createPlan({ task: 'fix-it', title: 'Fix It', date: '2025-12-18' });
      await engine.executePhase({ todos: ['Fix it'], dirty: 'carry' });
      await git('switch', '--quiet', 'main');
    },
  });

  it('is led to from the base branch, and Initialize asks first', async () => {
    const { workbench } = world;
    const { git } = world.repository;
    await workbench.openContainer('Phased Plans');
    await workbench.page.locator('.welcome-view-content', { hasText: 'another branch has one' }).waitFor();
    await workbench.palette('Phased Plans: Initialize');
    const { message, buttons } = await workbench.dialog();
    assert.equal(message, 'Another branch has a plan.');
    assert.ok(buttons.includes('Initialize Anyway'), buttons.join());
    await workbench.dialogButton('Cancel');
    assert.equal(await git('status', '--porcelain'), '');
    await workbench.page.locator('.welcome-view-content .monaco-button', { hasText: 'Show Status' }).click();
    await workbench.quickPick('Switch to para/fix-it');
    await workbench.until('it is checked out', async () => (await git('branch', '--show-current')) === 'para/fix-it');
    await workbench.row(VIEW, 'Fix It').waitFor();
  });
});

describe('refreshing', function () {
  this.timeout(120_000);
  const world = useWorkbench({ demo: true });

  it('fetches, and says where it couldn’t', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.statusBarItem('API Layer · 2/5').waitFor();
    const { git, remote } = world.repository;
    const known = await git('rev-parse', 'origin/main');
    // Somebody else’s push, of which this clone hasn’t heard.
    const pushed = await git('commit-tree', '-p', 'origin/main', '-m', 'feat: Theirs', 'origin/main^{tree}');
    await git('push', '--quiet', remote, `${pushed}:refs/heads/main`);
    await git('update-ref', 'refs/remotes/origin/main', known);
    await workbench.palette('Phased Plans: Refresh');
    await workbench.until('it is fetched', async () => (await git('rev-parse', 'origin/main')) === pushed);
    assert.deepEqual(await workbench.notifications(), []);
    renameSync(remote, `${remote}.away`);
    await workbench.palette('Phased Plans: Refresh');
    await workbench.notification('was read again, but nothing was fetched').waitFor();
  });
});
