import * as assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';

const task = 'implement-user-authentication';
const branch = `para/${task}-phase-2`;
const phasePlan = (phase: number): string => `2025-12-18-${task}-phase-${phase}.md`;

/** Pictures to look at, when asked for. */
const pictures = process.env.PHASED_PLANS_PICTURES;

/** The two views, on the demo: phase 1 merged, phase 2 runs with two of five to-dos done, phase 3 waits. */
describe('the tree', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    demo: true,
    async prepare({ folder }) {
      mkdirSync(join(folder, 'context/archives'), { recursive: true });
      copyFileSync(join(folder, 'context/context.md'), join(folder, 'context/archives/2025-12-20-context.md'));
    },
  });
  const picture = async (name: string): Promise<void> => {
    if (pictures) await world.workbench.screenshot(join(pictures, `${world.version}-${name}.png`));
  };
  const hasRow = async (view: string, text: RegExp): Promise<boolean> =>
    (await world.workbench.rows(view)).some((row) => text.test(row));

  const heading = (view: string) =>
    world.workbench.page.locator('.pane-header .title', { hasText: new RegExp(`^${view}$`, 'i') });

  before(async () => {
    await world.workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await world.workbench.openContainer('Phased Plans');
  });

  it('shows the next action in its title, and tells about a phase where the pointer rests', async () => {
    const { workbench } = world;
    await workbench.until('phase 2 runs', () => hasRow('Plan', /2 · API Layer 2\/5/));
    const title = workbench.view('Plan').locator('.pane-header .description');
    await workbench.until('the next action is there', async () => (await title.innerText()).trim() !== '');
    await workbench.row('Plan', '2 · API Layer').locator('.label-name').hover();
    const hover = workbench.page.locator('.monaco-hover:visible').filter({ hasText: `Branch: ${branch}` });
    await hover.waitFor();
    assert.match(await hover.innerText(), /State: Running, 2\/5[\s\S]*Depends on: Phase 1 \(merged\)/);
    await picture('tree');
    if (!pictures) return;
    await workbench.theme('dark');
    await workbench.row('Plan', '3 · Frontend').locator('.label-name').hover();
    await workbench.page.locator('.monaco-hover:visible').filter({ hasText: 'Waiting for phase 2' }).waitFor();
    await picture('tree-dark');
    await workbench.theme('light');
  });

  it('copies a branch and a path', async () => {
    const { workbench } = world;
    const clipboard = (): Promise<string> => workbench.page.evaluate('navigator.clipboard.readText()');
    await workbench.rowMenu('Plan', '2 · API Layer', 'Copy Branch Name');
    await workbench.until('the branch is copied', async () => (await clipboard()) === branch);
    await workbench.rowMenu('Plan', '2 · API Layer', 'Copy Path');
    const path = join(world.repository.folder, 'context/plans', phasePlan(2));
    await workbench.until('the path is copied', async () => (await clipboard()) === path);
  });

  it('opens a row’s file to the side, and reveals it in the Explorer', async () => {
    const { workbench } = world;
    const groups = workbench.page.locator('.editor-group-container');
    await workbench.quickOpen('README.md');
    await workbench.rowMenu('Plan', '2 · API Layer', 'Open to the Side');
    await workbench.until('there are two groups', async () => (await groups.count()) === 2);
    await workbench.until('the plan is in the second', async () => (await workbench.activeTab()) === phasePlan(2));
    await workbench.rowMenu('Plan', '2 · API Layer', 'Reveal in Explorer');
    await workbench.page
      .locator('.explorer-folders-view .monaco-list-row.selected', { hasText: phasePlan(2) })
      .waitFor();
    await workbench.palette('View: Close All Editors');
    await workbench.openContainer('Phased Plans');
    await workbench.row('Plan', '2 · API Layer').waitFor();
  });

  it('opens the changes of a phase’s branch', async () => {
    const { workbench } = world;
    await workbench.rowMenu('Plan', '2 · API Layer', 'Open Changes of the Phase');
    await workbench.page.locator('.tabs-container .tab', { hasText: 'Phase 2: API Layer' }).first().waitFor();
    const files = workbench.page.locator('.multiDiffEntry:visible .file-path');
    await workbench.until('the first file is there', async () =>
      (await files.allInnerTexts()).some((file) => file.includes('passwords.js')),
    );
    await picture('tree-changes');
  });

  it('selects the row of the active file, and leaves the focus in the editor', async () => {
    const { workbench } = world;
    await workbench.quickOpen(phasePlan(3));
    const selected = workbench.row('Plan', '3 · Frontend').and(workbench.page.locator('.selected'));
    await selected.waitFor();
    assert.equal(await workbench.page.locator('.part.sidebar .monaco-list:focus').count(), 0);
  });

  it('shows the steps of a phase to come, and goes to one in its plan', async () => {
    const { workbench } = world;
    await workbench.toggleRow('Plan', '3 · Frontend');
    await workbench.row('Plan', 'Build the form for signing in').click();
    await workbench.page
      .locator('.tabs-container .tab', { hasText: phasePlan(3) })
      .first()
      .waitFor();
    await workbench.statusBarItem('Ln 28, Col 1').waitFor();
    await picture('tree-steps');
    await workbench.toggleRow('Plan', '3 · Frontend');
  });

  it('keeps the to-dos of a completed phase below it, and goes to one in its summary', async () => {
    const { workbench } = world;
    await workbench.toggleRow('Plan', '1 · Database');
    const todo = workbench.row('Plan', 'Create users table migration');
    await todo.click();
    await workbench.page.locator('.tabs-container .tab', { hasText: 'phase-1-summary.md' }).first().waitFor();
    await workbench.statusBarItem('Ln 27, Col 1').waitFor();
    assert.equal(await todo.getAttribute('aria-label'), 'Create users table migration, done');
    assert.equal(await workbench.checkbox('Plan', 'Create users table migration').count(), 0);
    await picture('tree-completed');
    await workbench.toggleRow('Plan', '1 · Database');
  });

  it('lists files by their titles, sorted by date or title', async () => {
    const { workbench } = world;
    await heading('Library').click();
    // Room for the rows: the view draws only those on the screen.
    await heading('Plan').click();
    await workbench.row('Library', 'Plans').click();
    await workbench.until('the titles are there', () => hasRow('Library', /Phase 3: Frontend/));
    const titles = async (): Promise<string[]> =>
      (await workbench.rows('Library')).filter((row) => row.startsWith('  ')).map((row) => row.trim());
    assert.match((await titles())[0] ?? '', /^Implement User Authentication 2025-12-18/);
    await workbench.viewAction('Library', 'Sort by Title');
    await workbench.until('the order is that of titles', async () => {
      const [first = '', ...more] = await titles();
      return first.startsWith('Implement') && more[0]?.startsWith('Phase 1');
    });
    await workbench.viewAction('Library', 'Sort by Date');
    await picture('tree-library');
  });

  it('opens the plan that an archive held, by keyboard', async () => {
    const { workbench } = world;
    const { keyboard } = workbench.page;
    await workbench.row('Library', 'Plans').click();
    await workbench.until('the plans are closed', async () => !(await hasRow('Library', /Phase 3: Frontend/)));
    await workbench.row('Library', 'Archives').click();
    await workbench.until('the archive is there', () => hasRow('Library', /^ {2}Implement User Authentication/));
    await keyboard.press('ArrowDown');
    const archive = workbench.row('Library', /^Implement User Authentication/);
    // A row takes its title late and is drawn again then; a key pressed in that instant goes by.
    await workbench.until('it opens', async () => {
      if ((await archive.getAttribute('aria-expanded')) === 'true') return true;
      await keyboard.press('ArrowRight');
      await workbench.page.waitForTimeout(500);
      return (await archive.getAttribute('aria-expanded')) === 'true';
    });
    await workbench.until('its phases are there', () => hasRow('Library', /^ {4}Phase 2: API Layer was running/));
    await picture('tree-archive');
    for (let downs = 0; downs < 2; downs++) await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await workbench.until('the plan is open', async () => (await workbench.activeTab()) === phasePlan(1));
    assert.deepEqual(await workbench.notifications(), []);
  });
});
